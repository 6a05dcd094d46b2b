import Sizing
import Testing

@Suite struct PrefillTests {
  private func plan(
    _ model: TestModel, on cards: [Card], context: Int64 = 8192, microBatch: Int64 = 512,
    flashAttention: Bool = true
  ) throws -> Plan {
    try PreparedModel(model.shape(), .q4KM).plan(
      LoadSettings(
        contextTokens: context, microBatch: microBatch, flashAttention: flashAttention), on: cards)
  }

  /// Worked by hand from the constants of CUDA: 6,979,584,000 parameters in layers, 16 micro-batches.
  @Test func reproducesTheWorkedPrompt() throws {
    let estimate = try plan(.llama31x8b, on: [Device.rtx4090.card()])
      .prefill(promptTokens: 8192)
    #expect(estimate.operations == 2 * 6_979_584_000 * 8192)
    #expect(estimate.chunks == 16)
    let units: Double = 1 / (0.4173 * 0.8949 * 330.3)
    let power: Double = 1 / (0.565 * 450)
    let slowness = (units * units + power * power).squareRoot()
    let compute = estimate.operations / 1e12 * slowness
    #expect(abs(estimate.computeSeconds - compute) < 1e-9)
    // 4 for each pair of tokens that see each other, each of 4096 query elements, each of 32 layers.
    let pairs: Double = 8192 * 4096
    #expect(estimate.attentionOperations == pairs * 4 * 4096 * 32)
    let clock: Double = 0.5 + 1 / 2.52
    let layers: Double = 512 * 61.53e-6 * clock
    #expect(abs(estimate.layerSeconds - layers) < 1e-12)
    let weights = (compute * compute + estimate.readSeconds * estimate.readSeconds).squareRoot()
    let attention = estimate.attentionOperations / (0.536 * 330.3e12)
    #expect(abs(estimate.seconds - (weights + attention + layers)) < 1e-9)
    let rate = estimate.tokensPerSecond
    #expect(rate.mid == 8192 / estimate.seconds && rate.low == rate.mid / 1.6)
  }

  /// A format that no run informs is as fast as the measured one of its kind, so that more bits are not faster.
  @Test(arguments: [Device.rtx4090, .m4Pro], [QuantizationMix.q5KM, .q6K, .iq4XS])
  func takesUnmeasuredFormatsForTheirLike(_ device: Device, _ mix: QuantizationMix) throws {
    func estimate(_ mix: QuantizationMix) throws -> PrefillEstimate {
      try PreparedModel(TestModel.llama31x8b.shape(), mix)
        .plan(LoadSettings(contextTokens: 4096, flashAttention: true), on: [device.card()])
        .prefill(promptTokens: 4096)
    }
    let (other, known) = (try estimate(mix), try estimate(.q4KM))
    #expect(other.computeSeconds == known.computeSeconds)
    #expect(other.derivation.term(.matrixFactor)?.source == .speedOfLikeFormat)
    #expect(known.derivation.term(.matrixFactor)?.source != .speedOfLikeFormat)
  }

  /// Prompts of graphics cards under ROCm (ggml-org/llama.cpp, pull request 26284), for which the chip that shares
  /// its memory stood before, at half of it.
  @Test(arguments: [(Device.radeon7900XTX, 3226.54), (.radeonR9700, 4095.11)])
  func holdsPromptsOnARadeon(_ device: Device, _ measured: Double) throws {
    let estimate = try PreparedModel(TestModel.llama31x8b.shape(), .q4KM)
      .plan(LoadSettings(contextTokens: 2048, flashAttention: true), on: [device.card()])
      .prefill(promptTokens: 2048)
    #expect(abs(estimate.tokensPerSecond.mid / measured - 1) < 0.1)
    #expect(estimate.rangeWidth == 2)
  }

  /// Of compute cards little was measured: an MI300X read Qwen3 8B at 5,839 tok/s.
  @Test func holdsAPromptOnAnInstinct() throws {
    let estimate = try PreparedModel(TestModel.qwen3x8b.shape(), .q4KM)
      .plan(LoadSettings(contextTokens: 512, flashAttention: true), on: [Device.mi300x.card()])
      .prefill(promptTokens: 512)
    let rate = estimate.tokensPerSecond
    #expect(rate.low <= 5839 && 5839 <= rate.high && estimate.rangeWidth == 5, "\(rate)")
  }

