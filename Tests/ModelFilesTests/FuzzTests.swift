import Diagnostics
import ModelFiles
import TestSupport
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

@Suite("Random model files")
struct FuzzTests {
  /// Numbers that are near a bound of some reader.
  private static let edges: [UInt64] = [
    0, 1, 31, 32, 255, 256, 1024, 4096, 1 << 14, 1 << 16, 1 << 31, 1 << 32, 1 << 46, 1 << 62,
    1 << 63, .max - 1, .max,
  ]

  /// Changes bytes, cuts, doubles stretches and writes numbers near bounds.
  static func damaged(_ original: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = original
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      guard !bytes.isEmpty else { return bytes }
      let index = Int.random(in: 0..<bytes.count, using: &random)
      let end = min(bytes.count, index + Int.random(in: 1...24, using: &random))
      switch Int.random(in: 0..<6, using: &random) {
      case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 2: bytes.removeSubrange(index..<end)
      case 3: bytes.insert(contentsOf: bytes[index..<end], at: index)
      case 4: bytes.removeSubrange(index...)
      default:
        let edge = edges[Int.random(in: 0..<edges.count, using: &random)]
        for shift in 0..<8 where index + shift < bytes.count {
          bytes[index + shift] = UInt8(truncatingIfNeeded: edge >> (8 * UInt64(shift)))
        }
      }
    }
    return bytes
  }

  private static func source(_ bytes: [UInt8], _ path: String) -> ByteSource {
    ByteSource(path: path, size: Int64(bytes.count)) { offset, count in
      let start = Int(offset)
      return Array(bytes[start..<min(start + count, bytes.count)])
    }
  }

  /// Checks that a result says something when there is none, and that sums are sound.
  private func check(_ weights: StoredWeights?, _ diagnostics: [Diagnostic], _ size: Int) {
    #expect((weights == nil) == diagnostics.containsErrors)
    for diagnostic in diagnostics {
      guard let span = diagnostic.span else { continue }
      #expect(span.start <= span.end && span.start.column >= 1, "\(diagnostic)")
      #expect(diagnostic.summary.utf8.count < 1000)
    }
    guard let weights else { return }
    let parts = [weights.embedding, weights.output ?? 0, weights.outputNorm, weights.others]
    #expect(parts.allSatisfy { $0 >= 0 } && weights.file >= 0 && weights.parameters >= 0)
    #expect(parts.reduce(0, +) + weights.layers.reduce(0, +) <= weights.file)
  }

  @Test(arguments: 0..<8)
  func readsDamagedGGUFHeadersWithoutHarm(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let whole = GGUFFixture.tiny
    for _ in 0..<400 {
      let bytes = Self.damaged(whole, &random)
      let found = GGUFReader.read(Self.source(bytes, "m-00001-of-00002.gguf"))
      check(found.model?.weights, found.diagnostics, bytes.count)
      if let shape = found.model?.languageModel() {
        #expect((shape.model == nil) == shape.diagnostics.containsErrors)
      }
    }
  }

  @Test(arguments: 0..<8)
  func readsDamagedSafetensorsHeadersWithoutHarm(seed: Int) {
    var random = SeededGenerator(seed: UInt64(100 + seed))
    let header = SafetensorsFixture.header([
      .init("model.layers.0.a", "F16", [4, 2], bytes: 16), .init("b.qweight", "I32", [2], bytes: 8),
      .init("c", "F4", [4], bytes: 2),
    ])
    for _ in 0..<300 {
      let text = Self.damaged(Array(header.utf8), &random)
      var bytes = SafetensorsFixture.file(header: "", length: UInt64(text.count)) + text
      if Int.random(in: 0..<4, using: &random) == 0 { bytes = Self.damaged(bytes, &random) }
      let found = SafetensorsReader.read(Self.source(bytes, "m.safetensors"))
      check(found.model?.weights(), found.diagnostics, bytes.count)
    }
  }

  @Test(arguments: 0..<8)
  func readsDamagedConfigurationsWithoutHarm(seed: Int) {
    var random = SeededGenerator(seed: UInt64(200 + seed))
    for fixture in ConfigFixture.allCases {
      let whole = Array(fixture.text.utf8)
      for _ in 0..<12 {
        let source = SourceFile(path: "config.json", bytes: Self.damaged(whole, &random))
        let found = ModelConfigReader.read(source)
        #expect((found.model == nil) == found.diagnostics.containsErrors)
        for diagnostic in found.diagnostics {
          guard let span = diagnostic.span else { continue }
          #expect(source.offset(of: span.end) != nil && span.start <= span.end, "\(diagnostic)")
        }
      }
    }
  }

  /// Replaces numbers of a configuration by others near bounds.
  @Test(arguments: 0..<8)
  func readsConfigurationsOfAbsurdNumbers(seed: Int) {
    var random = SeededGenerator(seed: UInt64(300 + seed))
    let numbers = [
      "0", "1", "-1", "3", "1024", "1025", "9223372036854775807", "1e18", "1e999", "2.5",
    ]
    for fixture in ConfigFixture.allCases {
      for _ in 0..<8 {
        var text = fixture.text
        for _ in 0..<Int.random(in: 1...3, using: &random) {
          let places = text.ranges(of: /: [0-9]+/)
          guard let place = places.randomElement(using: &random) else { continue }
          text.replaceSubrange(
            place, with: ": " + numbers[Int.random(in: 0..<numbers.count, using: &random)])
        }
        let found = ModelConfigReader.read(SourceFile(path: "config.json", text: text))
        #expect((found.model == nil) == found.diagnostics.containsErrors, "\(text)")
      }
    }
  }

  @Test(arguments: 0..<4)
  func readsDamagedIndexesWithoutHarm(seed: Int) {
    var random = SeededGenerator(seed: UInt64(400 + seed))
    let whole = Array(
      #"{"metadata":{"total_size":16},"weight_map":{"a":"m.safetensors","b":"n.safetensors"}}"#.utf8
    )
    for _ in 0..<300 {
      let index = SourceFile(path: "i.json", bytes: Self.damaged(whole, &random))
      let found = SafetensorsReader.read(index: index) { name in
        SafetensorsFixture.source(name, [.init("a", "U8", [8], bytes: 8)])
      }
      #expect((found.model == nil) == found.diagnostics.containsErrors)
    }
  }
}
