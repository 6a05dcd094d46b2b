import Sizing
import Testing

/// Measured tokens per second of llama.cpp with an empty cache, Q4_K_M unless said; published benchmark
/// rows of these devices. The range printed for an unknown card must hold them.
@Suite struct DecodeTests {
  struct Measurement: Sendable, CustomTestStringConvertible {
    let device: Device
    let model: TestModel
    var mix = QuantizationMix.q4KM
    let tokensPerSecond: Double
    var testDescription: String { "\(device.name) \(model.rawValue)" }
  }

  static let measurements = [
    Measurement(device: .radeon7900XTX, model: .llama31x8b, tokensPerSecond: 105.8),
    Measurement(device: .radeonR9700, model: .llama31x8b, tokensPerSecond: 94.9),
    Measurement(device: .radeonR9700, model: .qwen3x30bA3b, tokensPerSecond: 99.5),
    Measurement(device: .mi300x, model: .qwen3x8b, tokensPerSecond: 161),
    Measurement(device: .m2Ultra, model: .llama31x8b, tokensPerSecond: 78.8),
    Measurement(device: .m2Ultra, model: .qwen3x30bA3b, mix: .q8v0, tokensPerSecond: 78.97),
    Measurement(device: .m4Pro, model: .llama31x8b, tokensPerSecond: 47.3),
    Measurement(device: .m4Pro, model: .qwen25x7b, tokensPerSecond: 49.6),
    Measurement(device: .m4Pro, model: .qwen3x8b, tokensPerSecond: 46.2),
    Measurement(device: .m4Pro, model: .phi4x14b, tokensPerSecond: 25.8),
    Measurement(device: .m4Pro, model: .qwen3x30bA3b, tokensPerSecond: 70.6),
    Measurement(device: .rtx3090, model: .llama31x8b, mix: .q4v0, tokensPerSecond: 156.6),
    Measurement(device: .rtx5090, model: .qwen3x8b, tokensPerSecond: 227),
    Measurement(device: .rtx5080, model: .llama31x8b, mix: .q4v0, tokensPerSecond: 148),
  ]

  private func plan(
    _ model: TestModel, _ mix: QuantizationMix, on cards: [Card], context: Int64 = 4096,
    flashAttention: Bool = true, gpuLayers: Int? = nil, hostExpertLayers: Int = 0
  ) throws -> Plan {
    try PreparedModel(model.shape(), mix).plan(
      LoadSettings(
        contextTokens: context, flashAttention: flashAttention, gpuLayers: gpuLayers,
        hostExpertLayers: hostExpertLayers), on: cards)
  }

  @Test(arguments: measurements) func rangeHoldsMeasuredRate(_ case: Measurement) throws {
    let rate = try plan(`case`.model, `case`.mix, on: [`case`.device.card()])
      .decode(cachedTokens: 0).tokensPerSecond
    #expect(rate.low <= `case`.tokensPerSecond && `case`.tokensPerSecond <= rate.high)
    #expect(rate.basis == .estimated)
  }

  /// Worked by hand from the constants of CUDA: 4403.49 MiB and 1024 MiB of cache on 1008 GB/s, 128
  /// units at 2.52 GHz.
  @Test func reproducesTheWorkedToken() throws {
    let estimate = try plan(.llama31x8b, .q4KM, on: [Device.rtx4090.card()], context: 8192)
      .decode(cachedTokens: 8192)
    let memory = 1 / (0.9677 * 1008)
    let kernel: Double = 1 / (7.658 * 1.064 * 128 * 2.52)
    let second = (memory * memory + kernel * kernel).squareRoot()
    #expect(abs(estimate.weightMilliseconds - 4617.395 * second) < 0.01)
    let heads: Double = 4 / (73.84 * 128 * 2.52)
    let cache = 1 / (0.97 * 1008) + heads
    #expect(abs(estimate.cacheMilliseconds - 1073.741_824 * cache) < 1e-9)
    let clock: Double = 0.5 + 1 / 2.52
    #expect(abs(estimate.layerMilliseconds - 32 * 0.03805 * clock) < 1e-9)
    let rate = estimate.tokensPerSecond
    #expect(rate.mid == 1e3 / estimate.milliseconds)
    #expect(rate.low == rate.mid / 1.26)
    #expect(rate.high == rate.mid * 1.26)
  }