  /// Full rates of Hopper's matrix units are for cuBLAS, which has products of 16 bits alone. Measured by
  /// `Benchmarks/Card` on an H100, prompts of 2,048 tokens.
  @Test(arguments: [(QuantizationMix.q4KM, 9990.73), (.f16, 22964.1)])
  func rangeHoldsPromptsOnHopper(_ mix: QuantizationMix, _ measured: Double) throws {
    let card = try Device.h100.card()
    let rate = try PreparedModel(TestModel.llama31x8b.shape(), mix)
      .plan(LoadSettings(contextTokens: 2048, flashAttention: true), on: [card])
      .prefill(promptTokens: 2048).tokensPerSecond
    #expect(rate.low <= measured && measured <= rate.high, "\(rate)")
  }

  /// What a Q4_K_M file takes on Hopper, to the bit: the share of one warp's instructions is of all of its rate.
  @Test(arguments: [Device.h100, .h200]) func givesHopperItsShare(_ device: Device) throws {
    let estimate = try plan(.llama31x8b, on: [device.card()]).prefill(promptTokens: 8192)
    let units: Double = 0.4173 * 0.8949 * 0.446 * 989.4
    let power: Double = 0.565 * 700
    let rate: Double = 1 / (1 / (units * units) + 1 / (power * power)).squareRoot()
    #expect(estimate.computeSeconds == estimate.operations / (rate * 1e12))
    let attention: Double = 0.536 * 0.446 * 989.4
    #expect(estimate.attentionSeconds == estimate.attentionOperations / (attention * 1e12))
    #expect(estimate.rangeWidth == 1.6)
  }

  /// Matrix units that outdo Hopper's need instructions for that which llama.cpp's own kernels lack: for each unit
  /// and clock they give packed weights and attention what an H200's give, and not more.
  @Test(arguments: [QuantizationMix.q4KM, .q8v0, .q6K, .iq4XS])
  func givesFasterUnitsWhatHoppersGive(_ mix: QuantizationMix) throws {
    var (faster, hopper) = (Device.b200, Device.h200)
    // Power binds apart from the units.
    faster.watts = 0
    hopper.watts = 0
    let settings = try LoadSettings(contextTokens: 8192, flashAttention: true)
    let prepared = try PreparedModel(TestModel.llama31x8b.shape(), mix)
    let here = try prepared.plan(settings, on: [faster.card()]).prefill(promptTokens: 8192)
    let there = try prepared.plan(settings, on: [hopper.card()]).prefill(promptTokens: 8192)
    let clocks: Double = faster.units * faster.clock / (hopper.units * hopper.clock)
    let products: Double = there.computeSeconds / here.computeSeconds / clocks
    #expect(products <= 1 && products > 0.999)
    let attention: Double = there.attentionSeconds / here.attentionSeconds / clocks
    #expect(attention <= 1 && attention > 0.999)
  }

  /// No run of such a card informs it, and Hopper's stand for it: the range is that of a class that borrows.
  @Test func estimatesPackedPromptsOnFasterUnits() throws {
    let card = try Device.b200.card()
    let estimate = try plan(.llama31x8b, on: [card]).prefill(promptTokens: 8192)
    let units: Double = 1 / (0.4173 * 0.8949 * 2250)
    let power: Double = 1 / (0.565 * 1000)
    let before = (units * units + power * power).squareRoot() * estimate.operations / 1e12
    #expect(estimate.computeSeconds > 2 * before)
    #expect(estimate.tokensPerSecond.basis == .estimated && estimate.rangeWidth == 2)
    let hopper = try plan(.llama31x8b, on: [Device.h200.card()]).prefill(promptTokens: 8192)
    #expect(estimate.tokensPerSecond.mid > hopper.tokensPerSecond.mid)
  }

  /// cuBLAS has the instructions of each generation.
  @Test func leavesProductsOfSixteenBitsOnFasterUnits() throws {
    let estimate = try PreparedModel(TestModel.llama31x8b.shape(), .f16)
      .plan(LoadSettings(contextTokens: 8192, flashAttention: true), on: [Device.b200.card()])
      .prefill(promptTokens: 8192)
    let units: Double = 0.4173 * 1.369 * 2250
    let power: Double = 0.565 * 1000
    let rate: Double = 1 / (1 / (units * units) + 1 / (power * power)).squareRoot()
    #expect(estimate.computeSeconds == estimate.operations / (rate * 1e12))
    #expect(estimate.rangeWidth == 1.6)
  }

  /// AMD's matrix units have one kind of instructions, however fast they are.
  @Test func leavesOtherMakersTheirRate() throws {
    let estimate = try plan(.llama31x8b, on: [Device.mi355x.card()]).prefill(promptTokens: 8192)
    let rate: Double = 0.1311 * 2516.6
    #expect(estimate.attentionSeconds == estimate.attentionOperations / (rate * 1e12))
  }

