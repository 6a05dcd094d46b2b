internal import Diagnostics
internal import GRDB

/// Turns SQLite's messages into faults with a place and a suggestion.
struct QueryExplanation {
  let tokens: [SQLToken]
  let names: CatalogNames
  let functions: [SQLFunction]

  /// Explains why SQL does not compile. `offset` is the place that SQLite tells, if it does.
  func error(_ error: DatabaseError, offset: Int?) -> QueryError {
    let message = error.message ?? error.resultCode.description
    if let name = message.after("no such column: ") {
      let bare = name.split(separator: ".").last.map(String.init) ?? name
      return QueryError(
        "unknown column '\(name)'", offset: offset ?? place(of: bare),
        help: NearestName.help(
          for: bare, among: names.columnNames(preferring: mentionedTables).filter { $0 != bare }))
    }
    if let name = message.after("no such table: ") {
      return QueryError(
        "unknown table '\(name)'", offset: place(of: name),
        help: NearestName.help(for: name, among: names.tables.map(\.name)))
    }
    if let name = message.after("no such function: ") {
      return QueryError(
        "unknown function '\(name)'", offset: offset ?? place(of: name),
        help: NearestName.help(for: name, among: names.functions))
    }
    if let name = message.after("wrong number of arguments to function ") {
      let bare = String(name.prefix { $0 != "(" })
      return QueryError(
        "wrong number of arguments for '\(bare)'", offset: offset ?? place(of: bare),
        help: functions.filter { $0.name == bare.lowercased() }.map { "it is \($0.signature)" })
    }
    if let name = message.after("ambiguous column name: ") {
      return QueryError(
        "the column '\(name)' is in more than one of the tables", offset: offset ?? place(of: name),
        help: ["write the table before it: table.\(name)"])
    }
    if message == "incomplete input" {
      return QueryError("the query ends too early", offset: tokens.last?.range.upperBound)
    }
    if message.hasSuffix("syntax error"), let offset, let token = token(at: offset) {
      return QueryError("syntax error at '\(token.text)'", offset: offset)
    }
    return QueryError("SQLite: \(message)", offset: offset)
  }

  /// Explains why a query that compiled ended early.
  func error(
    _ error: DatabaseError, fault: QueryWork.Fault?, overrun: QueryWork.Overrun?
  ) -> QueryError {
    if let fault {
      var error = fault.error
      error.offset = error.offset ?? quotedName(in: error.message) ?? place(of: fault.function)
      return error
    }
    switch overrun {
    case .steps(let limit):
      return QueryError(
        "the query takes more than \(ValueFormat.plain(.integer(Int64(limit)))) steps",
        help: ["join on ids, and end a recursion with a condition"])
    case .memory(let limit):
      return QueryError("the query needs more than \(limit >> 20) MiB of memory")
    case .seconds(let limit):
      return QueryError(
        "the query takes more than \(ValueFormat.plain(.decimal(limit))) seconds of a processor",
        help: ["ask for fewer rows, and do not make long texts in SQL"])
    case nil:
      return QueryError("SQLite: \(error.message ?? error.resultCode.description)")
    }
  }

  /// Finds the text between the first single quotes of a message in the SQL.
  private func quotedName(in message: String) -> Int? {
    let parts = message.split(separator: "'", omittingEmptySubsequences: false)
    guard parts.count >= 3 else { return nil }
    let name = String(parts[1])
    return tokens.first { $0.text == name && $0.kind != .other }?.range.lowerBound
  }

  private func place(of name: String) -> Int? {
    let wanted = name.lowercased()
    return tokens.first { $0.kind == .name && $0.text.lowercased() == wanted }?.range.lowerBound
  }

  private func token(at offset: Int) -> SQLToken? { tokens.first { $0.range.contains(offset) } }

  private var mentionedTables: [String] {
    let words = Set(tokens.filter { $0.kind == .name }.map { $0.text.lowercased() })
    return names.tables.map(\.name).filter(words.contains)
  }
}

extension String {
  /// Returns what follows `prefix`, or `nil` where the text begins otherwise.
  fileprivate func after(_ prefix: String) -> String? {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
  }
}
