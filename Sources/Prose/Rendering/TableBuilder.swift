import Catalog
import Markup

/// Makes the typed table of a page out of the rows of a query.
struct TableBuilder {
  let result: QueryResult
  let catalog: Catalog
  /// Returns the link to a record's page, if it has one.
  let recordPage: (RecordName) -> String?
  /// Returns the fact in a cell of the result if it is too old.
  let staleFact: (_ row: Int, _ column: Int) -> DatedFact?

  /// Columns named `<table>_id` are not printed; they link the column after them. Of several in a
  /// row the first that holds an id counts, for cells whose records are in different tables.
  static func linkedTable(_ name: String, _ catalog: Catalog) -> String? {
    // Bytes are compared, as this is asked for every column of every query.
    guard name.utf8.suffix(3).elementsEqual("_id".utf8) else { return nil }
    let table = String(name.dropLast(3))
    return catalog.table(table) == nil ? nil : table
  }

  /// Builds the table with the anchor `id` from a block whose query has the anchor `workings`;
  /// `derivation` returns the link to how a figure was computed.
  func build(
    _ block: QueryBlock, id: String, workings: String?, derivation: (FigureOrigin) -> String?
  ) -> RenderedTable {
    var columns: [RenderedTable.Column] = []
    var sources: [(column: Int, links: [(column: Int, table: String)])] = []
    var pending: [(column: Int, table: String)] = []
    for (index, column) in result.columns.enumerated() {
      if let table = Self.linkedTable(column.name, catalog) {
        pending.append((index, table))
        continue
      }
      let label = block.labels.first { $0.name == column.name }?.text.value ?? column.label
      columns.append(
        RenderedTable.Column(
          name: column.name, label: label, unit: column.unit, isNumeric: isNumeric(index)))
      sources.append((index, pending))
      pending = []
    }
    let rows = result.rows.enumerated().map { index, row in
      sources.map { source in
        let record = source.links.lazy.compactMap { link in
          row[link.column].text.map { RecordName(table: link.table, id: $0) }
        }.first
        let href = record.flatMap(recordPage)
        let origin = href == nil ? origin(ofRow: index, column: source.column) : nil
        return RenderedTable.Entry(
          cell: row[source.column], href: href, record: record,
          derivation: origin.flatMap(derivation), stale: staleFact(index, source.column))
      }
    }
    return RenderedTable(
      id: id, caption: block.caption.value, note: rows.isEmpty ? nil : block.note,
      workings: workings, columns: columns, rows: rows, empty: block.empty)
  }

  /// Texts that the query puts together are no figures; a verdict is one of the engine's.
  private func origin(ofRow row: Int, column: Int) -> FigureOrigin? {
    guard let origin = result.origin(row: row, column: column) else { return nil }
    return origin == .query && result.rows[row][column].number == nil ? nil : origin
  }

  private func isNumeric(_ index: Int) -> Bool {
    let stated = result.rows.lazy.map { $0[index] }.filter {
      $0 != .notStated && $0 != .notApplicable
    }
    return !stated.isEmpty && stated.allSatisfy { $0.number != nil }
  }
}
