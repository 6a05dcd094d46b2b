/// The codes in square brackets that WordPress replaces when it shows a page.
///
/// In a finished page only those are left whose plugin is gone. Words in brackets that only look
/// alike, such as `[sic]`, stay.
enum Shortcodes {
  private static let known: Set<Substring> = [
    "audio", "caption", "embed", "gallery", "playlist", "video",
  ]

  /// Returns the text without shortcodes, and the codes.
  static func remove(from text: String) -> (text: String, codes: [String]) {
    guard text.utf8.contains(UInt8(ascii: "[")) else { return (text, []) }
    var result = ""
    var codes: [String] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "[") {
      result += rest[..<open]
      rest = rest[open...]
      let inside = rest.dropFirst().prefix(500).prefix { $0 != "[" && $0 != "]" }
      if rest[inside.endIndex...].first == "]", isCode(inside) {
        codes.append("[\(inside)]")
        rest = rest[rest.index(after: inside.endIndex)...]
      } else {
        result += "["
        rest = rest.dropFirst()
      }
    }
    return (result + rest, codes)
  }

  private static func isCode(_ inside: Substring) -> Bool {
    let isEnd = inside.first == "/"
    let body = isEnd ? inside.dropFirst() : inside
    let name = body.prefix { character in
      character.isASCII && (character.isLowercase || character.isNumber || "-_".contains(character))
    }
    guard name.first?.isLowercase == true else { return false }
    let rest = body.dropFirst(name.count)
    guard rest.isEmpty || rest.first == " " || rest == "/" else { return false }
    return isEnd || rest == "/" || rest.contains("=") || known.contains(name)
      || (rest.isEmpty && name.contains { "-_".contains($0) })
  }
}
