import Sizing
import Testing

@testable import Catalog

/// Several streams at once, on every card of the catalog.
@Suite struct StreamRateTests {
  /// Cards with the rates of the catalog's, and memory for any number of streams.
  private static func cards() throws -> [(id: String, card: Card)] {
    let engine = try RealCatalog.database.get().engine
    let table = try #require(RepositoryCatalog.loaded.catalog.table("gpu"))
    return try table.rows.compactMap { row in
      guard let known = try? engine.card(row.id).card else { return nil }
      let card = Card(
        usableBytes: Card.usableBound, backend: known.backend,
        bandwidthGBPerSecond: known.bandwidthGBPerSecond, rates: known.rates)
      return (row.id, try #require(card))
    }
  }

  /// Every number around the change of kernels, and some up to 64.
  private static let some = Array(Int64(1)...12) + [16, 24, 32, 48, 64]

  /// Tokens per second of all streams together, of so many; empty where not stated.
  private static func rates(
    _ prepared: PreparedModel, on cards: [Card], each tokens: Int64, of numbers: [Int64]
  ) throws -> [Double] {
    var rates: [Double] = []
    for streams in numbers {
      let plan = try prepared.plan(
        LoadSettings(contextTokens: tokens * streams, slots: streams), on: cards)
      do {
        rates.append(try plan.decodeAll(cachedTokens: tokens).tokensPerSecond.mid)
      } catch SpeedGap.computeUnits, SpeedGap.clock, SpeedGap.matrixRate, SpeedGap.bandwidth {
        return []
      }
    }
    return rates
  }

  /// With the same kernels all together get more from each further stream, and each of them gets less. Only
  /// where runs showed a change of kernels, under CUDA above eight streams with packed weights, either may
  /// turn.
  @Test(arguments: [
    ("llama-3.1-8b", "Q4_K_M"), ("llama-3.1-8b", "F16"), ("qwen3-30b-a3b", "Q4_K_M"),
  ]) func growsWithEachStream(model: String, mix: String) throws {
    let prepared = try RealCatalog.database.get().engine.model(model, quantization: mix).prepared
    var count = 0
    for (id, card) in try Self.cards() {
      let rates = try Self.rates(prepared, on: [card], each: 1024, of: Self.some)
      count += rates.isEmpty ? 0 : 1
      for place in rates.indices.dropLast() {
        let (fewer, more) = (Self.some[place], Self.some[place + 1])
        if card.backend.isCUDA, mix != "F16", fewer == 8 { continue }
        let (low, high) = (rates[place], rates[place + 1])
        #expect(high >= low, "\(id), \(fewer) and \(more) streams: \(low), \(high)")
        #expect(
          high / Double(more) <= low / Double(fewer) * (1 + 1e-12),
          "each on \(id), \(fewer) and \(more) streams: \(low), \(high)")
      }
    }
    #expect(count > 80)
  }

  /// The streams that are served at a rate are those that trying every number finds.
  @Test(
    arguments: [
      ("llama-3.1-8b", "Q4_K_M"), ("llama-3.1-8b", "F16"), ("qwen3-30b-a3b", "Q4_K_M"),
      ("gpt-oss-120b", "MXFP4_MOE"),
    ], [1, 2]) func servesAsManyAsTryingFinds(_ model: (id: String, mix: String), count: Int) throws
  {
    let prepared = try RealCatalog.database.get().engine
      .model(model.id, quantization: model.mix).prepared
    let settings = try LoadSettings(contextTokens: 1024)
    let names = [
      "nvidia-h100-80gb-sxm", "nvidia-rtx-4090", "amd-rx-7900-xtx", "apple-m2-ultra-76c",
    ]
    for (id, card) in try Self.cards() where names.contains(id) {
      let cards = Array(repeating: card, count: count)
      let each = try Self.rates(prepared, on: cards, each: 1024, of: Array(1...40))
        .enumerated().map { $1 / Double($0 + 1) }
      try #require(each.count == 40, "\(id)")
      // Just what so many streams give, a little less and a little more.
      let goals = [(1, 1.001), (8, 0.999), (8, 1.001), (9, 0.999), (36, 0.999)]
        .map { each[$0 - 1] * $1 }
      for goal in goals {
        let most = try prepared.mostStreams(atRate: goal, settings, on: cards)
        let tried = each.lastIndex { $0 >= goal }.map { $0 + 1 } ?? 0
        #expect(most.streams == Int64(tried), "\(id), \(goal) tok/s")
        #expect(most.limit == .speed, "\(id), \(goal) tok/s")
      }
    }
  }
}
