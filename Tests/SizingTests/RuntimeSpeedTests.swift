import Sizing
import TestSupport
import Testing

/// Decode of vLLM, on one card and with matrices cut over several.
@Suite struct RuntimeSpeedTests {
  private func plan(
    _ id: String, _ format: CheckpointFormat, on cards: [Card], context: Int64 = 2048
  ) throws -> RuntimePlan {
    let checkpoint = PreparedCheckpoint(
      model: try ShapeRow.named(id).shape(), format: format)
    return try checkpoint.plan(.vllm(VLLMSettings(contextTokens: context)), on: cards)
  }

  /// Qwen2.5 on A100, vLLM 0.6.3, one token of input and 2048 of output (the family's own page).
  @Test(arguments: [
    ("qwen2.5-7b", CheckpointFormat.bf16, 1, 84.28), ("qwen2.5-7b", .gptqGroup128, 1, 154.05),
    ("qwen2.5-7b", .awqGroup128, 1, 148.1), ("qwen2.5-7b", .gptq8Group128, 1, 122.01),
    ("qwen2.5-72b", .bf16, 2, 18.19), ("qwen2.5-72b", .bf16, 4, 31.37),
  ])
  func rangeHoldsMeasuredRate(
    id: String, format: CheckpointFormat, count: Int, measured: Double
  ) throws {
    let cards = Array(repeating: try Device.a100.card(fastLinkCards: 8), count: count)
    let rate = try plan(id, format, on: cards).decode(cachedTokens: 1025).tokensPerSecond
    #expect(rate.low <= measured && measured <= rate.high, "\(rate)")
    #expect(rate.basis == .estimated)
  }

  /// Worked by hand: the 16-bit weights without the look-up of the embedding, and 32 layers with 8
  /// heads of 128 for keys and values, of 1000 tokens.
  @Test func reproducesTheWorkedToken() throws {
    let estimate = try plan("llama-3.1-8b", .bf16, on: [Device.a100.card()])
      .decode(cachedTokens: 1000)
    let memory = 1 / (0.912 * 2039)
    let kernel: Double = 1 / (31.48 * 0.8309 * 108 * 1.41)
    let second = (memory * memory + kernel * kernel).squareRoot()
    let gigabytes = 2 * (8_030_261_248 - 4096 * 128_256.0) / 1e9
    #expect(abs(estimate.weightMilliseconds - 1e3 * gigabytes * second) < 1e-6)
    let heads: Double = 4 / (58.9 * 108 * 1.41)
    let cache = 131.072 * (1 / (0.97 * 2039) + heads)
    #expect(abs(estimate.cacheMilliseconds - cache) < 1e-6)
    let clock: Double = 0.5 + 1 / 1.41
    #expect(abs(estimate.layerMilliseconds - 32 * 0.04557 * clock) < 1e-9)
    #expect(estimate.reduceMilliseconds == 0 && estimate.hostMilliseconds == 0.919)
    let total =
      estimate.weightMilliseconds + estimate.cacheMilliseconds + estimate.layerMilliseconds + 0.919
    #expect(abs(estimate.tokensPerSecond.mid - 1e3 / total) < 1e-9)
  }

  /// Kernels that unpack weights take longer for a layer, of whatever size, and read fewer bytes.
  @Test func quantisedLayersTakeLongerBesideReading() throws {
    func estimate(_ format: CheckpointFormat) throws -> RuntimeDecodeEstimate {
      try plan("llama-3.1-8b", format, on: [Device.a100.card()]).decode(cachedTokens: 1000)
    }
    let (whole, packed) = (try estimate(.bf16), try estimate(.awqGroup128))
    let clock: Double = 0.5 + 1 / 1.41
    let more = packed.layerMilliseconds - whole.layerMilliseconds
    #expect(abs(more - 32 * 0.01282 * clock) < 1e-9)
    #expect(packed.weightMilliseconds < whole.weightMilliseconds)
    #expect(try estimate(.fp8).layerMilliseconds == packed.layerMilliseconds)
  }

