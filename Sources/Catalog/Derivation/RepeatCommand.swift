/// Commands that compute a figure again.
package enum RepeatCommand {
  /// Returns the command for a query, ready for a POSIX shell; `today` is the day that it is asked on.
  package static func query(_ sql: String, asOf today: CalendarDate? = nil) -> String {
    let sql = sql.trimmed
    let command = "rigbook query" + (today.map { " --as-of \($0)" } ?? "")
    guard needsQuoting(sql) else { return "\(command) \"\(sql)\"" }
    // The text ends at the first line that is the delimiter, so none of its own may be.
    let lines = Set(sql.split(separator: "\n"))
    var delimiter = "SQL"
    while lines.contains(delimiter[...]) { delimiter += "_" }
    return "\(command) - <<'\(delimiter)'\n\(sql)\n\(delimiter)"
  }

  /// Returns the command that prints every step for a use of a model.
  ///
  /// The context is that of each user; the command takes it over all users.
  package static func size(
    _ model: String, quantization: String?, context: Int64?, users: Int64 = 1,
    card: (id: String, count: Int64)? = nil
  ) -> String {
    var words = ["rigbook size", model]
    if let quantization { words += ["--quantization", quantization] }
    if let context { words += ["--context", String(context * users)] }
    if users != 1 { words += ["--parallel", String(users)] }
    if let card { words += ["--gpu", card.count == 1 ? card.id : "\(card.id):\(card.count)"] }
    return (words + ["--explain"]).joined(separator: " ")
  }

  /// Whether a shell would read more than text between double quotes: `"`, `$`, a backtick, a
  /// backslash, or `!` where it could begin a name of the history.
  private static func needsQuoting(_ text: String) -> Bool {
    var isAfterMark = false
    for byte in text.utf8 {
      if isAfterMark, byte != UInt8(ascii: "=") { return true }
      isAfterMark = false
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "$"), UInt8(ascii: "`"), UInt8(ascii: "\\"): return true
      case UInt8(ascii: "!"): isAfterMark = true
      default: break
      }
    }
    return false
  }
}

extension String {
  /// The text without spaces and line breaks at its ends.
  fileprivate var trimmed: String {
    // Nearly all texts have letters or signs of ASCII at both ends.
    if let first = utf8.first, let last = utf8.last, first.isVisible, last.isVisible { return self }
    let isSpace: (Character) -> Bool = { $0.isWhitespace }
    guard let first = firstIndex(where: { !isSpace($0) }),
      let last = lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(self[first...last])
  }
}

extension UInt8 {
  /// Whether the byte is a letter, a digit or a sign of ASCII.
  fileprivate var isVisible: Bool { self > 0x20 && self < 0x7F }
}
