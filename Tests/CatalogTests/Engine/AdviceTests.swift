import Sizing
import Testing

@testable import Catalog

/// What the engine says would make a model fit, held against plans of just that.
@Suite struct AdviceTests {
  /// A use of a model on cards.
  struct Use: Sendable, CustomTestStringConvertible {
    let model: String
    let mix: String
    let context: Int64
    let slots: Int64
    let card: String
    let count: Int

    var testDescription: String { "\(model) \(mix), \(context) × \(slots), \(count) × \(card)" }

    func settings(_ change: SizingChange.Kind? = nil) throws -> LoadSettings {
      let settings = try LoadSettings(contextTokens: context * slots, slots: slots)
      switch change {
      case .cacheType(let type): return try settings.with(cacheTypeK: type, cacheTypeV: type)
      case .context(let tokens): return try settings.with(contextTokens: tokens * slots)
      case .slots(let count): return try settings.with(contextTokens: context * count, slots: count)
      case .hostExperts(let layers): return try settings.with(hostExpertLayers: layers)
      case .hostLayers(let layers):
        let all = try Self.layers(of: model)
        return try settings.with(gpuLayers: all + 1 - layers)
      default: return settings
      }
    }

    private static func layers(of model: String) throws -> Int {
      try RealCatalog.database.get().engine.shape(model).model.layers
    }
  }

  static let uses = [
    Use(
      model: "llama-3.1-8b", mix: "Q8_0", context: 65_536, slots: 2, card: "nvidia-rtx-4090",
      count: 1),
    Use(
      model: "llama-3.3-70b", mix: "Q4_K_M", context: 16_384, slots: 1, card: "nvidia-rtx-5090",
      count: 1),
    Use(
      model: "gpt-oss-120b", mix: "MXFP4_MOE", context: 65_536, slots: 4, card: "nvidia-rtx-4090",
      count: 2),
    Use(
      model: "gemma-3-27b", mix: "Q4_K_M", context: 131_072, slots: 1, card: "nvidia-rtx-3090",
      count: 1),
    Use(
      model: "deepseek-v3", mix: "Q4_K_M", context: 32_768, slots: 1, card: "nvidia-h100-80gb-sxm",
      count: 4),
    Use(
      model: "qwen3-8b", mix: "Q4_K_M", context: 8192, slots: 1, card: "nvidia-rtx-4090", count: 1),
  ]

  @Test(arguments: uses) func adviceHolds(_ use: Use) throws {
    let engine = try RealCatalog.database.get().engine
    let model = try engine.model(use.model, quantization: use.mix)
    let card = try engine.card(use.card)
    let cards = Array(repeating: card, count: use.count)
    let settings = try use.settings()
    let advice = try engine.advice(model, settings, on: cards)
    let plan = try engine.plan(model, settings, on: cards.map(\.card))
    #expect(advice.changes.isEmpty == (plan.verdict == .fits) || advice.changes.isEmpty)
    for change in advice.changes {
      var (model, devices, split) = (model, cards, Split.byMemory)
      switch change.kind {
      case .quantization(let id): model = try engine.model(use.model, quantization: id)
      case .card(let other): devices = cards.map { _ in other }
      case .cardCount(let count): devices = Array(repeating: card, count: count)
      case .split(let other): split = other
      default: break
      }
      let again = try engine.plan(
        model, use.settings(change.kind), on: devices.map(\.card), split: split)
      #expect(again.verdict == .fits, "\(change.kind)")
      #expect(again.margin == change.plan.margin)
    }
    try expectContextLimits(advice, use, model, cards)
  }

  /// Where given shares are what does not fit, another split comes first, and other cards are said to be
  /// split by memory.
  @Test func offersAnotherSplit() throws {
    let engine = try RealCatalog.database.get().engine
    let model = try engine.model("llama-3.3-70b", quantization: "Q4_K_M")
    let cards = Array(repeating: try engine.card("nvidia-rtx-3090"), count: 2)
    let settings = try LoadSettings(contextTokens: 8192)
    let advice = try engine.advice(model, settings, on: cards, split: .given([3, 1]))
    guard case .split(.byMemory)? = advice.changes.first?.kind else {
      Issue.record("\(advice.changes.map(\.kind))")
      return
    }
    for change in advice.changes {
      switch change.kind {
      case .card, .cardCount: #expect(change.dropsShares)
      default: #expect(!change.dropsShares)
      }
    }
    let own = try engine.advice(model, try settings.with(contextTokens: 16_384), on: cards)
    #expect(own.changes.allSatisfy { !$0.dropsShares })
  }

