package import Catalog
package import Diagnostics

extension NamedQueries {
  /// Compiles every query, whether a page asks it or not, and reports what is wrong in the words that
  /// a page would have for it.
  ///
  /// - Parameters:
  ///   - database: The catalog that the queries are over.
  ///   - known: What was found before. Only queries that are new or others, or whose tables have other
  ///     columns, are compiled.
  ///   - connect: Opens a connection, which is asked for where a query is compiled.
  /// - Returns: The faults of all queries, in the order of their names.
  /// - Throws: What `connect` throws.
  package func faults(
    over database: CatalogDatabase, known: inout QueryVerdicts,
    connect: (CatalogDatabase) throws -> CatalogConnection
  ) throws -> [Diagnostic] {
    var opened: CatalogConnection?
    return try known.compiled.faults(in: usable, against: database.schema) { name in
      guard let block = self[name] else { return [] }
      let connection = try opened ?? connect(database)
      opened = connection
      return block.faults(over: connection)
    }
  }

  /// Checks the words that the files print around the rows; of files that were read by the same settings
  /// before, `known` tells what was found.
  package func lints(_ settings: LintSettings, known: inout QueryVerdicts) -> [Diagnostic] {
    known.linted.faults(in: usable, against: settings) { name in
      guard let block = self[name], let file = files[name] else { return [] }
      return LintPass(file, query: block, settings: settings).diagnostics()
    }
  }

  /// The files that hold a query, with its name, in the order of the names.
  private var usable: [(name: String, file: SourceFile)] {
    names.compactMap { name in files[name].map { (name: name, file: $0) } }
  }
}

extension QueryBlock {
  /// Returns what is wrong with the query and with its headings.
  fileprivate func faults(over connection: CatalogConnection) -> [Diagnostic] {
    do throws(QueryError) {
      return labelFaults(in: try connection.columns(of: sql).map(\.name))
    } catch {
      let place = error.offset.map(sqlText.span(at:)) ?? sqlText.span
      return [Diagnostic("query-failed", error.message, at: place, help: error.help)]
    }
  }
}
