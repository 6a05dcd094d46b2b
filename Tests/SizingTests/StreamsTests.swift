import Sizing
import TestSupport
import Testing

/// Several streams at once, and how many are fast enough.
@Suite struct StreamsTests {
  private func plan(
    _ id: String, _ mix: QuantizationMix, on card: Card, streams: Int64, each: Int64,
    gpuLayers: Int? = nil
  ) throws -> Plan {
    try PreparedModel(ShapeRow.named(id).shape(), mix).plan(
      LoadSettings(contextTokens: streams * each, slots: streams, gpuLayers: gpuLayers), on: [card])
  }

  /// llama-batched-bench on a GB10 of 2025, tokens per second of all streams.
  @Test(arguments: [
    ("qwen2.5-coder-7b", QuantizationMix.q8v0, Int64(2), 54.46),
    ("qwen2.5-coder-7b", .q8v0, 8, 195.67),
    ("qwen2.5-coder-7b", .q8v0, 32, 593.27), ("qwen3-30b-a3b", .q8v0, 8, 154.91),
    ("qwen3-30b-a3b", .q8v0, 32, 345.01),
  ])
  func rangeHoldsMeasuredRate(
    id: String, mix: QuantizationMix, streams: Int64, measured: Double
  ) throws {
    let rate = try plan(id, mix, on: Device.gb10.card(), streams: streams, each: 1024)
      .decodeAll(cachedTokens: 528)
    #expect(rate.streams == streams && rate.cachedTokens == 528)
    let all = rate.tokensPerSecond
    #expect(all.low <= measured && measured <= all.high, "\(all)")
    #expect(abs(rate.each.mid * Double(streams) - all.mid) < 1e-9)
  }

  /// The same by `Benchmarks/Card` on an H100 of 2026: kernels change above eight streams.
  @Test(arguments: [
    (QuantizationMix.q4KM, Int64(2), 409.57), (.q4KM, 8, 928.56), (.q4KM, 16, 1872.53),
    (.q4KM, 32, 2894.25), (.f16, 4, 479.51), (.f16, 32, 2684.83),
  ])
  func rangeHoldsRateOnHopper(
    mix: QuantizationMix, streams: Int64, measured: Double
  ) throws {
    let rate = try plan(
      "llama-3.1-8b", mix, on: Device.h100.card(), streams: streams, each: 1024
    ).decodeAll(cachedTokens: 528).tokensPerSecond
    #expect(rate.low <= measured && measured <= rate.high, "\(rate)")
  }

  /// More streams give more in all and less to each.
  @Test func sharesOutWhatCardsGive() throws {
    let card = try Device.rtx4090.card()
    let rates = try [2, 3, 4, 8, 16, 32, 64].map { streams in
      try plan("llama-3.1-8b", .q4KM, on: card, streams: streams, each: 1024)
        .decodeAll(cachedTokens: 1024)
    }
    for (fewer, more) in zip(rates, rates.dropFirst()) {
      #expect(fewer.tokensPerSecond.mid < more.tokensPerSecond.mid)
      #expect(fewer.each.mid > more.each.mid)
    }
  }

  /// One stream more than was found is too slow, or does not fit.
  @Test(arguments: [(20.0, MostStreams.Limit.speed, 1 << 46), (1.0, .memory, 20 << 30)])
  func findsHowManyAreServed(
    rate: Double, limit: MostStreams.Limit, usable: Int64
  ) throws {
    let full = try Device.rtx4090.card()
    let card = try #require(
      Card(
        usableBytes: usable, backend: full.backend,
        bandwidthGBPerSecond: full.bandwidthGBPerSecond, rates: full.rates))
    let prepared = PreparedModel(try ShapeRow.named("llama-3.1-8b").shape(), .q4KM)
    let settings = try LoadSettings(contextTokens: 8192)
    let most = try prepared.mostStreams(atRate: rate, settings, on: [card])
    #expect(most.limit == limit)
    #expect(most.streams > 1)
    func serves(_ streams: Int64) throws -> Bool {
      let more = try settings.with(contextTokens: 8192 * streams, slots: streams)
      let plan = try prepared.plan(more, on: [card])
      guard plan.verdict != .doesNotFit else { return false }
      return try plan.decodeAll(cachedTokens: 8192).each.mid >= rate
    }
    #expect(try serves(most.streams))
    #expect(try !serves(most.streams + 1))
    let none = try prepared.mostStreams(atRate: 5000, settings, on: [card])
    #expect(none == MostStreams(streams: 0, limit: .speed))
  }

  @Test func saysWhatIsNotKnown() throws {
    let plan = try plan(
      "llama-3.1-8b", .q4KM, on: Device.rtx4090.card(), streams: 4, each: 1024, gpuLayers: 8)
    #expect(throws: SpeedGap.hostStreams) { try plan.decodeAll(cachedTokens: 1024) }
  }
}
