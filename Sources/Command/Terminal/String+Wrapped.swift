extension String {
  /// The text in lines of at most so many columns, broken at spaces; a longer word has its own line.
  ///
  /// What a terminal does not show, as colours, takes no room.
  func wrapped(at columns: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var width = 0
    for word in split(separator: " ", omittingEmptySubsequences: false) {
      let own = String(word).shownWidth
      if !line.isEmpty, width + 1 + own > columns {
        lines.append(line)
        (line, width) = (String(word), own)
      } else {
        line += (line.isEmpty ? "" : " ") + word
        width += own + (width == 0 ? 0 : 1)
      }
    }
    return lines + [line]
  }

  /// The columns that the text takes without the sequences that colour it.
  var shownWidth: Int { replacing(/\u{1B}\[[0-9;]*m/, with: "").displayWidth }
}
