import Testing

@testable import Sizing

/// The search for the split that leaves the fullest card the most room.
@Suite struct BestSplitTests {
  private static let sizes: [Int64] = [12, 16, 24, 12, 16, 12, 24, 16]

  private func cards(_ count: Int) throws -> [Card] {
    try (0..<count).map { index in
      let size = Self.sizes[index % Self.sizes.count]
      return try #require(Card(usableBytes: size << 30, backend: .cudaAda))
    }
  }

  /// Each plan lays out buffers of all cards, so there must be few however many cards there are.
  @Test func triesFewSplitsOfManyCards() throws {
    let main = PreparedModel(try TestModel.llama31x405b.shape(), .q8v0)
    let beside = Companions(
      draft: DraftModel(PreparedModel(try TestModel.llama31x8b.shape(), .q8v0)))
    let settings = try LoadSettings(contextTokens: 8192)
    var count = 0
    let best = try main.plan(settings, on: cards(15), split: .best, beside: beside) {
      count += 1
      return ComputeBuffer(main, $0, $1)
    }
    #expect(count < 100, "\(count) plans")
    let usual = try main.plan(settings, on: cards(15), beside: beside)
    #expect(best.margin >= usual.margin)
  }

  /// No unit at the end of any card leaves more room on its neighbour.
  @Test(arguments: [nil, [0, 1, 2], [5]] as [[Int]?])
  func findsNoBetterNeighbour(_ places: [Int]?) throws {
    let main = PreparedModel(try TestModel.llama33x70b.shape(), .q8v0)
    let draft = DraftModel(PreparedModel(try TestModel.llama31x8b.shape(), .q8v0), cards: places)
    let (settings, cards) = (try LoadSettings(contextTokens: 8192), try cards(6))
    let beside = Companions(draft: draft)
    let best = try main.plan(settings, on: cards, split: .best, beside: beside)
    let counts = best.placement.unitCounts
    for card in 1..<cards.count {
      for (from, to) in [(card - 1, card), (card, card - 1)] where counts[from] > 0 {
        var moved = counts
        moved[from] -= 1
        moved[to] += 1
        let other = try main.plan(
          settings, on: cards, split: .given(moved.map { Float($0) }), beside: beside)
        #expect(
          other.verdict.rawValue > best.verdict.rawValue
            || other.verdict == best.verdict && other.margin <= best.margin,
          "\(counts) \(moved)")
      }
    }
  }
}
