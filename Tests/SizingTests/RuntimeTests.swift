import Sizing
import TestSupport
import Testing

/// Plans of vLLM and transformers against numbers worked out by hand and logged by vLLM.
@Suite struct RuntimeTests {
  static let gib = 1_073_741_824.0

  private func checkpoint(
    _ id: String, _ format: CheckpointFormat = .bf16
  ) throws -> PreparedCheckpoint {
    PreparedCheckpoint(model: try ShapeRow.named(id).shape(), format: format)
  }

  private func card(gib: Double, _ backend: Backend = .cudaAmpere) throws -> Card {
    try #require(Card(usableBytes: Int64(gib * Self.gib), backend: backend))
  }

  /// Pools that vLLM logged on a card of 23.58 GiB at 0.9 of it, when graphs were taken outside the
  /// share and a batch was as long as the context (issue 10517).
  @Test(arguments: [(Int64(20_000), Int64(31_232)), (29_000, 23_648)])
  func findsTheLoggedPool(_ context: Int64, _ tokens: Int64) throws {
    let settings = try VLLMSettings(
      contextTokens: context, batchedTokens: context, sequenceLimit: 256, capturesGraphs: false)
    let plan = try checkpoint("llama-3.1-8b").plan(.vllm(settings), on: [card(gib: 23.58)])
    let pool = try #require(plan.pool)
    #expect(abs(Double(pool.tokens) / Double(tokens) - 1) < 0.02, "\(pool.tokens)")
    // The longer context was refused by vLLM, too.
    #expect(pool.sequences == (context == 20_000 ? 1 : 0))
    #expect((plan.verdict == .doesNotFit) == (context == 29_000))
  }

  /// An A100 of 79.2 GiB left 55.1 GiB for the cache.
  @Test func findsThePoolOfALargeCard() throws {
    let settings = try VLLMSettings(contextTokens: 8192, batchedTokens: 8192)
    let plan = try checkpoint("llama-3.1-8b").plan(.vllm(settings), on: [card(gib: 79.2)])
    let pool = try #require(plan.pool)
    #expect(abs(Double(pool.bytes) / Self.gib - 55.1) < 0.7)
    #expect((53...55).contains(pool.sequences))
  }

  /// Four H100 of 79.2 GiB left 8.11 GiB each beside Qwen3-235B in FP8: most of what is not weights is
  /// the sampler, which tries 1024 sequences there (issue 21348).
  @Test func findsThePoolOfFourRanks() throws {
    let settings = try VLLMSettings(contextTokens: 40_960)
    let cards = Array(repeating: try card(gib: 79.2, .cudaHopper), count: 4)
    let plan = try checkpoint("qwen3-235b-a22b", .fp8Block128).plan(.vllm(settings), on: cards)
    let pool = try #require(plan.pool)
    #expect(abs(Double(pool.bytes) / Self.gib - 8.11) < 1, "\(pool.bytes)")
    #expect(plan.cards[0].bytes(of: .cache).mid == 94 * 256 * 2 * 40_960)
  }

  /// On the same cards vLLM 0.20 held 8.70 GiB more for batches of 65536 tokens than of 8192.
  @Test func reckonsTheBuffersOfExperts() throws {
    let cards = Array(repeating: try card(gib: 79.2, .cudaHopper), count: 4)
    let model = try checkpoint("qwen3-235b-a22b", .fp8Block128)
    let bytes = try [Int64(8192), 65_536].map { batch in
      let settings = try VLLMSettings(
        contextTokens: 240_000, batchedTokens: batch, sequenceLimit: 128)
      return try model.plan(.vllm(settings), on: cards).cards[0].bytes(of: .activations).mid
    }
    #expect(abs(Double(bytes[1] - bytes[0]) / Self.gib / 8.7 - 1) < 0.01)
  }

