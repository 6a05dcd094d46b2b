internal import Diagnostics

extension JSONScanner {
  /// A fault of the grammar at the present place.
  func syntax(_ summary: String, length: Int = 1) -> ReadFault {
    if offset >= bytes.count { return truncated(summary) }
    return ReadFault("json-syntax", summary, at: offset..<min(offset + length, bytes.count))
  }

  /// The text ends too soon.
  func truncated(_ summary: String) -> ReadFault {
    ReadFault(
      "json-truncated", summary, at: bytes.count..<bytes.count,
      help: ["fetch the file again; it seems to be cut short"])
  }

  func duplicate(_ key: JSONText, first: Int) -> ReadFault {
    ReadFault(
      "duplicate-key", "the key \(QuotedText.of(key.text)) is there twice in one object",
      at: key.range, related: .init(text: "first", range: Int64(first)..<Int64(first) + 1),
      help: ["remove one"])
  }

  /// The byte at an offset, as words for a message.
  func shown(at offset: Int) -> String {
    guard offset < bytes.count else { return "the end of the text" }
    let byte = bytes[offset]
    guard (0x21...0x7E).contains(byte) else {
      return "the byte 0x" + String(byte, radix: 16, uppercase: true)
    }
    return "'\(Character(Unicode.Scalar(byte)))'"
  }
}
