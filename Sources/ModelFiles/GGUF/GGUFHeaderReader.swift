internal import Diagnostics

/// Reads the header of a GGUF file, versions 2 and 3.
///
/// Source: the GGUF specification in the ggml repository (`docs/gguf.md`) and the checks of its
/// `gguf.cpp`.
struct GGUFHeaderReader {
  var cursor: HeaderCursor
  /// Bytes of texts and lists kept so far.
  var kept = 0

  init(_ source: ByteSource) { cursor = HeaderCursor(source, truncation: "gguf-truncated") }

  /// Reads the whole header.
  mutating func read() throws(ReadFault) -> GGUFFile {
    let version = try readStart()
    let tensorCount = try readCount(.tensors)
    let entryCount = try readCount(.entries)
    // Entries come first in the file, so that one which is cut short is so among them.
    try expectRoom(for: entryCount, .entries)
    try expectRoom(for: tensorCount, .tensors)
    let metadata = try readMetadata(entryCount.number)
    let alignment = try Self.alignment(metadata)
    let (tensors, dataBytes) = try readTensors(tensorCount.number, alignment: alignment)
    return GGUFFile(
      path: cursor.source.path, version: version, metadata: metadata, tensors: tensors,
      alignment: alignment, headerBytes: Alignment.padded(cursor.position, to: alignment),
      dataBytes: dataBytes)
  }

  /// Reads the mark and the version.
  private mutating func readStart() throws(ReadFault) -> UInt32 {
    let mark = Array(try cursor.bytes(4, "the mark 'GGUF'"))
    guard mark == Array("GGUF".utf8) else {
      throw ReadFault(
        "gguf-mark", "found \(Self.shown(mark)) at the start, expected the mark 'GGUF'",
        at: Int64(0)..<4, help: Self.help(forMark: mark))
    }
    let version = try cursor.number(UInt32.self, "the version")
    switch version {
    case 2, 3: return version
    case 1:
      throw ReadFault(
        "gguf-version", "found version 1 of the format, expected 2 or 3", at: Int64(4)..<8,
        help: ["convert the model again; version 1 was replaced in 2023"])
    case 0x0200_0000, 0x0300_0000:
      throw ReadFault(
        "gguf-version", "found a file for machines with the highest byte first", at: Int64(4)..<8,
        help: ["take the file for common machines, or convert it with gguf_convert_endian.py"])
    default:
      throw ReadFault(
        "gguf-version", "found version \(version) of the format, expected 2 or 3",
        at: Int64(4)..<8)
    }
  }

  /// What a header counts, with the least that each takes of the file.
  private struct Things {
    let one: String
    let many: String
    let limit: UInt64
    let leastBytes: Int

    static let tensors = Things(
      one: "tensor", many: "tensors", limit: GGUFLimits.tensors, leastBytes: 24)
    static let entries = Things(
      one: "metadata entry", many: "metadata entries", limit: GGUFLimits.entries, leastBytes: 13)

    func words(_ count: Int) -> String { "\(count) \(count == 1 ? one : many)" }
  }

  /// A number of things and where it stands.
  private struct Count {
    let number: Int
    let range: Range<Int64>
  }

  /// Reads a number of things.
  private mutating func readCount(_ things: Things) throws(ReadFault) -> Count {
    let start = cursor.position
    let count = try cursor.number(UInt64.self, "the number of \(things.many)")
    guard count <= things.limit else {
      throw ReadFault(
        "gguf-count", "found \(count) \(things.many), expected at most \(things.limit)",
        at: start..<cursor.position)
    }
    return Count(number: Int(count), range: start..<cursor.position)
  }

  /// Refuses a number of things that what is left of the file cannot hold.
  private func expectRoom(for count: Count, _ things: Things) throws(ReadFault) {
    let left = max(cursor.remaining, 0)
    guard Int64(count.number * things.leastBytes) <= left else {
      throw ReadFault(
        "gguf-truncated",
        "found \(things.words(count.number)), but the file has only \(left) more bytes",
        at: count.range, help: ["fetch the file again; it is cut short"])
    }
  }

  /// Reads a name: a length and that many bytes of UTF-8.
  mutating func readName(
    _ what: String, limit: UInt64 = GGUFLimits.name
  ) throws(ReadFault) -> String {
    let start = cursor.position
    let length = try cursor.number(UInt64.self, "the length of \(what)")
    guard length <= limit else {
      throw ReadFault(
        "gguf-length", "\(what) has \(length) bytes, expected at most \(limit)",
        at: start..<cursor.position)
    }
    guard length > 0 else {
      throw ReadFault("gguf-length", "\(what) is empty", at: start..<cursor.position)
    }
    return try readText(Int(length), what)
  }

  /// Reads bytes of UTF-8.
  mutating func readText(_ length: Int, _ what: String) throws(ReadFault) -> String {
    let start = cursor.position
    let bytes = try cursor.bytes(length, what)
    if let fault = UTF8Check.firstFault(in: bytes) {
      let place = start + Int64(fault)
      throw ReadFault("bad-utf8", "found bytes in \(what) that are no UTF-8", at: place..<place + 1)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func shown(_ mark: [UInt8]) -> String {
    if mark.allSatisfy({ (0x20...0x7E).contains($0) }) {
      return "'\(String(decoding: mark, as: UTF8.self))'"
    }
    return "the bytes "
      + mark.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
  }

  private static func help(forMark mark: [UInt8]) -> [String] {
    switch mark {
    case Array("ggjt".utf8), Array("tjgg".utf8), Array("ggml".utf8), Array("lmgg".utf8):
      ["this is a file of a format from before GGUF; convert the model again"]
    case Array("vers".utf8):
      ["this is a pointer of Git LFS, not the file itself; fetch it with 'git lfs pull'"]
    default: ["give a model's GGUF file; its header says what its weights are"]
    }
  }
}