  /// Graphics cards and the chip that shares its memory have constants of their own, and compute cards some
  /// that few runs inform.
  @Test func tellsDevicesUnderROCmApart() throws {
    let radeon = try plan(.qwen3x30bA3b, .q4KM, on: [Device.radeonR9700.card()])
      .decode(cachedTokens: 0)
    #expect(radeon.derivation.term(.layerTime)?.value == 126.1)
    #expect(radeon.derivation.term(.layerTime)?.source == .fittedSpeed)
    #expect(radeon.rangeWidth == 1.4)
    let instinct = try plan(.qwen3x30bA3b, .q4KM, on: [Device.mi300x.card()])
      .decode(cachedTokens: 0)
    #expect(instinct.derivation.term(.layerTime)?.value == 106.6)
    #expect(instinct.derivation.term(.expertLayerFactor)?.source == .fittedSpeed)
    #expect(instinct.derivation.term(.kernelFactor)?.source == .fittedSpeed)
    #expect(instinct.rangeWidth == 2)
    let unmeasured = try plan(.qwen3x30bA3b, .q5KM, on: [Device.mi300x.card()])
      .decode(cachedTokens: 0)
    #expect(unmeasured.derivation.term(.kernelFactor)?.source == .borrowedSpeed)
    let shared = try plan(.qwen3x30bA3b, .q4KM, on: [Device.strixHalo.card()])
      .decode(cachedTokens: 0)
    #expect(shared.derivation.term(.layerTime)?.value == 181.1)
    #expect(shared.derivation.term(.layerTime)?.source == .speedOfOneDevice)
  }

  /// An AMD chip stands for Intel's cards: llama.cpp b7189 and b7209 wrote 53 and 42 tok/s on an Arc A770
  /// (ggml-org/llama.cpp, issue 17628).
  @Test(arguments: [53.0, 42]) func holdsWhatAnArcReached(_ measured: Double) throws {
    let estimate = try plan(.llama31x8b, .q4KM, on: [Device.arcA770.card()])
      .decode(cachedTokens: 64)
    let rate = estimate.tokensPerSecond
    #expect(rate.low <= measured && measured <= rate.high, "\(rate)")
    #expect(estimate.derivation.term(.weightEfficiency)?.source == .borrowedSpeed)
  }

  /// Runs of a chip under one back end alone say little of sparse models under the other.
  @Test func widensTheRangeOfSparseModelsOnAChipThatStandsAlone() throws {
    func width(_ model: TestModel, _ device: Device) throws -> Double {
      let card = try device.card(decodeFactor: 1, knowsExperts: true)
      return try plan(model, .q4KM, on: [card]).decode(cachedTokens: 0).rangeWidth
    }
    #expect(try width(.qwen3x30bA3b, .strixHalo) == 1.4)
    #expect(try width(.llama31x8b, .strixHalo) == 1.24)
    #expect(try width(.qwen3x30bA3b, .rtx3090) == 1.25)
  }

  /// No packed cache is taken to save time: the likely rate is that of 16 bits, and the lower end what the
  /// slowest unpacking leaves.
  @Test(arguments: [Device.rtx4090, .m4Pro, .radeonR9700, .mi300x], [CacheType.q8v0, .q4v0])
  func takesNoTimeOffForAPackedCache(_ device: Device, _ type: CacheType) throws {
    let card = try device.card()
    func estimate(_ cache: CacheType) throws -> DecodeEstimate {
      try PreparedModel(TestModel.llama31x8b.shape(), .q4KM).plan(
        LoadSettings(contextTokens: 65536, cacheTypeK: cache, cacheTypeV: cache), on: [card]
      ).decode(cachedTokens: 65536)
    }
    let (packed, open) = (try estimate(type), try estimate(.f16))
    #expect(abs(packed.milliseconds / open.milliseconds - 1) < 1e-9)
    #expect(packed.cacheBytes < open.cacheBytes && packed.cacheReadBytes == open.cacheBytes)
    #expect(open.unpackingMilliseconds == 0)
    let slowest = try #require(card.speed).decode.slowestPackedCache
    let added = (slowest - 1) * packed.cacheMilliseconds
    #expect(abs(packed.unpackingMilliseconds - added) < 1e-9)
    let low = 1e3 / (packed.milliseconds + added) / packed.rangeWidth
    #expect(abs(packed.tokensPerSecond.low / low - 1) < 1e-9)
    #expect(packed.tokensPerSecond.basis == .estimated)
    let steps = packed.derivation
    #expect(steps.term(.packedCacheRead)?.value == packed.cacheReadBytes)
    #expect(steps.term(.unpackingTime)?.value == packed.unpackingMilliseconds)
    #expect(steps.term(.decodeRate)?.formula == .decodeRateWithPackedCache)
  }