  @Test func showsWhereTheShareOfFasterUnitsComesFrom() throws {
    let steps = try plan(.llama31x8b, on: [Device.b200.card()])
      .prefill(promptTokens: 8192).derivation
    func value(_ quantity: Quantity) throws -> Double {
      try #require(steps.term(quantity), "\(quantity)").value
    }
    let clocks = try value(.computeUnits) * value(.boostClock)
    let hopper = try value(.hopperOperations) * clocks / 1e3
    let share = try value(.singleWarpShare)
    let expected = try value(.hopperWarpShare) * hopper / value(.matrixRate)
    #expect(abs(share - expected) < 1e-12)
    let units = try value(.matrixUtilisation) * value(.matrixFactor) * share * value(.matrixRate)
    let power = try value(.boardPower) * value(.powerEfficiency)
    let slowness: Double = (1 / (units * units) + 1 / (power * power)).squareRoot()
    #expect(try abs(value(.computeRate) * slowness - 1) < 1e-9)
    #expect(steps.term(.singleWarpShare)?.formula == .warpShareBeyondHopper)
    #expect(steps.term(.attentionTime)?.formula == .attentionTimeOfOneWarp)
  }

  /// Its power binds it: an RTX 6000 Ada with more units than an RTX 4090 is slower.
  @Test func isBoundByThePower() throws {
    let ada = try plan(.llama31x8b, on: [Device.rtx6000Ada.card()]).prefill(promptTokens: 512)
    let geforce = try plan(.llama31x8b, on: [Device.rtx4090.card()]).prefill(promptTokens: 512)
    #expect(ada.tokensPerSecond.mid < geforce.tokensPerSecond.mid)
  }

  @Test(arguments: TestModel.allCases) func slowsDownWithThePrompt(_ model: TestModel) throws {
    let plan = try plan(model, on: [Device.rtx4090.card()], context: 4096)
    let rates = try [512, 1024, 2048, 4096].map {
      try plan.prefill(promptTokens: $0).tokensPerSecond.mid
    }
    #expect(rates == rates.sorted(by: >))
  }

