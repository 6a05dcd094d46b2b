internal import Mustache

/// Escapes text for HTML, byte by byte.
///
/// The library's own escaping compares `Character`s, so a `<` that carries a combining mark would
/// pass unescaped. Browsers read bytes, and so does this.
struct HTMLText: MustacheContentType {
  /// The name under which the library knows this way of escaping.
  static let name = "RIGBOOK"

  /// Makes the name known to the library, once in a process.
  static let registered: Void = MustacheContentTypes.register(HTMLText(), named: name)

  func escapeText(_ text: String) -> String { Self.escaped(text) }

  /// Returns `text` with the five characters that mean something in HTML escaped.
  static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { entity(for: $0) != nil }) else { return text }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count + 16)
    for byte in text.utf8 {
      if let entity = entity(for: byte) {
        bytes.append(contentsOf: entity.utf8)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func entity(for byte: UInt8) -> String? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    default: nil
    }
  }
}
