internal import GRDB

/// Cells as SQLite stores them, and back.
enum CellStorage {
  /// Returns what SQLite holds for a cell.
  static func value(of cell: Cell) -> DatabaseValue {
    switch cell {
    case .notStated: .null
    case .notApplicable: ValueFormat.notApplicable.databaseValue
    case .integer(let value): value.databaseValue
    case .decimal(let value): value.databaseValue
    case .text(let value): value.databaseValue
    case .flag(let value): (value ? 1 : 0).databaseValue
    case .date(let value): value.description.databaseValue
    }
  }

  /// Returns the cell for what SQLite gave; `kind` is the column's, where the result's column is one
  /// of the catalog. Blobs have no cell.
  static func cell(of value: DatabaseValue, kind: ColumnSchema.Kind?) -> Cell? {
    switch (value.storage, kind) {
    case (.null, _): .notStated
    case (.int64(0), .flag?): .flag(false)
    case (.int64(1), .flag?): .flag(true)
    case (.int64(let number), _): .integer(number)
    // SQLite gives NULL for what is not a number, so only the infinities need a word.
    case (.double(let number), _): number.isFinite ? .decimal(number) : .text(number.description)
    case (.string(ValueFormat.notApplicable), _): .notApplicable
    case (.string(let text), .date?): CalendarDate(text).map(Cell.date) ?? .text(text)
    case (.string(let text), _): .text(text)
    case (.blob, _): nil
    }
  }
}
