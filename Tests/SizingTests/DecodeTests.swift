import Sizing
import Testing

/// Measured tokens per second of llama.cpp with an empty cache, Q4_K_M; published benchmark rows
/// of these devices. The range printed for a class of devices must hold them.
@Suite struct DecodeTests {
  struct Measurement: Sendable, CustomTestStringConvertible {
    let device: String
    let backend: Backend
    let bandwidth: Double
    let model: TestModel
    var mix = QuantizationMix.q4KM
    let tokensPerSecond: Double
    var testDescription: String { "\(device) \(model.rawValue)" }
  }

  private static func radeon(_ model: TestModel, _ rate: Double) -> Measurement {
    Measurement(
      device: "RX 7900 XT", backend: .rocmRDNA, bandwidth: 800, model: model,
      tokensPerSecond: rate)
  }

  private static func apple(_ model: TestModel, _ rate: Double) -> Measurement {
    Measurement(
      device: "M4 Pro", backend: .metal, bandwidth: 273, model: model, tokensPerSecond: rate)
  }

  static let measurements = [
    radeon(.llama31x8b, 115.0), radeon(.qwen25x7b, 118.0), radeon(.qwen3x8b, 111.5),
    radeon(.qwen3x32b, 31.6), radeon(.phi4x14b, 66.0), radeon(.qwen3x30bA3b, 152.0),
    apple(.llama31x8b, 47.3), apple(.qwen25x7b, 49.6), apple(.qwen3x8b, 46.2),
    apple(.phi4x14b, 25.8), apple(.qwen3x30bA3b, 70.6),
    Measurement(
      device: "RTX 3090", backend: .cudaAmpere, bandwidth: 936, model: .llama31x8b, mix: .q4v0,
      tokensPerSecond: 156.6),
    Measurement(
      device: "RTX 5090", backend: .cudaAda, bandwidth: 1792, model: .qwen3x8b,
      tokensPerSecond: 227),
    Measurement(
      device: "RTX 5080", backend: .cudaAda, bandwidth: 960, model: .llama31x8b, mix: .q4v0,
      tokensPerSecond: 148),
  ]

  @Test(arguments: measurements) func rangeHoldsMeasuredRate(_ case: Measurement) throws {
    let card = try largeCard(`case`.backend, bandwidth: `case`.bandwidth)
    let plan = try PreparedModel(`case`.model.shape(), `case`.mix)
      .plan(LoadSettings(contextTokens: 4096), on: [card])
    let rate = try #require(plan.decode(cachedTokens: 0)).tokensPerSecond
    #expect(rate.low <= `case`.tokensPerSecond && `case`.tokensPerSecond <= rate.high)
    #expect(rate.basis == .estimated)
  }

  @Test func reproducesTheWorkedRateOnM4Pro() throws {
    let plan = try PreparedModel(TestModel.phi4x14b.shape(), .q4KM)
      .plan(LoadSettings(contextTokens: 4096), on: [largeCard(.metal, bandwidth: 273)])
    let rate = try #require(plan.decode(cachedTokens: 0)).tokensPerSecond.mid
    #expect(abs(rate - 25.5) < 0.05)
  }

  @Test(arguments: Backend.allCases, [Int64(0), 32768])
  func promisesNoMoreThanTheBandwidthAllows(_ backend: Backend, cached: Int64) throws {
    for model in [TestModel.llama33x70b, .llama31x8b, .qwen3x30bA3b] {
      let plan = try PreparedModel(model.shape(), .q8v0)
        .plan(LoadSettings(contextTokens: 32768), on: [largeCard(backend, bandwidth: 2000)])
      let estimate = try #require(plan.decode(cachedTokens: cached))
      let bytes = estimate.weightBytes + estimate.cacheBytes
      #expect(estimate.tokensPerSecond.high <= 2000 * 1e9 / bytes * 1.000_001)
      #expect(estimate.tokensPerSecond.mid <= estimate.tokensPerSecond.high)
    }
  }

  @Test func knowsNoRateWithoutBandwidth() throws {
    let plan = try PreparedModel(TestModel.phi4x14b.shape(), .q4KM)
      .plan(LoadSettings(contextTokens: 4096), on: [largeCard()])
    #expect(plan.decode(cachedTokens: 0) == nil)
  }

  @Test func isNotFasterOnTwoEqualCards() throws {
    let prepared = try PreparedModel(TestModel.llama33x70b.shape(), .q4KM)
    let card = try largeCard(.cudaAmpere, bandwidth: 936)
    let settings = try LoadSettings(contextTokens: 4096)
    let one = try #require(prepared.plan(settings, on: [card]).decode(cachedTokens: 2048))
    let two = try #require(prepared.plan(settings, on: [card, card]).decode(cachedTokens: 2048))
    let rates = (one.tokensPerSecond.mid, two.tokensPerSecond.mid)
    #expect(abs(rates.0 - rates.1) < 1e-9 * rates.0)
  }
}
