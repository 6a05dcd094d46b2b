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

  private static func quoted(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "'")) else { return "'" + text + "'" }
    let parts = text.split(separator: "'", omittingEmptySubsequences: false)
    return "'" + parts.joined(separator: "''") + "'"
  }
}

/// A query cut at its named parameters, so that each page that asks it only joins the pieces.
struct SQLPieces {
  /// Each parameter with what stands before it.
  private let parts: [(before: String, parameter: String)]
  private let end: String

  init(_ sql: String, _ tokens: [SQLToken]) {
    let bytes = Array(sql.utf8)
    var parts: [(before: String, parameter: String)] = []
    var offset = 0
    for token in tokens where token.kind == .parameter {
      let before = String(decoding: bytes[offset..<token.range.lowerBound], as: UTF8.self)
      parts.append((before, token.text))
      offset = token.range.upperBound
    }
    self.parts = parts
    end = String(decoding: bytes[offset...], as: UTF8.self)
  }

  /// Returns the query with values in the place of its parameters, so that it stands alone.
  func filled(with arguments: [String: Cell]) -> String {
    var sql = ""
    for (before, parameter) in parts {
      sql += before
      sql += arguments[parameter].map(SQLText.literal) ?? ":" + parameter
    }
    return sql + end
  }
}
