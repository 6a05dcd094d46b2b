/// Cuts a file of plain records into parts that can be read side by side.
enum PlainParts {
  /// How many bytes a part has at least; fewer are read sooner than handed on.
  static let least = 1 << 18

  /// Returns parts that follow each other and make up the whole file. Each but the first begins with a
  /// line that begins with `- `, which is a record's first wherever the file is plain.
  static func ranges(in bytes: [UInt8], atLeast least: Int) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = 0
    while bytes.count - start >= 2 * least, let end = record(in: bytes, from: start + least) {
      parts.append(start..<end)
      start = end
    }
    return parts + [start..<bytes.count]
  }

  /// Returns where the first record begins behind a place.
  private static func record(in bytes: [UInt8], from place: Int) -> Int? {
    var place = place
    while let end = bytes[place...].firstIndex(of: UInt8(ascii: "\n")), end + 2 < bytes.count {
      if bytes[end + 1] == UInt8(ascii: "-"), bytes[end + 2] == UInt8(ascii: " ") { return end + 1 }
      place = end + 1
    }
    return nil
  }
}
