/// Refuses SQL that may not stand in content before SQLite sees it.
///
/// The database is read-only and holds nothing but the catalog, so nothing can be harmed. The guard
/// keeps out what would make a page depend on more than the catalog: clock, chance, and SQLite's own
/// version and state.
enum QueryGuard {
  /// Returns the tokens of `sql`, or throws what is wrong with it.
  static func check(_ sql: String, limits: QueryLimits) throws(QueryError) -> [SQLToken] {
    guard sql.utf8.count <= limits.sqlBytes else {
      throw QueryError("the query has \(sql.utf8.count) bytes, more than \(limits.sqlBytes)")
    }
    if let zero = Array(sql.utf8).firstIndex(of: 0) {
      throw QueryError("the query holds a zero byte", offset: zero)
    }
    let tokens = SQLScanner.tokens(of: sql)
    guard let first = tokens.first else { throw QueryError("the query is empty", offset: 0) }
    guard first.kind == .name, openingWords.contains(first.text.lowercased()) else {
      throw QueryError(
        "'\(first.text)' cannot begin a query: expected 'select', 'with' or 'values'",
        offset: first.range.lowerBound, help: ["the catalog is read-only"])
    }
    try checkEnd(tokens)
    for (index, token) in tokens.enumerated() where token.kind == .name {
      let isCall = index + 1 < tokens.count && tokens[index + 1].text == "("
      if let reason = refusal(of: token.text.lowercased(), isCall: isCall) {
        throw QueryError(
          "'\(token.text)' is not allowed: \(reason)", offset: token.range.lowerBound,
          help: help(for: token.text.lowercased()))
      }
      if isCall, formatFunctions.contains(token.text.lowercased()) {
        try checkFormat(tokens[(index + 2)...], of: token)
      }
    }
    return tokens
  }

  private static let openingWords: Set<String> = ["select", "with", "values"]

  /// One statement; a semicolon may end it.
  private static func checkEnd(_ tokens: [SQLToken]) throws(QueryError) {
    guard
      let end = tokens.firstIndex(where: { $0.kind == .other && $0.text == ";" }),
      let following = tokens[end...].first(where: { $0.text != ";" || $0.kind != .other })
    else { return }
    throw QueryError(
      "a second statement begins after ';': expected one query",
      offset: following.range.lowerBound, help: ["end the block with the first query"])
  }

  private static func refusal(of name: String, isCall: Bool) -> String? {
    if clockWords.contains(name) || isCall && clockFunctions.contains(name) {
      return "a page must not depend on the clock"
    }
    guard isCall || name.hasPrefix("pragma_") || internalTables.contains(name) else { return nil }
    if chanceFunctions.contains(name) { return "a page must not depend on chance" }
    if internalFunctions.contains(name) || internalTables.contains(name)
      || name.hasPrefix("pragma_") || name.hasPrefix("fts3_")
    {
      return stateReason
    }
    return nil
  }

  private static let stateReason = "a page must not depend on the state of SQLite"

  /// Whether a table holds SQLite's own state, such as `sqlite_master`. SQLite keeps names that begin
  /// so to itself.
  static func isInternal(table: String) -> Bool {
    let name = table.lowercased()
    return name.hasPrefix("sqlite_") || name.hasPrefix("pragma_") || internalTables.contains(name)
  }

  /// Returns the fault of a query that reads such a table, at the first that it names.
  static func refusal(ofTable table: String, in tokens: [SQLToken]) -> QueryError {
    let token = tokens.first { $0.kind != .other && isInternal(table: $0.text) }
    return QueryError(
      "'\(token?.text ?? table)' is not allowed: \(stateReason)", offset: token?.range.lowerBound)
  }

  private static func help(for name: String) -> [String] {
    clockWords.contains(name) || clockFunctions.contains(name)
      ? ["dates of the catalog are ISO 8601 text: compare them with < and >, cut them with substr"]
      : []
  }

  static let clockWords: Set<String> = ["current_date", "current_time", "current_timestamp"]
  static let clockFunctions: Set<String> = [
    "date", "time", "datetime", "julianday", "unixepoch", "strftime", "timediff",
  ]
  static let chanceFunctions: Set<String> = ["random", "randomblob"]
  static let internalFunctions: Set<String> = [
    "changes", "last_insert_rowid", "load_extension", "sqlite_compileoption_get",
    "sqlite_compileoption_used", "sqlite_log", "sqlite_offset", "sqlite_source_id",
    "sqlite_version", "total_changes",
  ]
  private static let internalTables: Set<String> = ["dbstat", "sqlite_stmt"]

  // MARK: Formats

  private static let formatFunctions: Set<String> = ["format", "printf"]
  /// The widest field of a format.
  private static let widestField = 200

  /// Refuses formats whose fields are wider than any text, which SQLite fills for minutes: a format is a
  /// text of the query, or one of some that it chooses from, without widths that a value gives.
  private static func checkFormat(
    _ arguments: ArraySlice<SQLToken>, of function: SQLToken
  ) throws(QueryError) {
    var depth = 0
    for (index, token) in zip(arguments.indices, arguments) {
      switch (token.kind, token.text) {
      case (.other, ")") where depth == 0, (.other, ",") where depth == 0: return
      case (.other, "("): depth += 1
      case (.other, ")"): depth -= 1
      case (.string, _): try checkFields(of: token, function)
      case (.other, "|"): throw madeFormat(token, function)
      case (.name, _)
      where index + 1 < arguments.endIndex && arguments[index + 1].text == "("
        && textMakers.contains(token.text.lowercased()):
        throw madeFormat(token, function)
      default: break
      }
    }
  }

  /// Functions that make a text of others.
  private static let textMakers: Set<String> = [
    "char", "concat", "concat_ws", "format", "group_concat", "printf", "replace", "string_agg",
    "substr", "substring", "unhex",
  ]

  private static func madeFormat(_ token: SQLToken, _ function: SQLToken) -> QueryError {
    QueryError(
      "the format of '\(function.text)' is put together, expected a text or a choice of texts",
      offset: token.range.lowerBound)
  }

  private static func checkFields(
    of format: SQLToken, _ function: SQLToken
  ) throws(QueryError) {
    for field in format.text.split(separator: "%").map({ $0.prefix(while: isWidth) })
    where field.contains("*") || widestNumber(in: field) > widestField {
      throw QueryError(
        "the format of '\(function.text)' has a field '%\(field)', expected widths up to "
          + "\(widestField)", offset: format.range.lowerBound)
    }
  }

  /// Whether a character stands between the sign of a field and its kind.
  private static func isWidth(_ character: Character) -> Bool {
    "0123456789.*+-# ,!".contains(character)
  }

  private static func widestNumber(in field: Substring) -> Int {
    field.split { !$0.isNumber }.map { Int($0) ?? .max }.max() ?? 0
  }

  /// Functions of SQLite that are replaced by ones that only fail, so that no way of writing a call
  /// gets past the guard.
  static var refusedFunctions: [String] {
    (clockWords.union(clockFunctions).union(chanceFunctions).union(internalFunctions)).sorted()
  }
}