  /// The kernels of llama.cpp bind an A100: with twice the bandwidth it decodes hardly faster than a
  /// card with more units and a higher clock.
  @Test func bindsByUnitsAndClock() throws {
    let a100 = try plan(.llama31x8b, .q4KM, on: [Device.a100.card()]).decode(cachedTokens: 0)
    let ada = try plan(.llama31x8b, .q4KM, on: [Device.rtx4090.card()]).decode(cachedTokens: 0)
    #expect(a100.tokensPerSecond.mid < ada.tokensPerSecond.mid * 1.15)
    #expect(a100.roof > 1.9 * ada.roof)
  }

  @Test(arguments: Backend.allCases, [Int64(0), 32768])
  func promisesNoMoreThanTheBandwidthAllows(_ backend: Backend, cached: Int64) throws {
    // So many units that only the memory binds.
    let rates = try #require(CardRates(computeUnits: 1e6, clockGHz: 3))
    let card = try largeCard(backend, bandwidth: 2000, rates: rates)
    for model in [TestModel.llama33x70b, .llama31x8b, .qwen3x30bA3b] {
      for isFused in [true, false] {
        let plan = try plan(
          model, .q8v0, on: [card], context: 32768, flashAttention: isFused)
        guard backend != .cpuDesktop, backend != .cpuServer else {
          #expect(throws: SpeedGap.processor) { try plan.decode(cachedTokens: cached) }
          continue
        }
        let estimate = try plan.decode(cachedTokens: cached)
        let bytes = estimate.weightBytes + estimate.cacheBytes
        #expect(estimate.tokensPerSecond.high <= 2000 * 1e9 / bytes * 1.000_001)
        #expect(estimate.tokensPerSecond.mid <= estimate.tokensPerSecond.high)
        #expect(estimate.tokensPerSecond.low < estimate.tokensPerSecond.mid)
      }
    }
  }

  @Test(arguments: [Device.rtx4090, .strixHalo, .m4Pro], TestModel.allCases)
  func slowsDownAsTheCacheFills(_ device: Device, _ model: TestModel) throws {
    let plan = try plan(model, .q4KM, on: [device.card()], context: 4096)
    let rates = try [0, 512, 1024, 4096].map {
      try plan.decode(cachedTokens: $0).tokensPerSecond.mid
    }
    #expect(rates == rates.sorted(by: >) && Set(rates).count == rates.count)
  }

