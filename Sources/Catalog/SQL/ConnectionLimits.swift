internal import GRDB
internal import GRDBSQLite

/// SQLite's own limits, which have no face in GRDB.
enum ConnectionLimits {
  /// Sets the limits of a connection, and lets `work` count what its queries do.
  /// The corresponding C functions are `sqlite3_limit` and `sqlite3_progress_handler`.
  static func set(on database: Database, work: QueryWork) {
    let limits = work.limits
    let ceilings: [(CInt, Int)] = [
      (SQLITE_LIMIT_LENGTH, limits.valueBytes),
      (SQLITE_LIMIT_SQL_LENGTH, limits.sqlBytes),
      (SQLITE_LIMIT_COLUMN, 200),
      (SQLITE_LIMIT_EXPR_DEPTH, limits.expressionDepth),
      (SQLITE_LIMIT_COMPOUND_SELECT, 50),
      (SQLITE_LIMIT_VDBE_OP, 200_000),
      (SQLITE_LIMIT_FUNCTION_ARG, 32),
      (SQLITE_LIMIT_ATTACHED, 0),
      (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, limits.patternBytes),
      (SQLITE_LIMIT_VARIABLE_NUMBER, 100),
      (SQLITE_LIMIT_TRIGGER_DEPTH, 1),
      (SQLITE_LIMIT_WORKER_THREADS, 0),
    ]
    for (kind, ceiling) in ceilings {
      // The connection is open for the length of this call.
      _ = unsafe sqlite3_limit(database.sqliteConnection, kind, CInt(ceiling))
    }
    // The functions of the connection keep `work` until it is closed.
    unsafe sqlite3_progress_handler(
      database.sqliteConnection, CInt(QueryWork.stepsPerTick),
      { pointer in
        guard let pointer = unsafe pointer else { return 0 }
        let work = unsafe Unmanaged<QueryWork>.fromOpaque(pointer).takeUnretainedValue()
        return work.mustStop() ? 1 : 0
      }, Unmanaged.passUnretained(work).toOpaque())
  }

  /// The place of the last fault in the SQL, in bytes.
  /// The corresponding C function is `sqlite3_error_offset`.
  static func errorOffset(on database: Database) -> Int? {
    // The connection is open for the length of this call.
    let offset = unsafe sqlite3_error_offset(database.sqliteConnection)
    return offset < 0 ? nil : Int(offset)
  }
}
