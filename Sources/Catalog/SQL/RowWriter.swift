internal import GRDB
internal import GRDBSQLite

/// Fills a table row by row, straight through SQLite.
///
/// A large catalog has millions of cells, and GRDB would gather those of each row in several arrays.
@safe struct RowWriter {
  /// Keeps the pointer alive.
  private let statement: Statement
  private let pointer: SQLiteStatement
  /// Whether each column of the catalog's table holds texts.
  private let holdTexts: [Bool]

  /// Takes a statement that inserts one row; `columns` are those of the table, where it is one of the
  /// catalog.
  init(_ statement: Statement, columns: [ColumnSchema] = []) {
    self.statement = statement
    unsafe pointer = statement.sqliteStatement
    holdTexts = columns.map(DatabaseBuilder.isText)
  }

  /// Inserts a row.
  func write(_ values: some Sequence<DatabaseValue>) throws {
    var index: CInt = 0
    for value in values {
      index += 1
      try check(unsafe value.bind(to: pointer, at: index))
    }
    try insert()
  }

  /// Inserts a record by its cells, of which nothing is made on the way.
  func write(_ cells: [Cell]) throws {
    for place in cells.indices {
      try check(bind(cells[place], at: CInt(place + 1), isText: holdTexts[place]))
    }
    try insert()
  }

  /// Binds what SQLite holds for a cell, as ``CellStorage`` says.
  /// The corresponding C functions begin with `sqlite3_bind_`.
  private func bind(_ cell: Cell, at index: CInt, isText: Bool) -> CInt {
    switch cell {
    case .notStated: unsafe sqlite3_bind_null(pointer, index)
    case .notApplicable:
      // In a column of numbers a text would break sums and orders.
      isText ? bind(ValueFormat.notApplicable, at: index) : unsafe sqlite3_bind_null(pointer, index)
    case .integer(let value): unsafe sqlite3_bind_int64(pointer, index, value)
    case .decimal(let value): unsafe sqlite3_bind_double(pointer, index, value)
    case .text(let value): bind(value, at: index)
    case .flag(let value): unsafe sqlite3_bind_int64(pointer, index, value ? 1 : 0)
    case .date(let value): bind(value.description, at: index)
    }
  }

  private func bind(_ text: String, at index: CInt) -> CInt {
    var text = text
    return text.withUTF8 { bytes in
      // SQLite copies the text.
      let copying = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
      return unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
        unsafe sqlite3_bind_text(
          pointer, index, characters.baseAddress, CInt(characters.count), copying)
      }
    }
  }

  private func check(_ code: CInt) throws {
    guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
  }

  /// The corresponding C functions are `sqlite3_step` and `sqlite3_reset`.
  private func insert() throws {
    let code = unsafe sqlite3_step(pointer)
    // The code is that of the step before.
    _ = unsafe sqlite3_reset(pointer)
    guard code == SQLITE_DONE else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
  }
}
