import Testing

@testable import Catalog
@testable import Sizing

/// The widths that the catalog lists, and `Benchmarks/Accuracy/score_ranges.py` judges rows at, are those
/// that the engine prints.
@Suite struct SpeedRangeLineTests {
  /// A line of the catalog, and the width of the engine that it is about.
  typealias Line = (id: String, width: Double)

  private static func decode(
    _ isKnown: Bool, _ evidence: SpeedEvidence = .several, hasExperts: Bool = false, cards: Int = 1
  ) -> Double {
    SpeedRange.decode(
      isKnown: isKnown, evidence: evidence, hasExperts: hasExperts, cards: cards)
  }

  private static func vllm(hasExperts: Bool = false, cards: Int = 1) -> Double {
    SpeedRange.vllm(hasExperts: hasExperts, cards: cards)
  }

  private static func prefill(
    _ isKnown: Bool, _ evidence: SpeedEvidence = .several, cards: Int = 1
  ) -> Double {
    SpeedRange.prefill(isKnown: isKnown, evidence: evidence, cards: cards)
  }

  static let lines: [Line] = [
    ("range-sparse-decode-latent", SpeedRange.uncommonLayers),
    ("range-prefill-latent", SpeedRange.uncommonLayers),
    ("range-dense-decode-other", decode(false)),
    ("range-dense-decode-few", decode(false, .few)),
    ("range-dense-decode-borrowed", decode(false, .borrowed)),
    ("range-dense-decode-vllm", vllm()),
    ("range-sparse-decode-vllm", vllm(hasExperts: true)),
    ("range-dense-decode-known", decode(true)),
    ("range-sparse-decode-other", decode(false, hasExperts: true)),
    ("range-sparse-decode-few", decode(false, .few, hasExperts: true)),
    ("range-sparse-decode-borrowed", decode(false, .borrowed, hasExperts: true)),
    ("range-sparse-decode-known", decode(true, hasExperts: true)),
    ("range-sparse-decode-known-one", decode(true, .one, hasExperts: true)),
    ("range-split-decode-other", decode(false, cards: 2)),
    ("range-split-decode-known", decode(true, cards: 2)),
    ("range-tensor-decode-other", vllm(cards: 2)),
    ("range-tensor-decode-known", vllm(cards: 2)),
    ("range-tensor-decode-sparse", vllm(hasExperts: true, cards: 2)),
    ("range-tensor-decode-sparse-known", vllm(hasExperts: true, cards: 2)),
    ("range-tensor-decode-programs", vllm(cards: 2)),
    ("range-users-decode-other", SpeedRange.streams(evidence: .several)),
    ("range-users-decode-known", SpeedRange.streams(evidence: .several)),
    ("range-users-decode-borrowed", SpeedRange.streams(evidence: .borrowed)),
    ("range-prefill-other", prefill(false)),
    ("range-prefill-few", prefill(false, .few)),
    ("range-prefill-known", prefill(true)),
    ("range-prefill-known-few", prefill(true, .one)),
    ("range-prefill-borrowed", prefill(false, .borrowed)),
    ("range-split-prefill-other", prefill(false, cards: 2)),
    ("range-split-prefill-known", prefill(true, cards: 2)),
    ("range-processor-dense", SpeedRange.processor(hasExperts: false)),
    ("range-processor-sparse", SpeedRange.processor(hasExperts: true)),
    ("range-hybrid", SpeedRange.hybrid),
    ("range-hybrid-family", SpeedRange.hybrid),
  ]

  /// The widths of the catalog by the ids of their lines.
  private func widths() throws -> [String: Double] {
    let table = try #require(RepositoryCatalog.loaded.catalog.table("speed_range"))
    let names = table.schema.columns.map(\.name)
    let id = try #require(names.firstIndex(of: "id"))
    let width = try #require(names.firstIndex(of: "width"))
    var found: [String: Double] = [:]
    for row in table.rows {
      guard let name = row.cells[id].text else { continue }
      found[name] = row.cells[width].number
    }
    return found
  }

  @Test(arguments: lines) func areThoseOfTheEngine(id: String, width: Double) throws {
    #expect(try widths()[id] == width, "\(id)")
  }

  @Test func listsNoOther() throws {
    #expect(try Set(widths().keys) == Set(Self.lines.map(\.id)))
  }
}
