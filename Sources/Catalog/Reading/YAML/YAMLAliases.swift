/// Finds aliases before the parser copies what they stand for.
///
/// A few lines of nested aliases can stand for more values than fit into memory, and nothing in a
/// site needs them. An alias is `*name` for which `&name` stands earlier in the text.
enum YAMLAliases {
  /// Returns the bytes of the first alias.
  static func first(in bytes: [UInt8], range: Range<Int>) -> Range<Int>? {
    var anchors: Set<ArraySlice<UInt8>> = []
    var offset = range.lowerBound
    while offset < range.upperBound {
      let byte = bytes[offset]
      guard byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*"),
        offset == range.lowerBound || isBoundary(bytes[offset - 1])
      else {
        offset += 1
        continue
      }
      var end = offset + 1
      while end < range.upperBound, !isBoundary(bytes[end]) { end += 1 }
      let name = bytes[offset + 1..<end]
      if byte == UInt8(ascii: "*"), anchors.contains(name) { return offset..<end }
      if byte == UInt8(ascii: "&"), !name.isEmpty { anchors.insert(name) }
      offset = end
    }
    return nil
  }

  /// Whether a byte may stand beside a name: white space, a line break or a flow indicator.
  private static func isBoundary(_ byte: UInt8) -> Bool {
    byte <= 0x20 || [0x2C, 0x3A, 0x5B, 0x5D, 0x7B, 0x7D].contains(byte)
  }
}
