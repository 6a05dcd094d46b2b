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
      var (model, devices) = (model, cards)
      switch change.kind {
      case .quantization(let id): model = try engine.model(use.model, quantization: id)
      case .card(let other): devices = cards.map { _ in other }
      case .cardCount(let count): devices = Array(repeating: card, count: count)
      default: break
      }
      let again = try engine.plan(model, use.settings(change.kind), on: devices.map(\.card))
      #expect(again.verdict == .fits, "\(change.kind)")
      #expect(again.margin == change.plan.margin)
    }
    try expectContextLimits(advice, use, model, cards)
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
