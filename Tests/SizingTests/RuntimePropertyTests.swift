import Sizing
import TestSupport
import Testing

/// What must hold for every model under every runtime.
@Suite struct RuntimePropertyTests {
  private func card(gib: Int64) throws -> Card {
    try #require(Card(usableBytes: gib << 30, backend: .cudaHopper))
  }

  private func settings(_ tokens: Int64, _ sequences: Int64) throws -> [RuntimeSettings] {
    [
      .vllm(try VLLMSettings(contextTokens: tokens, sequences: sequences, sequenceLimit: 256)),
      .transformers(try TransformersSettings(contextTokens: tokens, sequences: sequences)),
      .transformers(
        try TransformersSettings(
          contextTokens: tokens, sequences: sequences, promptTokens: min(tokens, 100))),
    ]
  }

  @Test(arguments: ShapeRow.ofRuntimes) func growsWithContextAndUsers(_ row: ShapeRow) throws {
    let model = PreparedCheckpoint(model: try row.shape(), format: .fp8)
    let cards = [try card(gib: 2000)]
    for kind in 0..<3 {
      var last: Int64 = 0
      for tokens: Int64 in [1, 15, 16, 17, 1000, 1023, 1025, 4096, 40_000, 131_072] {
        let need = try model.plan(settings(tokens, 1)[kind], on: cards).need
        #expect(need >= last, "\(row.id) at \(tokens)")
        last = need
        let more = try model.plan(settings(tokens, 7)[kind], on: cards).need
        #expect(more > need, "\(row.id) at \(tokens)")
      }
    }
  }

  @Test(arguments: ShapeRow.ofRuntimes) func needsLessOfEachCardWithMoreRanks(
    _ row: ShapeRow
  ) throws {
    let model = PreparedCheckpoint(model: try row.shape(), format: .bf16)
    let setting = try settings(4096, 4)[0]
    var last = Int64.max
    for count in [1, 2, 4] {
      let cards = Array(repeating: try card(gib: 2000), count: count)
      do {
        let ledger = try model.plan(setting, on: cards).cards[0]
        let need = ledger.need - ledger.bytes(of: .communication).mid
        #expect(need <= last, "\(row.id) on \(count)")
        last = need
      } catch RuntimeFault.ranksDoNotDivide {
        #expect(count > 1)
      }
    }
  }

