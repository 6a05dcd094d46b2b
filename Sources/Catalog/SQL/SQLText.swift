/// Values and queries as SQL text.
package enum SQLText {
  /// Returns a value as a literal.
  package static func literal(_ cell: Cell) -> String {
    switch cell {
    case .notStated: "null"
    case .integer, .decimal: ValueFormat.plain(cell)
    case .flag(let value): value ? "1" : "0"
    case .notApplicable, .text, .date: quoted(ValueFormat.plain(cell))
    }
  }

  /// Returns a query with values in the place of its named parameters, so that it stands alone.
  static func filled(
    _ sql: String, _ tokens: [SQLToken], with arguments: [String: Cell]
  ) -> String {
    let bytes = Array(sql.utf8)
    var result: [UInt8] = []
    var offset = 0
    for token in tokens where token.kind == .parameter {
      guard let value = arguments[token.text] else { continue }
      result += bytes[offset..<token.range.lowerBound]
      result += Array(literal(value).utf8)
      offset = token.range.upperBound
    }
    return String(decoding: result + bytes[offset...], as: UTF8.self)
  }

  private static func quoted(_ text: String) -> String {
    let parts = text.split(separator: "'", omittingEmptySubsequences: false)
    return "'" + parts.joined(separator: "''") + "'"
  }
}
