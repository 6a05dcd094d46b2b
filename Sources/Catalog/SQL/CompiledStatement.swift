internal import GRDB
internal import GRDBSQLite

/// A statement as SQLite compiled it, with the columns that it reads.
///
/// GRDB's own statements unite a region for each column that SQLite tells of, and a view tells of
/// dozens: that took longer than all else of compiling a query.
@safe final class CompiledStatement {
  /// Lives as long as this object, which no longer than its connection.
  let pointer: SQLiteStatement
  let reads: StatementReads
  let columnNames: [String]

  /// Compiles a statement. `noticing` is the one authorizer of the connection.
  /// The corresponding C function is `sqlite3_prepare_v3`.
  ///
  /// - Throws: `DatabaseError` where SQLite does not understand it, `QueryError` where it would write.
  init(_ sql: String, on database: Database, noticing: ReadAuthorizer) throws {
    // The connection is open for the length of this call.
    let connection = unsafe database.sqliteConnection
    var statement: SQLiteStatement?
    let (code, reads) = noticing.reads {
      unsafe sqlite3_prepare_v3(
        connection, sql, -1, CUnsignedInt(SQLITE_PREPARE_PERSISTENT), &statement, nil)
    }
    guard code == SQLITE_OK, let pointer = unsafe statement else {
      let message = unsafe sqlite3_errmsg(connection)
      throw DatabaseError(
        resultCode: ResultCode(rawValue: code),
        message: unsafe message.map { unsafe String(cString: $0) })
    }
    unsafe self.pointer = pointer
    self.reads = reads
    let count = unsafe sqlite3_column_count(pointer)
    columnNames = (0..<count).map { column in
      // The text belongs to the statement; it is copied at once.
      let name = unsafe sqlite3_column_name(pointer, column)
      return unsafe name.map { unsafe String(cString: $0) } ?? ""
    }
    guard unsafe sqlite3_stmt_readonly(pointer) != 0 else {
      throw QueryError(
        "the query would write: expected 'select', 'with' or 'values'", offset: 0,
        help: ["the catalog is read-only"])
    }
  }

  deinit { _ = unsafe sqlite3_finalize(pointer) }
}

/// What a statement reads.
struct StatementReads {
  /// The columns by table; `nil` stands for all.
  private var columns: [String: Set<String>?] = [:]

  /// Takes in what SQLite tells: a column of a table, or "" for one of which only the rows count.
  mutating func note(_ column: String, of table: String) {
    if column.isEmpty {
      // SQLite names the table as the query does.
      columns[table.lowercased()] = .some(nil)
    } else if columns[table] != .some(nil) {
      columns[table, default: []]?.insert(column)
    }
  }

  /// Whether anything of a table is read.
  func hold(_ table: TableSchema) -> Bool { columns[table.name] != nil }

  /// Returns the columns of a table that are read.
  func columns(of table: TableSchema) -> [String] {
    guard let read = columns[table.name] else { return [] }
    return table.columns.map(\.name).filter { read?.contains($0) ?? true }
  }
}

/// Takes note of what the statements of a connection read, while each is compiled, and refuses to
/// compile what reads SQLite's own tables, however it names them.
/// The corresponding C function is `sqlite3_set_authorizer`.
final class ReadAuthorizer {
  private var reads = StatementReads()
  /// A table of SQLite's own that the last statement would have read.
  private(set) var refusedTable: String?

  /// Takes the place of GRDB's own, which is needed for statements that write.
  ///
  /// It has to live until the connection is closed.
  init(on database: Database) {
    // The connection is open for the length of this call.
    _ = unsafe sqlite3_set_authorizer(
      database.sqliteConnection,
      { pointer, action, table, column, _, _ in
        // The texts are there for the length of this call; they are copied.
        guard action == SQLITE_READ, let pointer = unsafe pointer, let table = unsafe table,
          let column = unsafe column
        else { return SQLITE_OK }
        let authorizer = unsafe Unmanaged<ReadAuthorizer>.fromOpaque(pointer)
          .takeUnretainedValue()
        let name = unsafe String(cString: table)
        if QueryGuard.isInternal(table: name) {
          authorizer.refusedTable = name
          return SQLITE_DENY
        }
        authorizer.reads.note(unsafe String(cString: column), of: name)
        return SQLITE_OK
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  /// Returns what `compile` gives and what it made SQLite tell of.
  func reads<Made>(of compile: () -> Made) -> (Made, StatementReads) {
    reads = StatementReads()
    refusedTable = nil
    return (compile(), reads)
  }
}
