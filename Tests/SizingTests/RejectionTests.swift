import Sizing
import Testing

@Suite struct RejectionTests {
  private func model(
    layers: Int = 4, hidden: Int64 = 256, feedForward: Int64 = 512, heads: Int64 = 8,
    kvHeads: Int64 = 2, head: Int64 = 32, vocabulary: Int64 = 1000,
    architecture: Architecture = .llama, experts: Experts? = nil, limit: Int64? = nil
  ) throws(ModelFault) -> LanguageModel {
    try LanguageModel(
      architecture: architecture, layers: layers, hiddenSize: hidden,
      feedForwardSize: feedForward, queryHeads: heads, kvHeads: kvHeads, keyHeadSize: head,
      valueHeadSize: head, vocabularySize: vocabulary, tiesEmbeddings: false, experts: experts,
      contextLimit: limit)
  }

  @Test(arguments: [0, -1, Int.min, 1025, Int.max]) func refusesLayers(_ layers: Int) {
    #expect(throws: ModelFault.sizeOutOfRange(.layers)) { try model(layers: layers) }
  }

  @Test(arguments: [Int64(0), -1, .min, .max]) func refusesSizes(_ size: Int64) {
    #expect(throws: ModelFault.sizeOutOfRange(.hiddenSize)) { try model(hidden: size) }
    #expect(throws: ModelFault.sizeOutOfRange(.feedForwardSize)) { try model(feedForward: size) }
    #expect(throws: ModelFault.sizeOutOfRange(.queryHeads)) { try model(heads: size) }
    #expect(throws: ModelFault.sizeOutOfRange(.kvHeads)) { try model(kvHeads: size) }
    #expect(throws: ModelFault.sizeOutOfRange(.keyHeadSize)) { try model(head: size) }
    #expect(throws: ModelFault.sizeOutOfRange(.vocabularySize)) { try model(vocabulary: size) }
    #expect(throws: ModelFault.sizeOutOfRange(.contextLimit)) { try model(limit: size) }
  }

  @Test func refusesHeadsThatDoNotDivide() {
    #expect(throws: ModelFault.headsDoNotDivide) { try model(heads: 9) }
  }