  /// The longest context fits, and one step more does not, but for the model's own limit.
  private func expectContextLimits(
    _ advice: SizingAdvice, _ use: Use, _ model: SizedModel, _ cards: [SizedCard]
  ) throws {
    let engine = try RealCatalog.database.get().engine
    func verdict(_ tokens: Int64) throws -> Verdict {
      let settings = try use.settings(.context(tokens))
      return try engine.plan(model, settings, on: cards.map(\.card)).verdict
    }
    let limit = try #require(model.prepared.model.contextLimit)
    if let tokens = advice.comfortableContext {
      #expect(try verdict(tokens) == .fits)
      if tokens < limit { #expect(try verdict(min(tokens + 256, limit)) != .fits) }
    }
    if let tokens = advice.longestContext {
      #expect(try verdict(tokens) != .doesNotFit)
      if tokens < limit { #expect(try verdict(min(tokens + 256, limit)) == .doesNotFit) }
    } else {
      #expect(try verdict(256) == .doesNotFit)
    }
  }

  /// Changes hold with models beside, and leaving those out is one.
  @Test func countsWhatIsLoadedBeside() throws {
    let engine = try RealCatalog.database.get().engine
    let model = try engine.model("qwen3-32b", quantization: "Q4_K_M")
    let draft = try engine.model("qwen3-1.7b", quantization: "Q8_0")
    let beside = Companions(
      draft: DraftModel(draft.prepared), projector: .stored(bytes: 1_400_000_000))
    let cards = [try engine.card("nvidia-rtx-3090")]
    let settings = try LoadSettings(contextTokens: 8192)
    let advice = try engine.advice(model, settings, on: cards, beside: beside)
    let plan = try engine.plan(model, settings, on: cards.map(\.card), beside: beside)
    #expect(plan.verdict == .doesNotFit)
    #expect(try engine.plan(model, settings, on: cards.map(\.card)).verdict == .fits)
    let longest = try #require(advice.longestContext)
    func verdict(_ tokens: Int64) throws -> Verdict {
      try engine.plan(
        model, LoadSettings(contextTokens: tokens), on: cards.map(\.card), beside: beside
      ).verdict
    }
    #expect(try verdict(longest) == .tight)
    #expect(try verdict(longest + 256) == .doesNotFit)
    var kinds: [String] = []
    for change in advice.changes {
      var (model, settings, devices, beside) = (model, settings, cards, beside)
      switch change.kind {
      case .quantization(let id): model = try engine.model("qwen3-32b", quantization: id)
      case .card(let other): devices = [other]
      case .cardCount(let count): devices = Array(repeating: cards[0], count: count)
      case .noDraft: beside.draft = nil
      case .draftHostLayers(let count):
        beside.draft = DraftModel(draft.prepared, gpuLayers: 29 - count)
      case .noProjector: beside.projector = nil
      case .cacheType(let type): settings = try settings.with(cacheTypeK: type, cacheTypeV: type)
      case .context(let tokens): settings = try settings.with(contextTokens: tokens)
      case .hostLayers(let count): settings = try settings.with(gpuLayers: 65 - count)
      case .slots, .hostExperts, .split: Issue.record("no change of this model: \(change.kind)")
      }
      let again = try engine.plan(model, settings, on: devices.map(\.card), beside: beside)
      #expect(again.verdict == .fits, "\(change.kind)")
      #expect(again.margin == change.plan.margin)
      kinds.append("\(change.kind)")
    }
    #expect(kinds.contains("noDraft"), "\(kinds)")
    #expect(kinds.contains { $0.hasPrefix("draftHostLayers") }, "\(kinds)")
  }

  /// A draft model's layers change cards as the context grows, so a context that fits may lie beyond
  /// one that does not; the longest is found all the same.
  @Test func searchesBeyondContextsThatDoNotFit() throws {
    let engine = try RealCatalog.database.get().engine
    let model = try engine.model("gemma-3-27b", quantization: "Q6_K")
    let beside = Companions(
      draft: DraftModel(try engine.model("gemma-3-4b", quantization: "Q8_0").prepared))
    let cards = [try engine.card("nvidia-rtx-5090"), try engine.card("nvidia-rtx-3060-12gb")]
    let advice = try engine.advice(
      model, LoadSettings(contextTokens: 24_064, slots: 2), on: cards, beside: beside)
    let longest = try #require(advice.comfortableContext)
    let fits = try stride(from: longest - 2048, through: longest + 2048, by: 256).map { tokens in
      try engine.plan(
        model, LoadSettings(contextTokens: 2 * tokens, slots: 2), on: cards.map(\.card),
        beside: beside
      ).verdict == .fits
    }
    #expect(fits[8] && !fits[9...].contains(true))
    #expect(fits[..<8].contains(false), "need does not jump here any more")
  }

  /// What a mix leaves in host memory counts where it is known how much of that there is: experts in
  /// 8 bits take 29 GiB, in Q6_K 22.4 GiB, and of 32 GiB 26 are free for them.
  @Test func holdsTheLargestMixAgainstHostMemory() throws {
    let engine = try RealCatalog.database.get().engine
    let model = try engine.model("qwen3-30b-a3b", quantization: "Q4_K_M")
    let cards = [try engine.card("nvidia-rtx-4090")]
    let settings = try LoadSettings(contextTokens: 8192, hostExpertLayers: Int.max)
    let supply = try #require(HostSupply(memoryBytes: 32 << 30))
    #expect(try engine.advice(model, settings, on: cards).largestMix == "bf16")
    #expect(try engine.advice(model, settings, on: cards, in: supply).largestMix == "Q6_K")
    let small = try #require(HostSupply(memoryBytes: 8 << 30))
    #expect(try engine.advice(model, settings, on: cards, in: small).largestMix == nil)
  }

  /// No change puts more into host memory than it holds.
  @Test func putsNothingIntoMemoryThatIsShort() throws {
    let engine = try RealCatalog.database.get().engine
    let model = try engine.model("gpt-oss-120b", quantization: "MXFP4_MOE")
    let cards = [try engine.card("nvidia-rtx-4090")]
    let settings = try LoadSettings(contextTokens: 8192)
    func kinds(_ gibibytes: Int64) throws -> [String] {
      let supply = try #require(HostSupply(memoryBytes: gibibytes << 30))
      return try engine.advice(model, settings, on: cards, in: supply).changes
        .map { "\($0.kind)" }
    }
    let ample = try kinds(64)
    #expect(ample.contains { $0.hasPrefix("hostExperts") }, "\(ample)")
    #expect(ample.contains { $0.hasPrefix("hostLayers") }, "\(ample)")
    let short = try kinds(16)
    #expect(!short.contains { $0.hasPrefix("host") }, "\(short)")
    #expect(short.contains { $0.hasPrefix("card") }, "\(short)")
  }

  /// A plan that does not fit by little is mended without other hardware.
  @Test func findsChangesThatCostNothing() throws {
    let engine = try RealCatalog.database.get().engine
    let model = try engine.model("llama-3.1-8b", quantization: "Q8_0")
    let settings = try LoadSettings(contextTokens: 131_072, slots: 1)
    let advice = try engine.advice(model, settings, on: [try engine.card("nvidia-rtx-4090")])
    let kinds = advice.changes.map(\.kind)
    guard case .cacheType(.q8v0)? = kinds.first else {
      Issue.record("no cache type first: \(kinds)")
      return
    }
    #expect(
      kinds.contains { if case .quantization = $0 { true } else { false } }, "\(kinds)")
    #expect(kinds.contains { if case .context = $0 { true } else { false } })
    #expect(!kinds.contains { if case .hostExperts = $0 { true } else { false } })
  }
}
