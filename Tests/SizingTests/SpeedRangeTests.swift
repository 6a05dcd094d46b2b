import Foundation
import Testing

@testable import Sizing

/// No width is narrower than the one that `Benchmarks/Accuracy/score.py` found to be needed, within the
/// bars.
@Suite struct SpeedRangeTests {
  /// The lines of the table.
  private static func lines() throws -> [Substring] {
    let root = URL(filePath: #filePath).appending(path: "../../..").standardizedFileURL
    let file = root.appending(path: "Benchmarks/Accuracy/ranges.csv")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
  }

  /// The width of a line that begins so.
  private static func width(_ start: String) throws -> Double {
    let all = try lines()
    let line = try #require(all.first { $0.hasPrefix(start) }, "no line \(start)")
    let cell = line.dropFirst(start.count).prefix { $0 != "," }
    return try #require(Double(cell), "\(line)")
  }

  private static func prefill(
    _ isKnown: Bool, _ evidence: SpeedEvidence = .several, cards: Int = 1
  ) -> Double {
    SpeedRange.prefill(isKnown: isKnown, evidence: evidence, cards: cards)
  }

  private static func decode(_ isKnown: Bool, hasExperts: Bool, cards: Int = 1) -> Double {
    SpeedRange.decode(
      isKnown: isKnown, evidence: .several, hasExperts: hasExperts, cards: cards)
  }

  private static func few(_ isKnown: Bool, hasExperts: Bool) -> Double {
    SpeedRange.decode(isKnown: isKnown, evidence: .few, hasExperts: hasExperts, cards: 1)
  }

  /// How a line begins, and the width that is printed for it.
  static let printed: [(start: String, width: Double)] = [
    ("decode dense,unknown,", decode(false, hasExperts: false)),
    ("decode dense,known,", decode(true, hasExperts: false)),
    ("decode MoE,unknown,", decode(false, hasExperts: true)),
    ("\"decode dense, few cards\",unknown,", few(false, hasExperts: false)),
    ("\"decode dense, few cards\",known,", few(true, hasExperts: false)),
    ("\"decode MoE, few cards\",unknown,", few(false, hasExperts: true)),
    ("\"decode MoE, few cards\",known,", few(true, hasExperts: true)),
    ("\"decode, batch\",unknown,", SpeedRange.streams(evidence: .several)),
    ("\"decode, batch\",known,", SpeedRange.streams(evidence: .several)),
    ("layer split,unknown,", decode(false, hasExperts: false, cards: 2)),
    ("layer split,known,", decode(true, hasExperts: false, cards: 2)),
    ("\"decode dense, vLLM\",unknown,", SpeedRange.vllm(hasExperts: false, cards: 1)),
    ("\"decode MoE, vLLM\",unknown,", SpeedRange.vllm(hasExperts: true, cards: 1)),
    ("\"tensor parallel, vLLM\",unknown,", SpeedRange.vllm(hasExperts: false, cards: 2)),
    ("\"tensor parallel, vLLM\",known,", SpeedRange.vllm(hasExperts: false, cards: 2)),
    ("\"tensor parallel MoE, vLLM\",unknown,", SpeedRange.vllm(hasExperts: true, cards: 2)),
    ("\"tensor parallel MoE, vLLM\",known,", SpeedRange.vllm(hasExperts: true, cards: 2)),
    ("prefill,unknown,", prefill(false)),
    ("prefill,known,", prefill(true)),
    ("\"prefill, few cards\",unknown,", prefill(false, .few)),
    ("\"prefill, few cards\",known,", prefill(true, .few)),
    ("\"prefill, no other card\",unknown,", prefill(false, .borrowed)),
    ("\"prefill, no other card\",known,", prefill(true, .one)),
    ("\"prefill, layer split\",unknown,", prefill(false, cards: 2)),
    ("\"prefill, layer split\",known,", prefill(true, cards: 2)),
    ("CPU only,unknown,", SpeedRange.processor(hasExperts: false)),
    ("CPU only,known,", SpeedRange.processor(hasExperts: false)),
    ("hybrid,unknown,", SpeedRange.hybrid),
    ("hybrid,known,", SpeedRange.hybrid),
  ]

  /// What stands for a device is off by more the less it is like it, and no range of several streams is
  /// narrower than that of one.
  @Test(arguments: [
    (SpeedEvidence.several, true, 1.25), (.several, false, 1.4), (.few, true, 1.4),
    (.few, false, 1.4), (.one, true, 1.4), (.one, false, 1.4), (.kindred, false, 1.4),
    (.scarce, false, 2.0), (.borrowed, false, 2.0),
  ]) func widensWithWhatStandsForADevice(
    _ evidence: SpeedEvidence, _ isKnown: Bool, _ width: Double
  ) {
    #expect(
      SpeedRange.decode(isKnown: isKnown, evidence: evidence, hasExperts: true, cards: 1) == width)
    let dense = SpeedRange.decode(
      isKnown: isKnown, evidence: evidence, hasExperts: false, cards: 1)
    #expect(dense <= width && (evidence == .several || isKnown || dense == width))
    #expect(SpeedRange.streams(evidence: evidence) >= dense)
  }

  /// Next to no run of a compute card of AMD's is known, and of several streams none beside CUDA's is fitted.
  @Test func widensWhereHardlyAnythingWasMeasured() {
    #expect(Self.prefill(false, .scarce) == 5 && Self.prefill(false, .few) == 2)
    for evidence in [SpeedEvidence.few, .one, .scarce, .borrowed] {
      #expect(SpeedRange.streams(evidence: evidence) == 2.5)
    }
    #expect(SpeedRange.streams(evidence: .kindred) == 1.4)
  }

  @Test(arguments: printed) func isNoNarrowerThanNeeded(start: String, width: Double) throws {
    let needed = try Self.width(start)
    #expect(width >= needed, "\(start) \(needed)")
  }
}
