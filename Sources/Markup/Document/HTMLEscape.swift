/// Escapes text for HTML exactly as cmark does, byte by byte.
package enum HTMLEscape {
  /// Returns `text` with `& < > "` as character references, for element content and for attribute
  /// values in double quotation marks.
  package static func text(_ text: String) -> String {
    var text = text
    // The bytes are those of `text`, and stay through the call.
    let escaped = text.withUTF8 { source -> String? in
      guard let first = unsafe nextSpecial(in: source, from: 0) else { return nil }
      var bytes: [UInt8] = []
      bytes.reserveCapacity(source.count + 32)
      unsafe append(source, firstSpecial: first, to: &bytes)
      return String(decoding: bytes, as: UTF8.self)
    }
    return escaped ?? text
  }

  /// Adds `text` as ``text(_:)`` returns it to the end of bytes.
  package static func append(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    // The bytes are those of `text`, and stay through the call.
    text.withUTF8 { source in
      unsafe append(source, firstSpecial: nextSpecial(in: source, from: 0), to: &bytes)
    }
  }

  private static func append(
    _ source: UnsafeBufferPointer<UInt8>, firstSpecial: Int?, to bytes: inout [UInt8]
  ) {
    var start = 0
    var special = firstSpecial
    while let index = special {
      unsafe bytes.append(contentsOf: source[start..<index])
      unsafe append(reference(for: source[index]), to: &bytes)
      start = index + 1
      special = unsafe nextSpecial(in: source, from: start)
    }
    unsafe bytes.append(contentsOf: source[start...])
  }

  /// How many bytes are looked at together, which the processor does at once.
  private static let stride = 32

  /// Returns the place of the next byte that has to be a character reference.
  private static func nextSpecial(
    in source: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int? {
    var start = start
    while source.count - start >= stride {
      // Nearly all bytes are letters: a stretch without a special one is passed over whole.
      var found: UInt8 = 0
      for index in start..<start + stride {
        found |= unsafe isSpecial(source[index]) ? 1 : 0
      }
      if found != 0 { break }
      start += stride
    }
    return (start..<source.count).first { unsafe isSpecial(source[$0]) }
  }

  /// Whether a byte has to be a character reference.
  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
      || byte == UInt8(ascii: "\"")
  }

  private static func reference(for special: UInt8) -> StaticString {
    switch special {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    default: "&quot;"
    }
  }

  private static func append(_ text: StaticString, to bytes: inout [UInt8]) {
    text.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
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