  /// The pool's sequences fit, and one more does not, unless vLLM serves no more.
  @Test(arguments: ShapeRow.ofRuntimes) func poolAgreesWithTheVerdict(_ row: ShapeRow) throws {
    let model = PreparedCheckpoint(model: try row.shape(), format: .awqGroup128)
    let weights = Double(model.fileBytes) / 1_073_741_824
    for (tokens, spare): (Int64, Double) in [(1000, 12), (8192, 20), (65_536, 64)] {
      let cards = [try card(gib: Int64(weights * 1.1 + spare))]
      func plan(_ sequences: Int64) throws -> RuntimePlan {
        try model.plan(
          .vllm(
            try VLLMSettings(
              contextTokens: tokens, sequences: sequences, batchedTokens: 512, sequenceLimit: 256)),
          on: cards)
      }
      let most = try #require(try plan(1).pool).sequences
      if most > 0 { #expect(try plan(most).verdict != .doesNotFit, "\(row.id)") }
      if most < 256 { #expect(try plan(most + 1).verdict == .doesNotFit, "\(row.id)") }
    }
  }

  @Test(arguments: ShapeRow.ofRuntimes) func longestContextIsTheLastThatFits(_ row: ShapeRow) throws
  {
    let model = PreparedCheckpoint(model: try row.shape(), format: .nf4)
    let cards = [try card(gib: model.fileBytes / 900_000_000 + 8)]
    for kind in 0..<2 {
      let found = try model.largestContext(on: cards) { tokens throws(RuntimeFault) in
        kind == 0
          ? .vllm(try VLLMSettings(contextTokens: tokens, batchedTokens: 512, sequenceLimit: 16))
          : .transformers(try TransformersSettings(contextTokens: tokens))
      }
      func verdict(_ tokens: Int64) throws -> Verdict {
        let setting: RuntimeSettings =
          kind == 0
          ? .vllm(try VLLMSettings(contextTokens: tokens, batchedTokens: 512, sequenceLimit: 16))
          : .transformers(try TransformersSettings(contextTokens: tokens))
        return try model.plan(setting, on: cards).verdict
      }
      let tokens = found ?? 0
      if tokens > 0 { #expect(try verdict(tokens) != .doesNotFit, "\(row.id)") }
      if tokens < LoadSettings.contextBound {
        #expect(try verdict(tokens + 1) == .doesNotFit, "\(row.id)")
      }
    }
  }

  @Test(arguments: ShapeRow.ofRuntimes) func bandsHoldTheNeed(_ row: ShapeRow) throws {
    let model = PreparedCheckpoint(model: try row.shape(), format: .mxfp4)
    for setting in try settings(8192, 2) {
      let plan = try model.plan(setting, on: [card(gib: 2000)])
      #expect(plan.needLow <= plan.need)
      #expect(plan.need <= plan.needHigh)
      #expect(plan.allocated < plan.need)
      #expect(plan.verdict == .fits)
    }
  }

  /// Settings at their bounds neither overflow nor fit.
  @Test(arguments: ShapeRow.ofRuntimes) func staysCountableAtTheBounds(_ row: ShapeRow) throws {
    let model = PreparedCheckpoint(
      model: try row.shape(), format: .fp8)
    let bound = LoadSettings.contextBound
    let settings: [RuntimeSettings] = [
      .vllm(
        try VLLMSettings(
          contextTokens: bound, batchedTokens: VLLMSettings.batchBound,
          sequenceLimit: RuntimeSettings.sequenceBound)),
      .transformers(
        try TransformersSettings(contextTokens: bound, logits: .all, attention: .eager)),
      .transformers(
        try TransformersSettings(
          contextTokens: bound / RuntimeSettings.sequenceBound,
          sequences: RuntimeSettings.sequenceBound, logits: .all, attention: .eager)),
    ]
    for setting in settings {
      let plan = try model.plan(setting, on: [card(gib: 80)])
      #expect(plan.verdict == .doesNotFit)
      #expect(plan.need > 0)
    }
  }
}

/// Settings that cannot be.
@Suite struct RuntimeRejectionTests {
  @Test func refusesNumbersOutOfRange() {
    #expect(throws: RuntimeFault.contextOutOfRange) { try VLLMSettings(contextTokens: 0) }
    #expect(throws: RuntimeFault.contextOutOfRange) {
      try TransformersSettings(contextTokens: 1 << 20, sequences: 1 << 10)
    }
    #expect(throws: RuntimeFault.sequencesOutOfRange) {
      try VLLMSettings(contextTokens: 1, sequences: 0)
    }
    #expect(throws: RuntimeFault.sequencesBeyondLimit) {
      try VLLMSettings(contextTokens: 1, sequences: 9, sequenceLimit: 8)
    }
    #expect(throws: RuntimeFault.batchOutOfRange) {
      try VLLMSettings(contextTokens: 1, batchedTokens: 0)
    }
    for share in [0, -1, 1.01, Double.nan, .infinity] {
      #expect(throws: RuntimeFault.utilisationOutOfRange) {
        try VLLMSettings(contextTokens: 1, utilisation: share)
      }
    }
    #expect(throws: RuntimeFault.promptBeyondContext) {
      try TransformersSettings(contextTokens: 5, promptTokens: 6)
    }
  }

  @Test func refusesContextsBeyondTheModel() throws {
    let model = try LanguageModel(
      architecture: .llama, layers: 1, hiddenSize: 64, feedForwardSize: 64, queryHeads: 1,
      kvHeads: 1, keyHeadSize: 64, valueHeadSize: 64, vocabularySize: 10, tiesEmbeddings: true,
      contextLimit: 100)
    let card = try #require(Card(usableBytes: 1 << 34, backend: .cudaAda))
    let checkpoint = PreparedCheckpoint(model: model, format: .bf16)
    let settings = RuntimeSettings.vllm(try VLLMSettings(contextTokens: 101))
    #expect(throws: RuntimeFault.contextBeyondModel) { try checkpoint.plan(settings, on: [card]) }
    #expect(throws: RuntimeFault.cardCountOutOfRange) { try checkpoint.plan(settings, on: []) }
  }
}
