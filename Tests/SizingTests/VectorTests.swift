import Sizing
import Testing

/// Single-card plans worked out by hand and confirmed by llama.cpp's memory planner (commit
/// 0c1e57098): whole MiB, rounded down.
@Suite struct VectorTests {
  struct Vector: Sendable, CustomTestStringConvertible {
    let model: TestModel
    let mix: QuantizationMix
    let context: Int64
    var cacheType = CacheType.f16
    let weights: Double
    let cache: Double
    let compute: Double
    var computeWithAllLogits: Double?
    var hostWeights: Double?
    var hostCompute: Double?
    var testDescription: String { "\(model.rawValue) \(mix.name) \(context)" }
  }

  static let vectors = [
    Vector(
      model: .llama31x8b, mix: .q4KM, context: 8192, weights: 4403, cache: 1024, compute: 116,
      computeWithAllLogits: 258, hostWeights: 281, hostCompute: 24),
    Vector(
      model: .llama31x8b, mix: .q8v0, context: 131_072, cacheType: .q8v0, weights: 7605,
      cache: 8704, compute: 228, computeWithAllLogits: 258, hostWeights: 532, hostCompute: 144),
    Vector(
      model: .llama33x70b, mix: .q4KM, context: 32_768, weights: 39_979, cache: 10_240,
      compute: 248, computeWithAllLogits: 266, hostWeights: 563, hostCompute: 64),
    Vector(
      model: .mixtral8x7b, mix: .q4KM, context: 32_768, weights: 27_059, cache: 4096,
      compute: 224, computeWithAllLogits: 224, hostWeights: 70, hostCompute: 48),
    Vector(
      model: .qwen3x32b, mix: .q8v0, context: 32_768, weights: 32_410, cache: 8192, compute: 218,
      computeWithAllLogits: 306, hostWeights: 788, hostCompute: 52),
    Vector(
      model: .qwen3x30bA3b, mix: .q4KM, context: 32_768, weights: 17_524, cache: 3072,
      compute: 116, computeWithAllLogits: 300, hostWeights: 166, hostCompute: 40),
    Vector(
      model: .qwen25x7b, mix: .q4KM, context: 32_768, weights: 4168, cache: 1792, compute: 164,
      computeWithAllLogits: 304),
    Vector(
      model: .phi4x14b, mix: .q4KM, context: 16_384, weights: 8360, cache: 3200, compute: 141,
      computeWithAllLogits: 216, hostWeights: 275, hostCompute: 36),
    Vector(
      model: .llama31x405b, mix: .q4KM, context: 32_768, weights: 230_674, cache: 16_128,
      compute: 440),
    Vector(
      model: .qwen3x06b, mix: .q8v0, context: 4096, cacheType: .q8v0, weights: 604, cache: 238,
      compute: 30, computeWithAllLogits: 298),
  ]

  @Test(arguments: vectors) func plansToTheMebibyte(_ vector: Vector) throws {
    let prepared = try PreparedModel(vector.model.shape(), vector.mix)
    let plan = try prepared.plan(vector.settings(), on: [largeCard()])
    #expect(mib(plan.weights).rounded(.down) == vector.weights)
    #expect(mib(plan.cache).rounded(.down) == vector.cache)
    #expect(mib(plan.compute).rounded(.down) == vector.compute)
    if let wanted = vector.hostWeights {
      #expect(mib(plan.host.weights).rounded(.down) == wanted)
    }
    if let wanted = vector.hostCompute {
      #expect(mib(plan.host.compute).rounded(.down) == wanted)
    }
    if let wanted = vector.computeWithAllLogits {
      let all = try prepared.plan(vector.settings(logits: .all), on: [largeCard()])
      #expect(mib(all.compute).rounded(.down) == wanted)
    }
  }

  /// Working buffers without flash attention, MiB.
  @Test(arguments: [
    (TestModel.llama31x8b, Int64(8192), 564.0),
    (.llama33x70b, 32_768, 4228),
    (.mixtral8x7b, 32_768, 2148),
    (.qwen3x32b, 32_768, 4216),
    (.llama31x405b, 32_768, 8388),
  ]) func plansWithoutFlashAttention(
    _ model: TestModel, _ context: Int64, _ compute: Double
  ) throws {
    let settings = try LoadSettings(contextTokens: context, flashAttention: false)
    let plan = try PreparedModel(model.shape(), .q4KM).plan(settings, on: [largeCard()])
    #expect(mib(plan.compute).rounded(.down) == compute)
  }

  /// Cache of Llama-3.1-8B at 32768 tokens, MiB.
  @Test(arguments: [
    (CacheType.f16, 4096.0), (.q8v0, 2176), (.q5v1, 1536), (.q4v0, 1152),
  ]) func sizesCacheTypes(_ type: CacheType, _ cache: Double) throws {
    let settings = try LoadSettings(
      contextTokens: 32_768, cacheTypeK: type, cacheTypeV: type)
    let plan = try PreparedModel(TestModel.llama31x8b.shape(), .q4KM)
      .plan(settings, on: [largeCard()])
    #expect(mib(plan.cache) == cache)
  }

  /// The default split puts 41 of 81 units on the first of two 24 GiB cards, which is too much
  /// although the sum of the need is below the sum of the memory.
  @Test func refusesASplitWhoseSumWouldFit() throws {
    let prepared = try PreparedModel(TestModel.llama33x70b.shape(), .q4KM)
    let card = try #require(Card(usableBytes: 24_576 << 20, backend: .cudaAmpere))
    let plan = try prepared.plan(LoadSettings(contextTokens: 24_576), on: [card, card])
    #expect(plan.cards.map(\.layers.count) == [41, 39])
    #expect(mib(plan.cards[0].weights).rounded(.down) == 20_038)
    #expect(mib(plan.cards[0].cache) == 3936)
    #expect(mib(plan.cards[0].compute).rounded(.down) == 376)
    #expect(plan.verdict == .doesNotFit)
    #expect(plan.bindingCard == 0)
    #expect(plan.bindingItem == .cache)
    #expect(plan.margin < 0)
  }
}

extension VectorTests.Vector {
  fileprivate func settings(logits: LoadSettings.Logits = .server) throws -> LoadSettings {
    try LoadSettings(
      contextTokens: context, cacheTypeK: cacheType, cacheTypeV: cacheType, logits: logits)
  }
}

/// A card that everything fits on.
func largeCard(
  _ backend: Backend = .cudaAda, bandwidth: Double = 0, rates: CardRates = .unknown
) throws -> Card {
  try #require(
    Card(
      usableBytes: Card.usableBound, backend: backend, bandwidthGBPerSecond: bandwidth,
      rates: rates))
}
