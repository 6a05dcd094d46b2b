package import Sizing

/// One thing that could be otherwise, and what would come of it.
package struct SizingChange: Sendable {
  /// What is changed; all else stays.
  package enum Kind: Sendable {
    /// Layers dealt out to the same cards by another rule.
    case split(Split)
    /// Keys and values of the cache in this type.
    case cacheType(CacheType)
    /// So many tokens of context for each slot.
    case context(Int64)
    /// So many slots of the same context.
    case slots(Int64)
    /// Another mix, by its id.
    case quantization(String)
    /// The experts of so many layers in host memory.
    case hostExperts(Int)
    /// So many layers in host memory.
    case hostLayers(Int)
    /// So many layers of the draft model in host memory.
    case draftHostLayers(Int)
    /// No draft model.
    case noDraft
    /// No projector.
    case noProjector
    /// Cards of another kind, as many as there are.
    case card(SizedCard)
    /// So many cards of the same kind.
    case cardCount(Int)
  }

  package let kind: Kind
  /// The plan with the change.
  package let plan: Plan
  /// Whether the given shares of cards, which others than those would not fit, give way to a split by
  /// memory.
  package let dropsShares: Bool

  init(kind: Kind, plan: Plan, dropsShares: Bool = false) {
    self.kind = kind
    self.plan = plan
    self.dropsShares = dropsShares
  }
}

/// What decides whether a model fits, and how far that is from being otherwise.
package struct SizingAdvice: Sendable {
  /// The longest context of a slot that fits with room to spare, in tokens; `nil` where none does.
  package let comfortableContext: Int64?
  /// The longest context of a slot that does not exceed the cards; `nil` where none fits.
  package let longestContext: Int64?
  /// The largest of the usual mixes that fits with room to spare, on the cards and in host memory as
  /// far as that is known, by its id; `nil` where none does.
  package let largestMix: String?
  /// Single changes that make it fit with room to spare, those that cost no hardware first. Empty when
  /// it does already.
  package let changes: [SizingChange]
}
