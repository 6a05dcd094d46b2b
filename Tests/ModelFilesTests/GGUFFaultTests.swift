import Diagnostics
import ModelFiles
import TestSupport
import Testing

@Suite("Hostile GGUF headers")
struct GGUFFaultTests {
  private func read(_ bytes: [UInt8]) -> (file: GGUFFile?, diagnostics: [Diagnostic]) {
    GGUFReader.readFile(ByteSource(SourceFile(path: "model.gguf", bytes: bytes)))
  }

  /// A header that claims numbers of tensors and entries.
  private static func start(
    mark: String = "GGUF", version: UInt32 = 3, tensors: UInt64, entries: UInt64
  ) -> [UInt8] {
    var writer = GGUFWriter()
    writer.bytes += Array(mark.utf8)
    writer.append(version)
    writer.append(tensors)
    writer.append(entries)
    return writer.bytes + [UInt8](repeating: 0, count: 64)
  }

  /// A header with one entry of bytes as they come.
  private static func entry(_ key: String, type: UInt32, _ parts: [UInt64]) -> [UInt8] {
    var writer = GGUFWriter()
    for part in parts { writer.append(part) }
    return GGUFWriter.header(
      metadata: [(key, .raw(type: type, writer.bytes))], tensors: [.init("a", [32], 0)])
  }

  private static func tensor(_ tensors: GGUFWriter.Tensor...) -> [UInt8] {
    GGUFWriter.header(metadata: [], tensors: tensors)
  }

  /// A list of `count` elements of a type.
  private static func list(_ type: UInt64, _ count: UInt64) -> [UInt8] {
    var writer = GGUFWriter()
    writer.append(UInt32(type))
    writer.append(count)
    return GGUFWriter.header(
      metadata: [("a", .raw(type: 9, writer.bytes))], tensors: [.init("a", [32], 0)])
  }

  static let faults: [(name: String, bytes: [UInt8], id: String, byte: Int)] = [
    ("empty", [], "gguf-truncated", 0),
    ("wrong mark", start(mark: "GGUX", tensors: 0, entries: 0), "gguf-mark", 0),
    ("old format", start(mark: "tjgg", tensors: 0, entries: 0), "gguf-mark", 0),
    ("version 1", start(version: 1, tensors: 0, entries: 0), "gguf-version", 4),
    ("version 9", start(version: 9, tensors: 0, entries: 0), "gguf-version", 4),
    ("high byte first", start(version: 0x0300_0000, tensors: 0, entries: 0), "gguf-version", 4),
    ("billions of tensors", start(tensors: 4_000_000_000, entries: 0), "gguf-count", 8),
    ("most tensors", start(tensors: .max, entries: 0), "gguf-count", 8),
    ("more tensors than bytes", start(tensors: 60_000, entries: 0), "gguf-truncated", 8),
    ("most entries", start(tensors: 0, entries: .max), "gguf-count", 16),
    ("more entries than bytes", start(tensors: 0, entries: 16_000), "gguf-truncated", 16),
    ("empty key", start(tensors: 0, entries: 1), "gguf-length", 24),
    ("unknown type", entry("a", type: 13, [0, 0]), "gguf-type", 33),
    ("longest text", entry("a", type: 8, [.max, 0]), "gguf-truncated", 45),
    ("text beyond the end", entry("a", type: 8, [5000, 0]), "gguf-truncated", 45),
    ("list of lists", list(9, 1), "gguf-type", 37),
    ("list whose bytes overflow", list(10, 1 << 61), "gguf-truncated", 41),
    ("list of billions", list(0, 4_000_000_000), "gguf-truncated", 41),
    ("texts that overflow", list(8, 1 << 61), "gguf-truncated", 41),
    ("texts beyond the end", list(8, 1_000_000), "gguf-truncated", 41),
    ("alignment 0", entry("general.alignment", type: 10, [0]), "gguf-alignment", 24),
    ("alignment 3", entry("general.alignment", type: 10, [3]), "gguf-alignment", 24),
    ("huge alignment", entry("general.alignment", type: 10, [1 << 63]), "gguf-alignment", 24),
    (
      "long name", tensor(.init(String(repeating: "a", count: 64), [32], 0)), "gguf-length", 24
    ),
    ("no dimension", tensor(.init("a", [], 0)), "gguf-tensor-shape", 33),
    ("five dimensions", tensor(.init("a", [1, 1, 1, 1, 1], 0)), "gguf-tensor-shape", 33),
    ("dimension 0", tensor(.init("a", [0], 0)), "gguf-tensor-shape", 37),
    ("dimension 2^63", tensor(.init("a", [1 << 63], 0)), "gguf-tensor-shape", 37),
    ("product overflows", tensor(.init("a", [1 << 40, 1 << 40], 0)), "gguf-tensor-shape", 33),
    ("bytes overflow", tensor(.init("a", [1 << 62], 0)), "gguf-tensor-shape", 33),
    ("withdrawn type", tensor(.init("a", [32], 4)), "gguf-tensor-type", 45),
    ("unknown type of tensor", tensor(.init("a", [32], .max)), "gguf-tensor-type", 45),
    ("row and block", tensor(.init("a", [48], 8)), "gguf-tensor-shape", 33),
    ("offset", tensor(.init("a", [32], 0, offset: 64)), "gguf-tensor-offset", 49),
    (
      "overlap", tensor(.init("a", [32], 0), .init("b", [32], 0, offset: 0)), "gguf-tensor-offset",
      82
    ),
    ("twice", tensor(.init("a", [32], 0), .init("a", [32], 0)), "duplicate-tensor", 57),
    (
      "sum", tensor(.init("a", [1 << 43], 0), .init("b", [1 << 43], 0), .init("c", [1 << 43], 0)),
      "gguf-tensor-shape", 90
    ),
    (
      "key twice",
      GGUFWriter.header(
        metadata: [("a", .flag(true)), ("a", .flag(true))], tensors: [.init("a", [32], 0)]),
      "duplicate-key", 38
    ),
    (
      "long key",
      GGUFWriter.header(
        metadata: [(String(repeating: "a", count: 257), .flag(true))],
        tensors: [.init("a", [32], 0)]), "gguf-length", 24
    ),
    ("key no UTF-8", badName(), "bad-utf8", 33),
  ]

