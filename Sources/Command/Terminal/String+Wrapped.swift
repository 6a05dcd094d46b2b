extension String {
  /// The text in lines of at most so many columns, broken at spaces; a word that no line holds is cut.
  ///
  /// What a terminal does not show, as colours, takes no room.
  func wrapped(at columns: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var width = 0
    for word in split(separator: " ", omittingEmptySubsequences: false) {
      var pieces = String(word).cut(at: columns)
      let last = pieces.removeLast()
      for piece in pieces {
        if !line.isEmpty { lines.append(line) }
        lines.append(piece)
        (line, width) = ("", 0)
      }
      let own = last.shownWidth
      if !line.isEmpty, width + 1 + own > columns {
        lines.append(line)
        (line, width) = (last, own)
      } else {
        line += (line.isEmpty ? "" : " ") + last
        width += own + (width == 0 ? 0 : 1)
      }
    }
    return lines + [line]
  }

  /// The text in pieces of at most so many columns, or of a single wider character; at least one.
  private func cut(at columns: Int) -> [String] {
    guard shownWidth > columns else { return [self] }
    var pieces = [""]
    var width = 0
    var isColor = false
    for character in self {
      if character == "\u{1B}" { isColor = true }
      let own = isColor ? 0 : String(character).displayWidth
      if own > 0, width > 0, width + own > columns {
        pieces.append("")
        width = 0
      }
      pieces[pieces.count - 1].append(character)
      width += own
      if isColor, character == "m" { isColor = false }
    }
    return pieces
  }

  /// The columns that the text takes without the sequences that colour it.
  var shownWidth: Int {
    guard utf8.contains(0x1B) else { return displayWidth }
    return replacing(/\u{1B}\[[0-9;]*m/, with: "").displayWidth
  }
}
