import Catalog
import Diagnostics
import Testing

/// A small generator whose numbers depend on the seed alone (SplitMix64, Steele et al. 2014).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

@Suite("Random input")
struct FuzzTests {
  /// Bytes that mean something to one of the readers.
  private static let marks = Array("\",\r\n:-?[]{}#&*!|>'%@` \tabc012–é\u{FEFF}\u{2028}".utf8)

  private static func randomBytes(_ random: inout SeededGenerator) -> [UInt8] {
    (0..<Int.random(in: 0...200, using: &random)).map { _ in
      Int.random(in: 0..<20, using: &random) == 0
        ? UInt8.random(in: 0...255, using: &random)
        : marks[Int.random(in: 0..<marks.count, using: &random)]
    }
  }

  /// Changes a few bytes of a right file.
  private static func damaged(_ text: String, _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = Array(text.utf8)
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let index = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: bytes[index] = marks[Int.random(in: 0..<marks.count, using: &random)]
      case 1: bytes.remove(at: index)
      default: bytes.insert(UInt8.random(in: 0...255, using: &random), at: index)
      }
    }
    return bytes
  }

  /// Loads a file and checks that every place lies in it.
  private func load(_ name: String, _ bytes: [UInt8]) {
    let source = SourceFile(path: name, bytes: bytes)
    for diagnostic in Catalog.load([source]).diagnostics {
      guard let span = diagnostic.span, span.file == name else { continue }
      #expect(span.start <= span.end && span.start.line >= 1 && span.start.column >= 1)
      #expect(source.offset(of: span.end) != nil, "\(span) lies outside the file")
    }
  }

  @Test(arguments: 0..<8)
  func neverCrashesOnRandomBytes(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    for _ in 0..<200 {
      load("memory.csv", Self.randomBytes(&random))
      load("configurations.yaml", Self.randomBytes(&random))
    }
  }

  @Test(arguments: 0..<8)
  func neverCrashesOnDamagedFiles(seed: Int) {
    var random = SeededGenerator(seed: UInt64(100 + seed))
    let csv = Sample.memoryHeader + Sample.kit
    for _ in 0..<100 {
      load("memory.csv", Self.damaged(csv, &random))
      load("gpus.yaml", Self.damaged(Sample.card(), &random))
    }
  }

  @Test(arguments: 0..<4)
  func readsWrittenCellsBack(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(200 + seed))
    let alphabet = Array("ab\",\n\r é–")
    for _ in 0..<200 {
      let length = Int.random(in: 0...8, using: &random)
      let inner = (0..<length).map { _ in alphabet.randomElement(using: &random) ?? "a" }
      let name = "x" + String(inner) + "y"
      let written = "\"" + name.replacing("\"", with: "\"\"") + "\""
      let text = Sample.memoryHeader + Sample.kit.replacing("Kit A", with: written)
      let catalog = Catalog.load([SourceFile(path: "memory.csv", text: text)]).catalog
      #expect(catalog.cell("name", of: "kit-a", in: "memory") == .text(name))
    }
  }
}
