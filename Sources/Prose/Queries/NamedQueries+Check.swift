package import Catalog
package import Diagnostics

extension NamedQueries {
  /// Compiles every query, whether a page asks it or not, and reports what is wrong in the words that
  /// a page would have for it.
  package func faults(over connection: CatalogConnection) -> [Diagnostic] {
    names.flatMap { name -> [Diagnostic] in
      guard let block = self[name] else { return [] }
      do throws(QueryError) {
        let columns = try connection.columns(of: block.sql)
        return block.labelFaults(in: columns.map(\.name))
      } catch {
        let place = error.offset.map(block.sqlText.span(at:)) ?? block.sqlText.span
        return [Diagnostic("query-failed", error.message, at: place, help: error.help)]
      }
    }
  }
}
