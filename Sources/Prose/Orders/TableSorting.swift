import Catalog

/// The orders that a page offers, as they look from one of its pages.
package struct TableSorting: Sendable {
  /// What the rows are sorted by, or `nil` where they stand as the queries give them.
  package var key: TableOrder.Key?
  /// The page that a column's heading leads to, by the name of the column.
  package var links: [String: String]

  package init(key: TableOrder.Key?, links: [String: String]) {
    self.key = key
    self.links = links
  }

  /// Sorts a table and makes its headings links, as far as the orders name its columns.
  func apply(to table: inout RenderedTable) {
    for index in table.columns.indices {
      let name = table.columns[index].name
      let isKey = key?.column.value == name
      guard isKey || links[name] != nil else { continue }
      table.columns[index].sort = RenderedTable.Sort(
        // The reader comes back to the table, not to the top of the page.
        href: links[name].map { "\($0)#\(table.id)" }, direction: isKey ? key?.direction : nil)
    }
    guard let key, let column = table.columns.firstIndex(where: { $0.name == key.column.value })
    else { return }
    table.rows = Self.sorted(table.rows, by: column, key.direction)
  }

  /// Rows that are equal keep the order of the query. What has no value comes last either way.
  private static func sorted(
    _ rows: [[RenderedTable.Entry]], by column: Int, _ direction: TableOrder.Direction
  ) -> [[RenderedTable.Entry]] {
    let keys = rows.map { SortKey($0[column].cell) }
    let order = rows.indices.sorted { left, right in
      let (first, second) = (keys[left], keys[right])
      if first == second { return left < right }
      if first == .missing || second == .missing { return second == .missing }
      return direction == .ascending ? first < second : second < first
    }
    return order.map { rows[$0] }
  }
}

/// What a cell is sorted by: numbers before words.
private enum SortKey: Comparable {
  case number(Double)
  case words(String)
  case missing

  init(_ cell: Cell) {
    switch cell {
    case .notStated, .notApplicable: self = .missing
    case .integer, .decimal: self = cell.number.map(SortKey.number) ?? .missing
    case .text, .flag, .date: self = .words(ValueFormat.plain(cell).lowercased())
    }
  }
}
