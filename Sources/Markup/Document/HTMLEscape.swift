/// Escapes text for HTML exactly as cmark does, byte by byte.
package enum HTMLEscape {
  /// Returns `text` with `& < > "` as character references, for element content and for attribute
  /// values in double quotation marks.
  package static func text(_ text: String) -> String {
    var text = text
    // The bytes are those of `text`, and stay through the call.
    let escaped = text.withUTF8 { source -> String? in
      guard let first = unsafe source.firstIndex(where: { reference(for: $0) != nil }) else {
        return nil
      }
      var bytes: [UInt8] = []
      bytes.reserveCapacity(source.count + 32)
      var start = 0
      for index in first..<source.count {
        guard let reference = unsafe reference(for: source[index]) else { continue }
        unsafe bytes.append(contentsOf: source[start..<index])
        bytes.append(contentsOf: reference.utf8)
        start = index + 1
      }
      unsafe bytes.append(contentsOf: source[start...])
      return String(decoding: bytes, as: UTF8.self)
    }
    return escaped ?? text
  }

  private static func reference(for byte: UInt8) -> String? {
    // Nearly all bytes are letters.
    guard byte <= UInt8(ascii: ">") else { return nil }
    return switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    default: nil
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
