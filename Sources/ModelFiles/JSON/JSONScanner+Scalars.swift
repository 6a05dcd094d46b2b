internal import Diagnostics

/// A string of a JSON text with its place.
struct JSONText: Sendable {
  let text: String
  /// The bytes it takes, with the quotation marks.
  let range: Range<Int>
}

extension JSONScanner {
  /// Reads a string that begins at the present place.
  mutating func readString(limit: Int) throws(ReadFault) -> JSONText {
    let start = offset
    var end = start + 1
    var hasEscapes = false
    while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
      if bytes[end] < 0x20 {
        advance(to: end)
        throw syntax("found a control character in a string, expected an escape such as '\\n'")
      }
      if bytes[end] == UInt8(ascii: "\\") {
        hasEscapes = true
        end += 1
      }
      end += 1
      guard end - start <= limit else {
        throw ReadFault(
          "json-size", "found a string of more than \(limit) bytes", at: start..<start + 1)
      }
    }
    guard end < bytes.count else {
      advance(to: bytes.count)
      throw truncated("found the end of the text, expected the end of a string")
    }
    let inner = bytes[start + 1..<end]
    if let fault = UTF8Check.firstFault(in: inner) {
      let place = start + 1 + fault
      throw ReadFault("bad-utf8", "found bytes that are no UTF-8", at: place..<place + 1)
    }
    let text = hasEscapes ? try unescaped(inner) : String(decoding: inner, as: UTF8.self)
    advance(to: end + 1)
    return JSONText(text: text, range: start..<end + 1)
  }

  private func unescaped(_ inner: ArraySlice<UInt8>) throws(ReadFault) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(inner.count)
    var index = inner.startIndex
    while index < inner.endIndex {
      guard inner[index] == UInt8(ascii: "\\") else {
        text.append(inner[index])
        index += 1
        continue
      }
      switch bytes[index + 1] {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(bytes[index + 1])
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "u"):
        let (scalar, next) = try escapedScalar(at: index, in: inner)
        text += Array(String(Character(scalar)).utf8)
        index = next
        continue
      default:
        throw ReadFault(
          "json-syntax", "found an unknown escape in a string", at: index..<index + 2)
      }
      index += 2
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Reads `\uXXXX`, and a second one when the first is half a pair.
  private func escapedScalar(
    at index: Int, in inner: ArraySlice<UInt8>
  ) throws(ReadFault) -> (Unicode.Scalar, next: Int) {
    let first = try unit(at: index, in: inner)
    if let scalar = Unicode.Scalar(first) { return (scalar, index + 6) }
    let second = index + 6
    if first < 0xDC00, second + 1 < inner.endIndex, bytes[second] == UInt8(ascii: "\\"),
      bytes[second + 1] == UInt8(ascii: "u")
    {
      let low = try unit(at: second, in: inner)
      if (0xDC00...0xDFFF).contains(low),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (low - 0xDC00))
      {
        return (scalar, second + 6)
      }
    }
    throw ReadFault(
      "bad-utf8", "found half of a surrogate pair in a string", at: index..<index + 6)
  }

  private func unit(at index: Int, in inner: ArraySlice<UInt8>) throws(ReadFault) -> UInt32 {
    var value: UInt32 = 0
    for place in index + 2..<index + 6 {
      guard place < inner.endIndex, let digit = Self.hexadecimal(bytes[place]) else {
        throw ReadFault(
          "json-syntax", "found an incomplete escape, expected four hexadecimal digits",
          at: index..<index + 2)
      }
      value = value << 4 | digit
    }
    return value
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
    default: nil
    }
  }

  /// Reads a number by the grammar of the standard.
  mutating func readNumber() throws(ReadFault) -> JSONValue {
    let start = offset
    var end = start
    if bytes[end] == UInt8(ascii: "-") { end += 1 }
    if end < bytes.count, bytes[end] == UInt8(ascii: "I") { return try readWord() }
    let whole = digits(from: end)
    let hasLeadingZero = whole > end + 1 && bytes[end] == UInt8(ascii: "0")
    guard whole > end, !hasLeadingZero else {
      throw syntax("found a number that does not begin with a digit from 1 to 9 or a single 0")
    }
    end = whole
    if end < bytes.count, bytes[end] == UInt8(ascii: ".") {
      end = try required(from: end + 1)
    }
    if end < bytes.count, bytes[end] | 0x20 == UInt8(ascii: "e") {
      end += 1
      if end < bytes.count, bytes[end] == UInt8(ascii: "+") || bytes[end] == UInt8(ascii: "-") {
        end += 1
      }
      end = try required(from: end)
    }
    guard end - start <= limits.numberBytes else {
      throw ReadFault(
        "json-size", "found a number of more than \(limits.numberBytes) characters",
        at: start..<end)
    }
    advance(to: end)
    let text = String(decoding: bytes[start..<end], as: UTF8.self)
    return JSONValue(.number(JSONNumber(text)), start..<end)
  }

  private func digits(from start: Int) -> Int {
    var end = start
    while end < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[end]) {
      end += 1
    }
    return end
  }

  private mutating func required(from start: Int) throws(ReadFault) -> Int {
    let end = digits(from: start)
    guard end > start else {
      advance(to: start)
      throw syntax("found \(shown(at: start)) in a number, expected a digit")
    }
    return end
  }

  /// Reads `true`, `false`, `null` and Python's names of numbers that are not finite.
  mutating func readWord() throws(ReadFault) -> JSONValue {
    let start = offset
    let words: [(String, JSONValue.Kind)] = [
      ("true", .flag(true)), ("false", .flag(false)), ("null", .null),
      ("NaN", .number(JSONNumber("NaN"))), ("Infinity", .number(JSONNumber("Infinity"))),
      ("-Infinity", .number(JSONNumber("-Infinity"))),
    ]
    for (word, kind) in words where bytes[start...].starts(with: word.utf8) {
      advance(to: start + word.utf8.count)
      return JSONValue(kind, start..<offset)
    }
    throw syntax("found \(shown(at: start)), expected a value")
  }
}
