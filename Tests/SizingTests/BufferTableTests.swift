import Sizing
import TestSupport
import Testing

/// What a table keeps is what a layout gives.
@Suite struct BufferTableTests {
  /// Questions about one model, in an order that meets lines again, from both ends and in between.
  private static func questions(_ seed: UInt64, _ count: Int) throws -> [LoadSettings] {
    var random = SplitMix(state: seed)
    let slots = [1, 2, Int64.random(in: 3...64, using: &random)]
    let batches = [512, Int64.random(in: 1...2048, using: &random)]
    return try (0..<count).map { _ in
      let exponent = Int64.random(in: 6...19, using: &random)
      let flashAttention = Bool.random(using: &random)
      let value = CacheType.allCases.randomElement(using: &random) ?? .f16
      return try LoadSettings(
        contextTokens: Int64.random(in: 64...(1 << exponent), using: &random),
        slots: slots.randomElement(using: &random) ?? 1,
        microBatch: batches.randomElement(using: &random) ?? 512,
        cacheTypeK: CacheType.allCases.randomElement(using: &random) ?? .f16,
        cacheTypeV: flashAttention || !value.isQuantized ? value : .f16,
        flashAttention: flashAttention, logits: Bool.random(using: &random) ? .all : .server)
    }
  }

  /// Everything on one card.
  private static func onOneCard(_ prepared: PreparedModel) -> Placement {
    Placement(
      layers: prepared.model.layers, gpuLayers: prepared.model.layers + 1,
      layersWithHostExperts: 0, shares: [1])
  }

  @Test(arguments: ShapeRow.ofEachArchitecture) func keepsWhatALayoutGives(_ row: ShapeRow) throws {
    let prepared = try PreparedModel(row.shape(), .q4KM)
    let placement = Self.onOneCard(prepared)
    var table = BufferTable()
    for settings in try Self.questions(UInt64(prepared.fileBytes), 30) {
      let kept = table.buffer(of: prepared, settings, placement)
      #expect(kept == ComputeBuffer(prepared, settings, placement), "\(settings)")
    }
  }

  /// Models with short lines, at all cells of a stretch, so that lines are met at both ends.
  @Test(arguments: ["nemotron-3-nano-30b-a3b", "qwen3-next-80b-a3b", "deepseek-v3.2"])
  func keepsWhatALayoutGivesAtNeighbouringCells(_ id: String) throws {
    let prepared = try PreparedModel(ShapeRow.named(id).shape(), .q4KM)
    let placement = Self.onOneCard(prepared)
    var random = SplitMix(state: 3)
    for slots: Int64 in [1, 7] {
      var table = BufferTable()
      for steps in (6...45).shuffled(using: &random) {
        let settings = try LoadSettings(contextTokens: Int64(steps) * 256 * slots, slots: slots)
        let kept = table.buffer(of: prepared, settings, placement)
        #expect(kept == ComputeBuffer(prepared, settings, placement), "\(settings)")
      }
    }
  }

  /// Models whose layers all differ, at cells far apart: most stretches of a pass are known by then.
  @Test(arguments: ["glm-5", "deepseek-v3.2", "nemotron-3-nano-30b-a3b"])
  func keepsWhatALayoutGivesWhereStretchesAreKnown(_ id: String) throws {
    let prepared = try PreparedModel(ShapeRow.named(id).shape(), .q4KM)
    let placement = Self.onOneCard(prepared)
    var random = SplitMix(state: 5)
    for slots: Int64 in [3, 16] {
      var table = BufferTable()
      for count in 0..<60 {
        let steps = Int64.random(in: 1...500, using: &random)
        let settings = try LoadSettings(contextTokens: steps * 256 * slots, slots: slots)
        let kept = table.buffer(of: prepared, settings, placement)
        guard count >= 30 else { continue }
        #expect(kept == ComputeBuffer(prepared, settings, placement), "\(settings)")
      }
    }
  }

  @Test(arguments: PropertyTests.cases.prefix(20)) func plansAsThePreparedModelDoes(
    _ case: PropertyTests.Case
  ) throws {
    var planner = Planner(try PreparedModel(`case`.model.shape(), `case`.mix))
    let card = try largeCard(.cudaAda, bandwidth: 1000)
    for count in [1, `case`.cards] {
      let cards = Array(repeating: card, count: count)
      for context in [`case`.context, `case`.context / 2 + 256, `case`.context] {
        let settings = try LoadSettings(
          contextTokens: context, slots: `case`.slots, microBatch: `case`.microBatch,
          cacheTypeK: `case`.cacheType, logits: `case`.logits)
        let (kept, plain) = try (
          planner.plan(settings, on: cards), planner.prepared.plan(settings, on: cards)
        )
        #expect(kept.cards == plain.cards && kept.computeBuffer == plain.computeBuffer)
      }
    }
  }
}