  @Test func countsLatentRowsOnEveryRank() throws {
    let settings = try VLLMSettings(contextTokens: 32_768)
    let cards = Array(repeating: try card(gib: 141, .cudaHopper), count: 8)
    let plan = try checkpoint("deepseek-v3", .fp8Block128).plan(.vllm(settings), on: cards)
    for ledger in plan.cards { #expect(mib(ledger.bytes(of: .cache).mid) == 2196) }
  }

  @Test func repeatsCachedHeadsBeyondTheirNumber() throws {
    let settings = try VLLMSettings(contextTokens: 8192)
    let model = try checkpoint("llama-3.3-70b")
    let eight = try model.plan(.vllm(settings), on: Array(repeating: card(gib: 80), count: 8))
    let sixteen = try model.plan(.vllm(settings), on: Array(repeating: card(gib: 80), count: 16))
    // One head of 128 on each: 80 · 256 · 2 bytes for each token.
    #expect(eight.cards[0].bytes(of: .cache).mid == 80 * 256 * 2 * 8192)
    #expect(sixteen.cards[0].bytes(of: .cache) == eight.cards[0].bytes(of: .cache))
  }

  /// Ten layers see all, 52 a window of 1024, whose groups of ten are filled up to 60: 65 blocks of 16
  /// for each sequence, and 2048 tokens of a batch once.
  @Test func keepsBlocksOfTheWindow() throws {
    let settings = try VLLMSettings(contextTokens: 32_768, sequences: 3)
    let plan = try checkpoint("gemma-3-27b").plan(.vllm(settings), on: [card(gib: 141)])
    let layer: Int64 = 2 * 16 * 128 * 2
    let sequence = 10 * layer * 32_768 + 60 * layer * 1040
    #expect(plan.cards[0].bytes(of: .cache).mid == 3 * sequence + 60 * layer * 2048)
  }

  /// Gemma 3n E4B: 15 of 35 layers read the cache of an earlier one. Of the others 4 see all and 16 a window
  /// of 512, in blocks of 16 under vLLM, with a batch of 2048 tokens once.
  @Test func givesLayersThatShareACacheNoneOfTheirOwn() throws {
    let model = try checkpoint("gemma-3n-e4b")
    let card = try card(gib: 24)
    let layer: Int64 = 2 * 2 * 256 * 2
    let served = try model.plan(.vllm(VLLMSettings(contextTokens: 32_768)), on: [card])
    let whole = 4 * layer * 32_768
    #expect(served.cards[0].bytes(of: .cache).mid == whole + 16 * layer * (528 + 2048))
    let loaded = try model.plan(
      .transformers(TransformersSettings(contextTokens: 32_768)), on: [card])
    #expect(loaded.cards[0].bytes(of: .cache).mid == whole + 16 * layer * 512)
  }

  /// Mistral 7B 0.1: vLLM frees blocks behind the window and transformers keeps its tokens, of a layer or
  /// of all; llama.cpp caches the whole context.
  @Test(arguments: [[], [false, true]])
  func keepsToAWindowThatLlamaCppHasNot(layers: [Bool]) throws {
    let model = try LanguageModel(
      architecture: .llama, layers: 2, hiddenSize: 4096, feedForwardSize: 14_336, queryHeads: 32,
      kvHeads: 8, keyHeadSize: 128, valueHeadSize: 128, vocabularySize: 32_000,
      tiesEmbeddings: false, unusedWindow: UnusedWindow(tokens: 4096, layers: layers))
    let whole: Int64 = layers.isEmpty ? 0 : 1
    let checkpoint = PreparedCheckpoint(model: model, format: .bf16)
    let row: Int64 = 2 * 8 * 128 * 2
    let served = try checkpoint.plan(
      .vllm(VLLMSettings(contextTokens: 32_768)), on: [card(gib: 80)])
    // 4095 tokens end in 256 blocks of 16, with one more, and 2048 of a batch.
    #expect(
      served.cards[0].bytes(of: .cache).mid
        == row * ((2 - whole) * (4112 + 2048) + whole * 32_768))
    let plain = try checkpoint.plan(
      .transformers(TransformersSettings(contextTokens: 32_768)), on: [card(gib: 80)])
    #expect(
      plain.cards[0].bytes(of: .cache).mid == row * ((2 - whole) * 4096 + whole * 32_768))
    let settings = try LoadSettings(contextTokens: 32_768)
    #expect(model.cacheBytes(inLayer: 1, settings) == row * 32_768)
  }

  @Test func halvesTheCacheInFP8() throws {
    let wide = try VLLMSettings(contextTokens: 8192)
    let narrow = try VLLMSettings(contextTokens: 8192, cacheType: .fp8)
    let model = try checkpoint("qwen3-8b")
    let plans = try [wide, narrow].map { try model.plan(.vllm($0), on: [card(gib: 48)]) }
    let bytes = plans.map { $0.cards[0].bytes(of: .cache).mid }
    #expect(bytes[0] == 36 * 8 * 256 * 2 * 8192)
    #expect(bytes[1] * 2 == bytes[0])
  }

  /// transformers expands latent rows: 61 layers of 128 heads of 192 and 128 elements.
  @Test func expandsLatentRowsInTransformers() throws {
    let settings = try TransformersSettings(contextTokens: 1024)
    let cards = Array(repeating: try card(gib: 141, .cudaHopper), count: 8)
    let plan = try checkpoint("deepseek-v3", .fp8Block128).plan(.transformers(settings), on: cards)
    let cache = plan.cards.reduce(0) { $0 + $1.bytes(of: .cache).mid }
    #expect(cache == 61 * 128 * (192 + 128) * 2 * 1024)
    #expect(plan.cards.reduce(0) { $0 + $1.bytes(of: .weights).mid } == plan.checkpoint.fileBytes)
  }

  /// Qwen2.5 7B, prompt of 6144: beside weights and cache the layer's 3 F + 4 E elements.
  @Test func reckonsTheFeedForwardPeak() throws {
    let settings = try TransformersSettings(contextTokens: 6144)
    let plan = try checkpoint("qwen2.5-7b").plan(.transformers(settings), on: [card(gib: 80)])
    let ledger = plan.cards[0]
    #expect(ledger.bytes(of: .activations).mid == 2 * (3 * 18_944 + 4 * 3584) * 6144)
    #expect(ledger.bytes(of: .cache).mid == 57_344 * 6144)
  }

  @Test func keepsAllLogitsWhereAsked() throws {
    let last = try TransformersSettings(contextTokens: 4096)
    let all = try TransformersSettings(contextTokens: 4096, logits: .all)
    let model = try checkpoint("llama-3.1-8b")
    let plans = try [last, all].map { try model.plan(.transformers($0), on: [card(gib: 80)]) }
    #expect(plans[1].cards[0].bytes(of: .activations).mid == 4096 * (6 * 128_256 + 4 * 4096))
    #expect(plans[0].allocated < plans[1].allocated)
  }

  @Test func addsScoresOfEagerAttention() throws {
    let fused = try TransformersSettings(contextTokens: 4096)
    let eager = try TransformersSettings(contextTokens: 4096, attention: .eager)
    let model = try checkpoint("llama-3.1-8b")
    let plans = try [fused, eager].map { try model.plan(.transformers($0), on: [card(gib: 80)]) }
    #expect(plans[1].need - plans[0].need == 32 * 4096 * 4096 * 6)
  }

  @Test func addsDraftsAndProjectors() throws {
    let model = try checkpoint("qwen3-8b")
    let draft = try checkpoint("qwen3-0.6b")
    let added: [AddedModel] = [.draft(draft), .projector(bytes: 1_000_000_000)]
    let settings: [RuntimeSettings] = [
      .vllm(try VLLMSettings(contextTokens: 4096)),
      .transformers(try TransformersSettings(contextTokens: 4096)),
    ]
    for setting in settings {
      let alone = try model.plan(setting, on: [card(gib: 80)])
      let plan = try model.plan(setting, on: [card(gib: 80)], with: added)
      let cache: Int64 = 28 * 8 * 256 * 2 * 4096
      #expect(plan.need - alone.need == draft.fileBytes + 1_000_000_000 + cache)
      #expect(plan.cards[0].bytes(of: .addedCache).mid == cache)
    }
  }

  @Test func tellsWhatEachTermRestsOn() throws {
    let settings = try VLLMSettings(contextTokens: 4096)
    let plan = try checkpoint("qwen3-8b").plan(.vllm(settings), on: [card(gib: 80), card(gib: 80)])
    let bases = plan.cards[0].terms.map { "\($0.item.name): \($0.basis.name)" }
    #expect(
      bases == [
        "weights: exact", "driver: fitted", "communication: fitted", "CUDA graphs: fitted",
        "activations: derived", "cache: exact",
      ])
  }
}
