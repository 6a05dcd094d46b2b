import Sizing
import Testing

/// Speed with weights in host memory.
@Suite struct ProcessorTests {
  /// Two channels of DDR5-5600.
  private static func desktop(cores: Double = 16) throws -> Processor {
    try #require(Processor(bandwidthGBPerSecond: 89.6, fastCores: cores))
  }

  private func plan(
    _ model: TestModel, gpuLayers: Int? = nil, hostExpertLayers: Int = 0
  ) throws -> Plan {
    try PreparedModel(model.shape(), .q4KM).plan(
      LoadSettings(
        contextTokens: 4096, gpuLayers: gpuLayers, hostExpertLayers: hostExpertLayers),
      on: [Device.rtx3090.card()])
  }

  /// `√(1 / (0.664 · 89.6)² + 1 / (15.18 · 16)²)` seconds for a GB, and 0.1033 ms for each layer.
  @Test func reproducesTheWorkedTokenOnAProcessor() throws {
    let estimate = try plan(.llama31x8b, gpuLayers: 0)
      .decode(cachedTokens: 0, with: Self.desktop())
    let memory: Double = 1 / (0.664 * 89.6)
    let cores: Double = 1 / (15.18 * 16)
    let second = (memory * memory + cores * cores).squareRoot()
    let worked: Double = 4617.395 * second + 32 * 0.1033
    #expect(abs(estimate.milliseconds - worked) < 0.01)
    #expect(estimate.weightMilliseconds == 0)
    #expect(estimate.milliseconds == estimate.processorMilliseconds)
    #expect(estimate.tokensPerSecond.high == estimate.tokensPerSecond.mid * 1.29)
  }

  @Test func isBoundByFewCores() throws {
    let plan = try plan(.llama31x8b, gpuLayers: 0)
    let rates = try [2.0, 4, 16].map {
      try plan.decode(cachedTokens: 0, with: Self.desktop(cores: $0)).tokensPerSecond.mid
    }
    #expect(rates == rates.sorted())
    #expect(rates[0] < 0.6 * rates[2])
  }

  /// The more layers are on the card, the faster.
  @Test func fallsBetweenCardAndProcessor() throws {
    let processor = try Self.desktop()
    let rates = try [0, 8, 16, 24, 33].map {
      try plan(.llama31x8b, gpuLayers: $0).decode(cachedTokens: 1024, with: processor)
        .tokensPerSecond.mid
    }
    #expect(rates == rates.sorted() && Set(rates).count == rates.count)
    let alone = try plan(.llama31x8b).decode(cachedTokens: 1024).tokensPerSecond.mid
    #expect(rates.last == alone)
  }

  @Test func addsTheTimeOfExpertsInHostMemory() throws {
    let onCard = try plan(.qwen3x30bA3b).decode(cachedTokens: 0)
    let hybrid = try plan(.qwen3x30bA3b, hostExpertLayers: .max)
      .decode(cachedTokens: 0, with: Self.desktop())
    let prepared = try plan(.qwen3x30bA3b).prepared
    let used = Double(prepared.expertBytes) * 8 / 128
    let worked: Double = used / (0.3985 * 89.6) / 1e6
    #expect(abs(hybrid.processorMilliseconds - worked) < 1e-9)
    #expect(hybrid.layerMilliseconds == onCard.layerMilliseconds)
    let rate = hybrid.tokensPerSecond
    #expect(rate.low == rate.mid / 2 && rate.basis == .estimated)
    #expect(rate.mid < onCard.tokensPerSecond.mid)
    #expect(rate.high <= hybrid.roof)
  }

  @Test func losesBandwidthToASecondSocket() throws {
    let plan = try plan(.qwen3x30bA3b, hostExpertLayers: .max)
    let one = try #require(Processor(bandwidthGBPerSecond: 614.4, fastCores: 64))
    let two = try #require(Processor(bandwidthGBPerSecond: 614.4, fastCores: 64, sockets: 2))
    let times = try [one, two].map {
      try plan.decode(cachedTokens: 0, with: $0).processorMilliseconds
    }
    #expect(abs(times[0] / times[1] - 0.7957) < 1e-9)
  }

  @Test func statesNoPrefillWithWeightsInHostMemory() throws {
    #expect(throws: SpeedGap.hostPrefill) {
      try plan(.llama31x8b, gpuLayers: 16).prefill(promptTokens: 512)
    }
  }

  @Test(arguments: [
    (0, 8, 1), (-1, 8, 1), (.nan, 8, 1), (1e9, 8, 1), (80, 0, 1), (80, .nan, 1), (80, 8, 0),
  ]) func refusesNonsense(_ bandwidth: Double, _ cores: Double, _ sockets: Int) {
    #expect(
      Processor(bandwidthGBPerSecond: bandwidth, fastCores: cores, sockets: sockets) == nil)
  }
}
