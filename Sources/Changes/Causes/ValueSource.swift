import Catalog

/// Where the value of an expression in a sentence comes from.
struct ValueSource {
  /// What it is called.
  let label: String
  let reads: ReadColumns
  /// The records that the expression names.
  let records: Set<String>

  /// The most characters of a query that stand for it.
  private static let mostCharacters = 60

  /// Reads `gpu.nvidia-rtx-5090.tdp_w`, `this.tdp_w` of a page of `record`, or a query.
  init(_ expression: String, record: PageSnapshot.Record?) {
    let words = expression.split(whereSeparator: \.isWhitespace)
    guard words.count == 1, let cell = Self.cell(expression, record) else {
      let name = words.joined(separator: " ")
      label = name.count > Self.mostCharacters ? name.prefix(Self.mostCharacters) + "…" : name
      reads = Self.mentioned(in: expression)
      records = []
      return
    }
    let schema = WholeSchema.table(cell.table)
    label = schema?.columns.first { $0.name == cell.column }?.label ?? expression
    reads = ReadColumns([cell.table: [cell.column]])
    records = [cell.id]
  }

  private static func cell(
    _ expression: String, _ record: PageSnapshot.Record?
  ) -> (table: String, id: String, column: String)? {
    guard let first = expression.firstIndex(of: "."),
      let last = expression.lastIndex(of: ".")
    else { return nil }
    let column = String(expression[expression.index(after: last)...])
    if first == last {
      guard expression.hasPrefix("this."), let record else { return nil }
      return (record.table, record.id, column)
    }
    let id = expression[expression.index(after: first)..<last]
    return (String(expression[..<first]), String(id), column)
  }

  /// The columns of the tables that a query names, for a query of which the page tells no more.
  private static func mentioned(in sql: String) -> ReadColumns {
    let words = Set(
      sql.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map { String($0) })
    var columns: [String: Set<String>] = [:]
    for table in WholeSchema.tables where words.contains(table.name) {
      columns[table.name] = Set(table.columns.map(\.name).filter(words.contains))
    }
    return ReadColumns(columns)
  }
}
