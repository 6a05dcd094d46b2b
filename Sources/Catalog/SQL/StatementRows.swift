internal import GRDB
internal import GRDBSQLite

/// The rows of a compiled statement, read straight from SQLite's columns.
///
/// A page asks some ten queries of a few rows each. GRDB's rows would make a value of every cell,
/// and of every row, that is thrown away at once.
@safe struct StatementRows {
  /// Keeps the pointer alive.
  private let statement: CompiledStatement
  private let pointer: SQLiteStatement
  /// The parameters that have names, which they begin with a mark before.
  private let parameters: [(name: String, index: CInt)]

  /// The corresponding C function is `sqlite3_bind_parameter_name`.
  init(of statement: CompiledStatement) {
    self.statement = statement
    let pointer = unsafe statement.pointer
    unsafe self.pointer = pointer
    let count = unsafe sqlite3_bind_parameter_count(pointer)
    parameters = (0..<count).compactMap { place in
      // The text belongs to the statement; it is copied at once.
      let name = unsafe sqlite3_bind_parameter_name(pointer, place + 1)
      return unsafe name.map { (String(unsafe String(cString: $0).dropFirst()), place + 1) }
    }
  }

  /// Begins anew with other values for the parameters.
  /// The corresponding C function is `sqlite3_reset`.
  func begin(with arguments: [String: Cell]) throws {
    // The code is that of the run before, which has been told.
    end()
    for (name, index) in parameters {
      guard let cell = arguments[name] else { continue }
      let code = unsafe CellStorage.value(of: cell).bind(to: pointer, at: index)
      guard code == SQLITE_OK else { throw fault(code) }
    }
  }

  /// Goes to the next row, or returns `false` where there is none.
  /// The corresponding C function is `sqlite3_step`.
  func next() throws -> Bool {
    switch unsafe sqlite3_step(pointer) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code: throw fault(code)
    }
  }

  /// Lets go what the statement holds while it runs.
  func end() { _ = unsafe sqlite3_reset(pointer) }

  /// Returns a cell of the row; `kind` is the column's, where it is one of the catalog.
  /// The corresponding C function is `sqlite3_column_type`.
  func cell(
    _ column: Int, kind: ColumnSchema.Kind?
  ) throws(CellStorage.Unprintable) -> Cell {
    let column = CInt(column)
    switch unsafe sqlite3_column_type(pointer, column) {
    case SQLITE_NULL: return .notStated
    case SQLITE_INTEGER:
      return CellStorage.cell(of: unsafe sqlite3_column_int64(pointer, column), kind: kind)
    case SQLITE_FLOAT:
      return try CellStorage.cell(of: unsafe sqlite3_column_double(pointer, column))
    case SQLITE_TEXT: return try CellStorage.cell(of: text(column), kind: kind)
    default: throw .bytes
    }
  }

  /// The corresponding C functions are `sqlite3_column_text` and `sqlite3_column_bytes`.
  private func text(_ column: CInt) -> String {
    // The bytes stay until the next row; they are copied at once.
    guard let start = unsafe sqlite3_column_text(pointer, column) else { return "" }
    let count = unsafe Int(sqlite3_column_bytes(pointer, column))
    return unsafe String(
      decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// The corresponding C function is `sqlite3_errmsg`.
  private func fault(_ code: CInt) -> DatabaseError {
    let message = unsafe sqlite3_errmsg(sqlite3_db_handle(pointer))
    return DatabaseError(
      resultCode: ResultCode(rawValue: code),
      message: unsafe message.map { unsafe String(cString: $0) })
  }
}
