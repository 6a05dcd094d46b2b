/// HTML that is put together of many short pieces, by their bytes.
///
/// A text that grows looks with each piece whether it is still alone and large enough; bytes do less.
package struct HTMLBytes {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// Adds finished HTML.
  package mutating func write(_ html: String) {
    var html = html
    // The bytes stay through the call.
    html.withUTF8 { unsafe bytes.append(contentsOf: $0) }
  }

  /// Adds a text as element content or as an attribute's value.
  package mutating func write(escaped text: String) { HTMLEscape.append(text, to: &bytes) }

  /// Adds a URL as the value of an attribute.
  package mutating func write(href url: String) { write(HTMLEscape.href(url)) }

  /// All of it as a text.
  package var text: String { String(decoding: bytes, as: UTF8.self) }
}
