import Diagnostics
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

  /// What SQLite can give and no page can print.
  enum Unprintable: Error, Hashable {
    case bytes
    case infinity
    case controlCharacter(Unicode.Scalar)

    /// What a column holds that holds it.
    var words: String {
      switch self {
      case .bytes: "bytes, which have no text"
      case .infinity: "a number beyond all bounds"
      case .controlCharacter(let scalar):
        "the control character \(TextCheck.codePoint(scalar))"
      }
    }
  }

  /// Returns the cell for what SQLite gave; `kind` is the column's, where the result's column is one
  /// of the catalog.
  static func cell(
    of value: DatabaseValue, kind: ColumnSchema.Kind?
  ) throws(Unprintable) -> Cell {
    if case .string(let text) = value.storage, let control = TextCheck.controlCharacter(in: text) {
      throw .controlCharacter(control)
    }
    return switch (value.storage, kind) {
    case (.null, _): .notStated
    case (.int64(0), .flag?): .flag(false)
    case (.int64(1), .flag?): .flag(true)
    case (.int64(let number), _): .integer(number)
    case (.double(let number), _) where number.isFinite: .decimal(number)
    // SQLite gives NULL for what is not a number.
    case (.double, _): throw .infinity
    case (.string(ValueFormat.notApplicable), _): .notApplicable
    case (.string(let text), .date?): CalendarDate(text).map(Cell.date) ?? .text(text)
    case (.string(let text), _): .text(text)
    case (.blob, _): throw .bytes
    }
  }
}
