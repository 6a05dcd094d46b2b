internal import GRDB
internal import GRDBSQLite

/// Fills a table row by row, straight through SQLite.
///
/// A large catalog has millions of cells, and GRDB would gather those of each row in several arrays.
@safe struct RowWriter {
  /// Keeps the pointer alive.
  private let statement: Statement
  private let pointer: SQLiteStatement

  /// Takes a statement that inserts one row.
  init(_ statement: Statement) {
    self.statement = statement
    unsafe pointer = statement.sqliteStatement
  }

  /// Inserts a row.
  /// The corresponding C functions are `sqlite3_step` and `sqlite3_reset`.
  func write(_ values: some Sequence<DatabaseValue>) throws {
    var index: CInt = 0
    for value in values {
      index += 1
      let code = unsafe value.bind(to: pointer, at: index)
      guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }
    let code = unsafe sqlite3_step(pointer)
    // The code is that of the step before.
    _ = unsafe sqlite3_reset(pointer)
    guard code == SQLITE_DONE else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
  }
}
