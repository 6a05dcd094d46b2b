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

  /// Returns the cell for what SQLite gave to a function.
  static func cell(of value: DatabaseValue) throws(Unprintable) -> Cell {
    switch value.storage {
    case .null: .notStated
    case .int64(let number): cell(of: number, kind: nil)
    case .double(let number): try cell(of: number)
    case .string(let text): try cell(of: text, kind: nil)
    case .blob: throw .bytes
    }
  }

  /// Returns the cell for a whole number; `kind` is the column's, where the result's column is one of
  /// the catalog.
  static func cell(of number: Int64, kind: ColumnSchema.Kind?) -> Cell {
    guard case .flag? = kind, number == 0 || number == 1 else { return .integer(number) }
    return .flag(number == 1)
  }

  /// Returns the cell for a number. SQLite gives NULL for what is not a number.
  static func cell(of number: Double) throws(Unprintable) -> Cell {
    guard number.isFinite else { throw .infinity }
    return .decimal(number)
  }

  /// Returns the cell for a text; `kind` is the column's.
  static func cell(of text: String, kind: ColumnSchema.Kind?) throws(Unprintable) -> Cell {
    if let control = TextCheck.controlCharacter(in: text) { throw .controlCharacter(control) }
    if text == ValueFormat.notApplicable { return .notApplicable }
    guard case .date? = kind else { return .text(text) }
    return CalendarDate(text).map(Cell.date) ?? .text(text)
  }
}
