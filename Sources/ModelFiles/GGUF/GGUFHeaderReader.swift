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
    let tensorCount = try readCount("tensors", limit: GGUFLimits.tensors, leastBytes: 24)
    let entryCount = try readCount("metadata entries", limit: GGUFLimits.entries, leastBytes: 13)
    let metadata = try readMetadata(entryCount)
    let alignment = try Self.alignment(metadata)
    let (tensors, dataBytes) = try readTensors(tensorCount, alignment: alignment)
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

  /// Reads a number of things, each of which takes at least `leastBytes` bytes of the file.
  private mutating func readCount(
    _ things: String, limit: UInt64, leastBytes: UInt64
  ) throws(ReadFault) -> Int {
    let start = cursor.position
    let count = try cursor.number(UInt64.self, "the number of \(things)")
    guard count <= limit else {
      throw ReadFault(
        "gguf-count", "found \(count) \(things), expected at most \(limit)",
        at: start..<cursor.position)
    }
    guard count * leastBytes <= UInt64(max(cursor.remaining, 0)) else {
      throw ReadFault(
        "gguf-truncated",
        "found \(count) \(things), but the file has only \(max(cursor.remaining, 0)) more bytes",
        at: start..<cursor.position, help: ["fetch the file again; it is cut short"])
    }
    return Int(count)
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
