/// The few character references that stand in attribute values.
enum CharacterReferences {
  private static let named: [(name: String, text: String)] = [
    ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"),
    ("&amp;", "&"),
  ]

  /// Returns the text with references replaced by what they stand for.
  static func decode(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let ampersand = rest.firstIndex(of: "&") {
      result += rest[..<ampersand]
      rest = rest[ampersand...]
      if let match = named.first(where: { rest.hasPrefix($0.name) }) {
        result += match.text
        rest = rest.dropFirst(match.name.count)
      } else {
        result += "&"
        rest = rest.dropFirst()
      }
    }
    return result + rest
  }
}
