import Sizing
import TestSupport
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
    let memory: Double = 1 / (0.4089 * 89.6)
    let cores: Double = 1 / (15.18 * 16)
    let worked: Double = used * (memory * memory + cores * cores).squareRoot() / 1e6
    #expect(abs(hybrid.processorMilliseconds - worked) < 1e-9)
    #expect(hybrid.layerMilliseconds == onCard.layerMilliseconds)
    let rate = hybrid.tokensPerSecond
    #expect(rate.low == rate.mid / 2 && rate.basis == .estimated)
    #expect(rate.mid < onCard.tokensPerSecond.mid)
    #expect(rate.high <= hybrid.roof)
  }

  /// The same experts are read from the same memory, whether there is a card or not: with one the rest is
  /// faster, and nothing slower. Of DeepSeek-R1 they are nearly all that is read.
  @Test(
    arguments: ["deepseek-r1", "gpt-oss-120b", "qwen3-30b-a3b", "mixtral-8x7b"], [2.0, 16, 96])
  func isNoSlowerWithACardForTheRest(id: String, cores: Double) throws {
    let prepared = PreparedModel(try ShapeRow.named(id).shape(), .q4KM)
    // A layer with experts takes longer under ROCm than on a processor, which only slow memory makes
    // up for.
    let pairs = [
      (Device.rtx3090, 409.6), (.rtx4090, 409.6), (.radeon7900XT, 89.6), (.m4Pro, 89.6),
    ]
    for (device, bandwidth) in pairs {
      let processor = try #require(
        Processor(bandwidthGBPerSecond: bandwidth, fastCores: cores))
      func decode(_ settings: LoadSettings) throws -> DecodeEstimate {
        try prepared.plan(settings, on: [device.card()]).decode(
          cachedTokens: 1024, with: processor)
      }
      let alone = try decode(LoadSettings(contextTokens: 4096, gpuLayers: 0))
      let beside = try decode(LoadSettings(contextTokens: 4096, hostExpertLayers: .max))
      #expect(beside.tokensPerSecond.mid > alone.tokensPerSecond.mid, "\(device.name)")
      #expect(beside.processorMilliseconds < alone.processorMilliseconds)
      #expect(alone.rangeWidth == beside.rangeWidth)
    }
  }

  /// Few cores take in experts no faster than other weights.
  @Test func bindsExpertsByFewCores() throws {
    let plan = try plan(.qwen3x30bA3b, hostExpertLayers: .max)
    let times = try [1.0, 2, 4, 16].map {
      try plan.decode(cachedTokens: 0, with: Self.desktop(cores: $0)).processorMilliseconds
    }
    #expect(times == times.sorted(by: >))
    let used = Double(plan.prepared.expertBytes) * 8 / 128
    #expect(times[0] > used / 15.18 / 1e6)
  }

  @Test func losesBandwidthToASecondSocket() throws {
    let plan = try plan(.qwen3x30bA3b, hostExpertLayers: .max)
    // So many cores that the memory alone binds.
    let one = try #require(Processor(bandwidthGBPerSecond: 614.4, fastCores: 100_000))
    let two = try #require(
      Processor(bandwidthGBPerSecond: 614.4, fastCores: 100_000, sockets: 2))
    let times = try [one, two].map {
      try plan.decode(cachedTokens: 0, with: $0).processorMilliseconds
    }
    #expect(abs(times[0] / times[1] - 0.7931) < 1e-6)
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