  @Test func saysWhatIsNotKnown() throws {
    let rates = try #require(CardRates(computeUnits: 82))
    #expect(throws: SpeedGap.bandwidth) {
      try plan(.phi4x14b, .q4KM, on: [largeCard()]).decode(cachedTokens: 0)
    }
    #expect(throws: SpeedGap.computeUnits) {
      try plan(.phi4x14b, .q4KM, on: [largeCard(bandwidth: 936)]).decode(cachedTokens: 0)
    }
    #expect(throws: SpeedGap.clock) {
      try plan(.phi4x14b, .q4KM, on: [largeCard(bandwidth: 936, rates: rates)])
        .decode(cachedTokens: 0)
    }
    #expect(throws: SpeedGap.processor) {
      try plan(.phi4x14b, .q4KM, on: [Device.rtx3090.card()], gpuLayers: 20)
        .decode(cachedTokens: 0)
    }
  }

  @Test func appliesWhatWasMeasuredOfTheCard() throws {
    let unknown = try plan(.llama31x8b, .q4KM, on: [Device.rtx3090.card()])
      .decode(cachedTokens: 0).tokensPerSecond
    let known = try plan(.llama31x8b, .q4KM, on: [Device.rtx3090.card(decodeFactor: 0.9)])
      .decode(cachedTokens: 0).tokensPerSecond
    #expect(abs(known.mid - 0.9 * unknown.mid) < 1e-9 * known.mid)
    #expect(known.basis == .derived)
    #expect(known.high / known.low < unknown.high / unknown.low)
  }

  /// A factor that rests on dense models, or on few families of others, is applied but vouches for nothing.
  @Test func widensTheRangeOfSparseModelsOnACardThatKnowsFew() throws {
    func range(_ card: Card) throws -> Estimate {
      try plan(.qwen3x30bA3b, .q4KM, on: [card]).decode(cachedTokens: 0).tokensPerSecond
    }
    let few = try range(Device.rtx3090.card(decodeFactor: 0.9))
    let enough = try range(Device.rtx3090.card(decodeFactor: 0.9, knowsExperts: true))
    #expect(few.mid == enough.mid)
    #expect(few.basis == .estimated && enough.basis == .derived)
    #expect(abs(few.mid / few.low - 1.4) < 1e-9 && abs(enough.mid / enough.low - 1.25) < 1e-9)
    let dense = try plan(.llama31x8b, .q4KM, on: [Device.rtx3090.card(decodeFactor: 0.9)])
      .decode(cachedTokens: 0).tokensPerSecond
    #expect(dense.basis == .derived)
  }

  /// Runs in another format, or with another cache, do not vouch for a factor.
  @Test func widensTheRangeWhereNoRunOfTheCardHadTheFormatOrTheCache() throws {
    let card = try Device.rtx3090.card(
      decodeFactor: 0.9, prefillFactor: 0.9, formats: KernelFormats(.q4K))
    func plan(_ mix: QuantizationMix, _ cache: CacheType = .f16) throws -> Plan {
      try PreparedModel(TestModel.llama31x8b.shape(), mix).plan(
        LoadSettings(contextTokens: 4096, cacheTypeK: cache, cacheTypeV: cache), on: [card])
    }
    for mix in [QuantizationMix.q4KM, .q4KS] {
      #expect(try plan(mix).decode(cachedTokens: 0).tokensPerSecond.basis == .derived)
      #expect(try plan(mix).prefill(promptTokens: 512).tokensPerSecond.basis == .derived)
    }
    for other in [try plan(.q8v0), try plan(.f16), try plan(.q4KM, .q8v0)] {
      let rate = try other.decode(cachedTokens: 0).tokensPerSecond
      #expect(rate.basis == .estimated && abs(rate.mid / rate.low - 1.26) < 1e-9)
      #expect(try other.prefill(promptTokens: 512).tokensPerSecond.basis == .estimated)
    }
    let none = try Device.rtx3090.card()
    let unknown = try PreparedModel(TestModel.llama31x8b.shape(), .q8v0).plan(
      LoadSettings(contextTokens: 4096), on: [none]
    ).decode(cachedTokens: 0).tokensPerSecond.mid
    let applied = try plan(.q8v0).decode(cachedTokens: 0).tokensPerSecond.mid
    #expect(abs(applied - 0.9 * unknown) < 1e-9 * unknown)
  }

  /// A token passes one card after the other, and from one to the next.
  @Test func isSlowerOnTwoEqualCardsByAPass() throws {
    let card = try Device.rtx3090.card()
    let one = try plan(.llama33x70b, .q4KM, on: [card]).decode(cachedTokens: 2048)
    let two = try plan(.llama33x70b, .q4KM, on: [card, card]).decode(cachedTokens: 2048)
    #expect(abs(two.milliseconds - one.milliseconds - 0.3011) < 1e-6)
    #expect(two.hopMilliseconds == 0.3011)
  }

  @Test func doesNotDependOnTheOrderOfEqualShares() throws {
    let cards = try [Device.rtx3090.card(), Device.rtx5090.card()]
    let shapes = try PreparedModel(TestModel.qwen3x30bA3b.shape(), .q4KM)
    let settings = try LoadSettings(contextTokens: 4096)
    let forth = try shapes.plan(settings, on: cards).decode(cachedTokens: 512)
    let back = try shapes.plan(settings, on: cards.reversed()).decode(cachedTokens: 512)
    // Only what the last card holds beside its layers differs.
    #expect(abs(forth.milliseconds / back.milliseconds - 1) < 0.05)
    let alone = try cards.map { try shapes.plan(settings, on: [$0]).decode(cachedTokens: 512) }
    let (slow, fast) = (alone[0].milliseconds, alone[1].milliseconds)
    #expect(forth.milliseconds < slow + 0.31 && forth.milliseconds > fast)
  }
}
