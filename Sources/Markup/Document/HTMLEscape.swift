/// Escapes text for HTML exactly as cmark does, byte by byte.
package enum HTMLEscape {
  /// Returns `text` with `& < > "` as character references, for element content and for attribute
  /// values in double quotation marks.
  package static func text(_ text: String) -> String {
    var bytes: [UInt8] = []
    guard text.utf8.contains(where: isMarkup) else { return text }
    bytes.reserveCapacity(text.utf8.count + 32)
    appendText(text.utf8, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isMarkup(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
      || byte == UInt8(ascii: "\"")
  }

  /// Appends `text` with `& < > "` as character references.
  package static func appendText(_ text: some Sequence<UInt8>, to bytes: inout [UInt8]) {
    for byte in text {
      switch byte {
      case UInt8(ascii: "&"): bytes += "&amp;".utf8
      case UInt8(ascii: "<"): bytes += "&lt;".utf8
      case UInt8(ascii: ">"): bytes += "&gt;".utf8
      case UInt8(ascii: "\""): bytes += "&quot;".utf8
      default: bytes.append(byte)
      }
    }
  }

  /// Returns a URL for a `href` or `src` attribute: what a URL may hold stays, `&` and `'` become
  /// character references, all else becomes `%XX`.
  package static func href(_ url: String) -> String {
    if url.utf8.allSatisfy({ isSafeInURL($0) }) { return url }
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in url.utf8 {
      switch byte {
      case _ where isSafeInURL(byte): bytes.append(byte)
      case UInt8(ascii: "&"): bytes += "&amp;".utf8
      case UInt8(ascii: "'"): bytes += "&#x27;".utf8
      default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Letters, digits and `!#$%()*+,-./:;=?@_~`.
  private static func isSafeInURL(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "?")...UInt8(ascii: "Z"),
      UInt8(ascii: "(")...UInt8(ascii: ";"), UInt8(ascii: "#")...UInt8(ascii: "%"),
      UInt8(ascii: "!"), UInt8(ascii: "="), UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