  @Test(arguments: TestModel.allCases, [Device.rtx4090, .m4Pro, .strixHalo])
  func promisesNoMoreThanTheMatrixUnits(_ model: TestModel, _ device: Device) throws {
    let estimate = try plan(model, on: [device.card()], context: 4096)
      .prefill(promptTokens: 2048)
    let active = Double(try model.shape().activeParameters)
    #expect(
      estimate.tokensPerSecond.high * 2 * active * 0.6 < device.matrix * 1e12,
      "\(estimate.tokensPerSecond)")
  }

  @Test func isFasterOnTwoCardsThatTakeTurns() throws {
    let card = try Device.rtx3090.card()
    let one = try plan(.llama33x70b, on: [card]).prefill(promptTokens: 8192)
    let two = try plan(.llama33x70b, on: [card, card]).prefill(promptTokens: 8192)
    #expect(abs(two.pipelineShare - (1 - 0.8282 * (1 - 17.0 / 32))) < 1e-12)
    #expect(abs(two.seconds / one.seconds - two.pipelineShare) < 1e-9)
    // A single micro-batch passes one card after the other.
    #expect(
      try plan(.llama33x70b, on: [card, card]).prefill(promptTokens: 512).pipelineShare == 1)
  }

  @Test func isFasterInLargerMicroBatches() throws {
    let rates = try [Int64(256), 512, 2048].map {
      try plan(.qwen3x30bA3b, on: [Device.rtx4090.card()], microBatch: $0)
        .prefill(promptTokens: 4096).tokensPerSecond.mid
    }
    #expect(rates == rates.sorted())
  }

  @Test func saysWhatIsNotKnown() throws {
    let rates = try #require(CardRates(computeUnits: 60, clockGHz: 2.3, boardWatts: 250))
    let card = try largeCard(.rocmRDNA, bandwidth: 512, rates: rates)
    #expect(throws: SpeedGap.matrixRate) {
      try plan(.llama31x8b, on: [card]).prefill(promptTokens: 512)
    }
    #expect(throws: SpeedGap.bandwidth) {
      try plan(.llama31x8b, on: [largeCard()]).prefill(promptTokens: 512)
    }
  }

  @Test func appliesWhatWasMeasuredOfTheCard() throws {
    let unknown = try plan(.llama31x8b, on: [Device.rtx3090.card()]).prefill(promptTokens: 512)
    let known = try plan(.llama31x8b, on: [Device.rtx3090.card(prefillFactor: 1.1)])
      .prefill(promptTokens: 512)
    #expect(abs(known.seconds * 1.1 - unknown.seconds) < 1e-12)
    #expect(known.tokensPerSecond.basis == .derived && known.rangeWidth == 1.94)
    let alone = try plan(.llama31x8b, on: [Device.strixHalo.card(prefillFactor: 1.1)])
      .prefill(promptTokens: 512)
    #expect(alone.tokensPerSecond.basis == .derived && alone.rangeWidth == 2)
  }

  /// Default builds for CUDA and ROCm have kernels for like types of few formats; without fused attention, and
  /// elsewhere, others do.
  @Test(arguments: [
    (Device.rtx4090, CacheType.q4v1, CacheType.q4v1, true, true),
    (.rtx4090, .q8v0, .q4v0, true, true), (.radeonR9700, .f16, .q8v0, true, true),
    (.rtx4090, .q4v0, .q4v0, true, false), (.rtx4090, .q8v0, .f16, false, false),
    (.m4Pro, .q8v0, .q4v0, true, false), (.rtx4090, .bf16, .bf16, true, false),
  ])
  func statesNoSpeedWithoutKernelsForTheCache(
    _ device: Device, _ keys: CacheType, _ values: CacheType, _ isFused: Bool, _ isMissing: Bool
  ) throws {
    let plan = try PreparedModel(TestModel.llama31x8b.shape(), .q4KM).plan(
      LoadSettings(
        contextTokens: 4096, slots: 2, cacheTypeK: keys, cacheTypeV: values,
        flashAttention: isFused), on: [device.card()])
    let gaps: [SpeedGap?] = [
      gap { () throws(SpeedGap) in _ = try plan.prefill(promptTokens: 512) },
      gap { () throws(SpeedGap) in _ = try plan.decode(cachedTokens: 512) },
      gap { () throws(SpeedGap) in _ = try plan.decodeAll(cachedTokens: 512) },
    ]
    let expected: SpeedGap? = isMissing ? .cacheKernels : nil
    #expect(gaps == [expected, expected, expected])
  }

  private func gap(_ ask: () throws(SpeedGap) -> Void) -> SpeedGap? {
    do throws(SpeedGap) {
      try ask()
      return nil
    } catch {
      return error
    }
  }

  /// A known card has the wider range, and a packed cache leaves it no narrower than that, nor a slower end.
  @Test(arguments: [Device.rtx3090, .rtx4090, .strixHalo, .mi300x], [0.0, 1.1])
  func narrowsNoRangeWithAPackedCache(_ device: Device, _ factor: Double) throws {
    let card = try device.card(prefillFactor: factor)
    func estimate(_ cache: CacheType) throws -> PrefillEstimate {
      try PreparedModel(TestModel.llama31x8b.shape(), .q4KM).plan(
        LoadSettings(contextTokens: 32768, cacheTypeK: cache, cacheTypeV: cache), on: [card]
      ).prefill(promptTokens: 32768)
    }
    let (packed, open) = (try estimate(.q8v0), try estimate(.f16))
    #expect(packed.rangeWidth >= open.rangeWidth)
    let slowest = try #require(card.speed).decode.slowestPackedCache
    let added: Double = (slowest - 1) * packed.attentionSeconds / (factor > 0 ? factor : 1)
    #expect(abs(packed.unpackingSeconds - added) < 1e-9 && open.unpackingSeconds == 0)
    #expect(abs(packed.seconds / open.seconds - 1) < 1e-9)
    let low: Double = 32768 / (packed.seconds + added) / packed.rangeWidth
    #expect(abs(packed.tokensPerSecond.low / low - 1) < 1e-9)
    #expect(packed.tokensPerSecond.low < open.tokensPerSecond.low)
    let steps = packed.derivation
    #expect(steps.term(.unpackingTime)?.value == packed.unpackingSeconds * 1e3)
    #expect(steps.term(.prefillRate)?.formula == .prefillRateWithPackedCache)
    #expect(packed.tokensPerSecond.basis == .estimated)
  }

  @Test(arguments: [
    CardRates(computeUnits: -1), CardRates(clockGHz: .nan), CardRates(matrixTeraflops: 1e9),
    CardRates(boardWatts: -.infinity), CardRates(decodeFactor: 0.1), CardRates(prefillFactor: 3),
  ]) func refusesNonsense(_ rates: CardRates?) {
    #expect(rates == nil)
  }
}
