/// The few character references that HTML of a page holds: those that ``HTMLEscape`` writes, and the
/// apostrophe's other form.
package enum CharacterReferences {
  private static let named: [(name: String, text: String)] = [
    ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"),
    ("&amp;", "&"),
  ]

  /// Returns the text with references replaced by what they stand for.
  package static func decode(_ text: String) -> String {
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
