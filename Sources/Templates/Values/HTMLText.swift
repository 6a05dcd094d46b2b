/// Escapes text for HTML, byte by byte.
///
/// Compared by `Character`, a `<` that carries a combining mark would pass unescaped. Browsers read
/// bytes, and so does this.
enum HTMLText {
  /// Returns `text` with the five characters that mean something in HTML escaped.
  static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { entity(for: $0) != nil }) else { return text }
    var bytes: [UInt8] = []
    append(text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Adds `text`, escaped, to `output`.
  static func append(_ text: String, to output: inout [UInt8]) {
    var text = text
    text.withUTF8 { bytes in
      var start = bytes.startIndex
      for index in bytes.indices {
        guard let entity = entity(for: bytes[index]) else { continue }
        output.append(contentsOf: bytes[start..<index])
        output.append(contentsOf: entity.utf8)
        start = index + 1
      }
      output.append(contentsOf: bytes[start...])
    }
  }

  private static func entity(for byte: UInt8) -> String? {
    // Nearly all bytes are letters.
    guard byte <= UInt8(ascii: ">") else { return nil }
    return switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    default: nil
    }
  }
}
