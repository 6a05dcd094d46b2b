extension Catalog {
  /// Returns the catalog without what may not be handed on:
  ///
  /// - sources that are marked as not publishable, and their names in the records;
  /// - records that rest on no other source;
  /// - records marked as not verified;
  /// - records that need one of these to mean anything, such as the price of a part.
  package func published() -> Catalog {
    var filter = PublicationFilter(self)
    filter.run()
    return filter.catalog
  }
}

/// Takes away records until none is left that names one that is gone.
private struct PublicationFilter {
  private(set) var catalog: Catalog
  private let withheldSources: Set<String>

  init(_ catalog: Catalog) {
    self.catalog = catalog
    let sources = catalog.table("source")
    let flag = sources?.schema.columnIndex("publishable")
    withheldSources = Set(
      (sources?.rows ?? []).filter { row in
        flag.map { row.cells[$0] == .flag(false) } ?? false
      }.map(\.id))
  }

  mutating func run() {
    catalog = Catalog(tables: catalog.tables.map(withoutWithheldSources))
    var count = -1
    while count != recordCount {
      count = recordCount
      catalog = Catalog(tables: catalog.tables.map(withoutDanglingRecords))
    }
    catalog = Catalog(tables: catalog.tables.map(withoutDanglingNames))
  }

  private var recordCount: Int { catalog.tables.reduce(0) { $0 + $1.rows.count } }

  private func withoutWithheldSources(_ table: Table) -> Table {
    if table.schema.name == "source" {
      return table.with(table.rows.filter { !withheldSources.contains($0.id) })
    }
    let verified = table.schema.columnIndex("verified")
    return table.with(
      table.rows.compactMap { row in
        if let verified, row.cells[verified] == .flag(false) { return nil }
        return withoutWithheldSources(row, of: table.schema)
      })
  }

  /// Returns the record with its publishable sources, or `nil` when none is left.
  private func withoutWithheldSources(_ row: Row, of schema: TableSchema) -> Row? {
    guard let column = schema.columnIndex("source"), let list = row.cells[column].text else {
      return row
    }
    let ids = IDList.items(list).map { String($0.id) }
    let kept = ids.indices.filter { !withheldSources.contains(ids[$0]) }
    if kept.count == ids.count { return row }
    if kept.isEmpty { return nil }
    var row = row
    row.cells[column] = .text(kept.map { ids[$0] }.joined(separator: "; "))
    if let detail = schema.columnIndex("source_detail"), let text = row.cells[detail].text {
      let details = IDList.items(text).map { String($0.id) }
      // The places belong to the sources one by one; the catalog's checks see to that.
      row.cells[detail] =
        details.count == ids.count
        ? .text(kept.map { details[$0] }.joined(separator: "; ")) : .notStated
    }
    return row
  }

  private func withoutDanglingRecords(_ table: Table) -> Table {
    let required = references(of: table.schema).filter {
      table.schema.columns[$0.column].isRequired
    }
    return table.with(
      table.rows.filter { row in
        required.allSatisfy { isKept(row.cells[$0.column], target: $0.target) }
      })
  }

  private func withoutDanglingNames(_ table: Table) -> Table {
    let references = references(of: table.schema)
    return table.with(
      table.rows.map { row in
        var row = row
        for (column, target) in references where !isKept(row.cells[column], target: target) {
          row.cells[column] = .notStated
        }
        return row
      })
  }

  private func references(of schema: TableSchema) -> [(column: Int, target: String)] {
    schema.columns.enumerated().compactMap { index, column in
      if case .reference(let target) = column.kind { (index, target) } else { nil }
    }
  }

  private func isKept(_ cell: Cell, target: String) -> Bool {
    guard let id = cell.text else { return true }
    return CatalogSchema.targets(ofReference: target)
      .contains { catalog.table($0)?.row(id: id) != nil }
  }
}

extension Table {
  fileprivate func with(_ rows: [Row]) -> Table {
    Table(schema: schema, rows: rows, source: source)
  }
}
