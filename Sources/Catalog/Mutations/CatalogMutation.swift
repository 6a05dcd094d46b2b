/// A change of a catalog that an editor could make: cells of one column, or a record that goes.
package struct CatalogMutation: Sendable {
  /// What becomes of the cells.
  enum Edit: Hashable, Sendable {
    case set(Cell)
    case scale(Double)
    /// The records go.
    case remove
  }

  var table: String
  /// The column by its place; of no meaning for records that go.
  var column: Int
  /// The records by their places.
  var rows: [Int]
  var edit: Edit

  /// Returns a catalog with the change, or `nil` where it changes nothing or leads out of what the
  /// column may hold.
  func applied(to catalog: Catalog) -> Catalog? {
    guard let old = catalog.table(table) else { return nil }
    var rows = old.rows
    if edit == .remove {
      for row in self.rows.sorted(by: >) { rows.remove(at: row) }
    } else {
      let schema = old.schema.columns[column]
      var isChanged = false
      for row in self.rows {
        guard let cell = changed(rows[row].cells[column], in: schema) else { continue }
        rows[row].cells[column] = cell
        isChanged = true
      }
      guard isChanged else { return nil }
    }
    let new = Table(
      schema: old.schema, rows: rows, source: old.source, isComplete: old.isComplete)
    return Catalog(tables: catalog.tables.map { $0.schema.name == table ? new : $0 })
  }

  /// Returns another value of a cell. What is not stated or does not apply stays so.
  private func changed(_ cell: Cell, in column: ColumnSchema) -> Cell? {
    guard cell != .notStated, cell != .notApplicable else { return nil }
    let new: Cell
    switch edit {
    case .remove: return nil
    case .set(let value): new = value
    case .scale(let factor):
      guard let number = cell.number else { return nil }
      new = Self.cell(number * factor, like: cell)
    }
    if let number = new.number, let range = column.range, !range.contains(number) { return nil }
    return new == cell ? nil : new
  }

  /// Returns a number as a cell of the kind of another one.
  static func cell(_ number: Double, like cell: Cell) -> Cell {
    guard cell.integer != nil, number.magnitude < 1e15 else { return .decimal(number) }
    return .integer(Int64(number.rounded()))
  }
}