  private static func badName() -> [UInt8] {
    var bytes = GGUFWriter.header(
      metadata: [("ab", .flag(true))], tensors: [.init("a", [32], 0)])
    bytes[33] = 0xFF
    return bytes
  }

  @Test(arguments: faults.indices)
  func saysWhatIsWrongAndWhere(index: Int) throws {
    let fault = Self.faults[index]
    let found = read(fault.bytes)
    #expect(found.file == nil, "\(fault.name)")
    #expect(found.diagnostics.map(\.id.rawValue) == [fault.id], "\(fault.name)")
    let diagnostic = try #require(found.diagnostics.first)
    #expect(
      diagnostic.notes.first?.text == "at byte \(fault.byte) of the file",
      "\(fault.name): \(diagnostic.summary)")
    #expect(diagnostic.span?.start == SourcePosition(line: 1, column: fault.byte + 1))
  }

  /// Of a header that is cut short what is missing is named, not what came before it.
  @Test(arguments: [
    (16, "expected 8 bytes for the number of metadata entries, but the file has only 0 more"),
    (20, "expected 8 bytes for the number of metadata entries, but the file has only 4 more"),
    (24, "found 2 metadata entries, but the file has only 0 more bytes"),
  ])
  func namesTheCountThatIsCut(length: Int, words: String) {
    let bytes = Array(Self.start(tensors: 1, entries: 2).prefix(length))
    #expect(read(bytes).diagnostics.map(\.summary) == [words])
  }

  @Test func countsOneTensorAsOne() {
    let bytes = Array(Self.start(tensors: 1, entries: 0).prefix(40))
    #expect(
      read(bytes).diagnostics.map(\.summary)
        == ["found 1 tensor, but the file has only 16 more bytes"])
  }

  @Test func refusesAFileCutAnywhereInItsHeader() throws {
    let whole = GGUFFixture.tiny
    #expect(read(whole).diagnostics.map(\.id) == ["truncated-data"])
    for count in 0..<whole.count {
      let found = GGUFReader.readFile(
        ByteSource(path: "model.gguf", size: Int64(count)) { offset, length in
          Array(whole[Int(offset)..<min(Int(offset) + length, count)])
        })
      let ids = found.diagnostics.map(\.id)
      #expect(found.file == nil && ids == ["gguf-truncated"], "cut at \(count): \(ids)")
      if found.file != nil { break }
    }
  }

  @Test func reportsWhatTheFileSystemSays() {
    let source = ByteSource(path: "model.gguf", size: 1 << 40) { offset, _ in
      throw ReadBeyond(offset: offset)
    }
    #expect(GGUFReader.readFile(source).diagnostics.map(\.id) == ["cannot-read"])
    let short = ByteSource(path: "model.gguf", size: 1 << 40) { _, _ in [0x47] }
    #expect(GGUFReader.readFile(short).diagnostics.map(\.id) == ["gguf-truncated"])
  }

  @Test(arguments: [
    ("llama.block_count", GGUFWriter.Value.uint32(0)), ("llama.block_count", .uint32(.max)),
    ("llama.attention.head_count", .uint32(0)), ("llama.embedding_length", .uint64(.max)),
    ("llama.embedding_length", .text("512")), ("llama.attention.head_count_kv", .uint32(3)),
    ("llama.attention.head_count_kv", .integers([2, 0])),
    ("llama.attention.head_count_kv", .integers([])), ("llama.feed_forward_length", .int32(-1)),
    ("llama.expert_count", .uint32(8)), ("general.architecture", .uint32(1)),
  ])
  func refusesShapesThatCannotBeSized(key: String, value: GGUFWriter.Value) throws {
    let metadata = GGUFFixture.smallMetadata.filter { $0.0 != key } + [(key, value)]
    let bytes = GGUFWriter.header(metadata: metadata, tensors: GGUFFixture.smallTensors)
    let source = ByteSource(SourceFile(path: "model.gguf", bytes: bytes))
    let found = try #require(GGUFReader.read(source).model).languageModel()
    #expect(found.model == nil)
    #expect(found.diagnostics.containsErrors)
    #expect(found.diagnostics.allSatisfy { $0.span?.file == "model.gguf" })
  }
}