  @Test func refusesExpertsThatContradict() {
    let nine = Experts(count: 8, used: 9, feedForwardSize: 64)
    #expect(throws: ModelFault.moreExpertsUsedThanPresent) {
      try model(feedForward: 0, experts: nine)
    }
    let two = Experts(count: 8, used: 2, feedForwardSize: 64)
    #expect(throws: ModelFault.feedForwardSizeDoesNotApply) { try model(experts: two) }
    #expect(throws: ModelFault.expertsDoNotApply) {
      try model(feedForward: 0, architecture: .phi3, experts: two)
    }
    #expect(throws: ModelFault.expertsDoNotApply) { try model(architecture: .qwen3moe) }
  }

  @Test func refusesAModelBeyondCounting() {
    #expect(throws: ModelFault.modelTooLarge) {
      try model(
        layers: 1024, hidden: 1 << 18, feedForward: 0, heads: 2048, kvHeads: 2048,
        experts: Experts(count: 4096, used: 4096, feedForwardSize: 1 << 21))
    }
  }

  @Test func sizesTheLargestModelWithoutOverflow() throws {
    let large = try model(
      layers: 512, hidden: 1 << 18, feedForward: 1 << 19, heads: 2048, kvHeads: 2048, head: 512,
      vocabulary: 1 << 23)
    let card = try #require(Card(usableBytes: Card.usableBound, backend: .metal))
    for flashAttention in [true, false] {
      let settings = try LoadSettings(
        contextTokens: LoadSettings.contextBound, slots: 1, batch: 16_384, microBatch: 16_384,
        cacheTypeK: .f32, cacheTypeV: .f32, flashAttention: flashAttention, logits: .all)
      let plan = try PreparedModel(large, .f32)
        .plan(settings, on: Array(repeating: card, count: LoaderLimits.cards))
      #expect(plan.verdict == .doesNotFit)
      #expect(plan.need > 0)
    }
  }

  @Test func refusesSettings() {
    #expect(throws: SettingsFault.slotsOutOfRange) {
      try LoadSettings(contextTokens: 10, slots: 0)
    }
    #expect(throws: SettingsFault.slotsOutOfRange) {
      try LoadSettings(contextTokens: 1000, slots: 257)
    }
    #expect(throws: SettingsFault.contextOutOfRange) {
      try LoadSettings(contextTokens: 3, slots: 4)
    }
    #expect(throws: SettingsFault.contextOutOfRange) { try LoadSettings(contextTokens: .max) }
    #expect(throws: SettingsFault.batchOutOfRange) {
      try LoadSettings(contextTokens: 10, batch: 0)
    }
    #expect(throws: SettingsFault.microBatchOutOfRange) {
      try LoadSettings(contextTokens: 10, microBatch: 0)
    }
    #expect(throws: SettingsFault.quantizedValuesNeedFlashAttention) {
      try LoadSettings(contextTokens: 10, cacheTypeV: .q8v0, flashAttention: false)
    }
  }

  @Test(arguments: [Int64(0), -5, Card.usableBound + 1, .max, .min]) func refusesCards(
    _ bytes: Int64
  ) {
    #expect(Card(usableBytes: bytes, backend: .metal) == nil)
  }

  @Test(arguments: [-1.0, .nan, .infinity]) func refusesBandwidths(_ bandwidth: Double) {
    #expect(Card(usableBytes: 1, backend: .metal, bandwidthGBPerSecond: bandwidth) == nil)
  }

  /// llama.cpp's tables end there, whatever memory there is.
  @Test func refusesWhatTheLoaderHasNoRoomFor() throws {
    let (card, settings) = (try largeCard(), try LoadSettings(contextTokens: 256))
    let most = Experts(count: 512, used: 2, feedForwardSize: 64)
    let many = Experts(count: 513, used: 2, feedForwardSize: 64)
    #expect(throws: PlanFault.layersBeyondLoader(513)) {
      try PreparedModel(try model(layers: 513), .q4KM).plan(settings, on: [card])
    }
    #expect(throws: PlanFault.expertsBeyondLoader(513)) {
      try PreparedModel(try model(feedForward: 0, experts: many), .q4KM).plan(settings, on: [card])
    }
    for sound in [try model(layers: 512), try model(feedForward: 0, experts: most)] {
      #expect(try PreparedModel(sound, .q4KM).plan(settings, on: [card]).need > 0)
    }
  }

  /// Guesses are tokens of the model: the vocabularies may differ by 128 tokens, no more.
  @Test(arguments: [(1000, true), (1128, true), (872, true), (1129, false), (871, false)])
  func refusesDraftsOfAnotherVocabulary(tokens: Int64, fits: Bool) throws {
    let main = PreparedModel(try model(), .q4KM)
    let draft = DraftModel(PreparedModel(try model(vocabulary: tokens), .q4KM))
    let settings = try LoadSettings(contextTokens: 256)
    func plan() throws -> Plan {
      try main.plan(settings, on: [try largeCard()], beside: Companions(draft: draft))
    }
    if fits {
      #expect(try plan().added.draft > 0)
    } else {
      #expect(throws: PlanFault.draftVocabularyDiffers(draft: tokens, model: 1000)) { try plan() }
    }
  }

  @Test func refusesPlans() throws {
    let prepared = PreparedModel(try model(limit: 4096), .q4KM)
    let card = try largeCard()
    let settings = try LoadSettings(contextTokens: 4096)
    #expect(throws: PlanFault.cardCountOutOfRange(0)) { try prepared.plan(settings, on: []) }
    #expect(throws: PlanFault.cardCountOutOfRange(16)) {
      try prepared.plan(settings, on: Array(repeating: card, count: 16))
    }
    let most = Array(repeating: card, count: 15)
    #expect(try prepared.plan(settings, on: most).cards.count == 15)
    #expect(throws: PlanFault.contextBeyondModel) {
      try prepared.plan(LoadSettings(contextTokens: 4097), on: [card])
    }
    #expect(try prepared.plan(LoadSettings(contextTokens: 8192, slots: 2), on: [card]).need > 0)
    let odd = PreparedModel(try model(head: 40), .q4KM)
    #expect(throws: PlanFault.cacheTypeDoesNotDivideHead) {
      try odd.plan(LoadSettings(contextTokens: 256, cacheTypeK: .q8v0), on: [card])
    }
  }
}