  /// Two cards read half each and add up their results twice a layer, faster over NVLink.
  @Test func cutsMatricesOverCards() throws {
    let one = try plan("llama-3.1-8b", .bf16, on: [Device.a100.card()]).decode(cachedTokens: 1000)
    let fast = Array(repeating: try Device.a100.card(fastLinkCards: 8), count: 2)
    let slow = Array(repeating: try Device.a100.card(), count: 2)
    let joined = try plan("llama-3.1-8b", .bf16, on: fast).decode(cachedTokens: 1000)
    let apart = try plan("llama-3.1-8b", .bf16, on: slow).decode(cachedTokens: 1000)
    #expect(joined.weightMilliseconds == one.weightMilliseconds / 2)
    #expect(joined.cacheMilliseconds == one.cacheMilliseconds / 2)
    #expect(joined.layerMilliseconds == one.layerMilliseconds)
    #expect(abs(joined.reduceMilliseconds - 64 * (5.791 + 8192 / 300e3) / 1e3) < 1e-9)
    #expect(abs(apart.reduceMilliseconds - 64 * (5.791 + 8192 / 25e3) / 1e3) < 1e-9)
    #expect(joined.tokensPerSecond.mid > apart.tokensPerSecond.mid)
  }

  /// A pair sums by a kernel of its own. A bridge joins two cards or four: sums over more pass over PCIe.
  @Test(arguments: [
    (0, 2, 5.791), (0, 4, 39.43), (2, 2, 5.791), (2, 4, 39.43), (4, 4, 9.201), (4, 8, 39.43),
    (8, 8, 9.201),
  ])
  func sumsOverPCIeBeyondTheBridge(joined: Int, count: Int, wait: Double) throws {
    let cards = Array(repeating: try Device.a100.card(fastLinkCards: joined), count: count)
    let plan = try plan("llama-3.1-8b", .bf16, on: cards)
    #expect(plan.reduceLink.microseconds == wait)
  }

  /// NVLink joins cards of one kind: two kinds that each have it pass sums over PCIe.
  @Test func sumsOverPCIeBetweenKindsOfCards() throws {
    let joined = try Device.a100.card(fastLinkCards: 8)
    let other = try #require(
      Card(
        usableBytes: joined.usableBytes, backend: joined.backend,
        bandwidthGBPerSecond: joined.bandwidthGBPerSecond / 2, rates: joined.rates))
    let alike = try plan("llama-3.1-8b", .bf16, on: [joined, joined])
    let mixed = try plan("llama-3.1-8b", .bf16, on: [joined, other])
    #expect(alike.reduceLink.microseconds == 5.791)
    #expect(alike.reduceLink.gigabytesPerSecond == 300)
    #expect(mixed.reduceLink.microseconds == 39.43)
    #expect(mixed.reduceLink.gigabytesPerSecond == 25)
  }

  @Test func saysWhatIsNotKnown() throws {
    #expect(throws: SpeedGap.runtime) {
      try plan("llama-3.1-8b", .awqGroup128, on: [Device.radeon7900XT.card()])
        .decode(cachedTokens: 0)
    }
    let checkpoint = PreparedCheckpoint(
      model: try ShapeRow.named("llama-3.1-8b").shape(), format: .bf16)
    let settings = try TransformersSettings(contextTokens: 2048)
    #expect(throws: SpeedGap.runtime) {
      try checkpoint.plan(.transformers(settings), on: [Device.a100.card()])
        .decode(cachedTokens: 0)
    }
    let unknown = try #require(Card(usableBytes: 1 << 36, backend: .cudaAda))
    #expect(throws: SpeedGap.bandwidth) {
      try plan("llama-3.1-8b", .awqGroup128, on: [unknown]).decode(cachedTokens: 0)
    }
  }
}
