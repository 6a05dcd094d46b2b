/// What is to be loaded beside a model; settings that are `nil` are the runtime's own.
struct AddedRequest: Hashable, Sendable {
  /// A draft model for speculative decoding.
  var draft: DraftSource?
  var draftCacheTypes: CacheTypes?
  var draftGPULayers: LayerCount?
  var draftCards: CardNumbers?
  /// Tokens that it guesses ahead.
  var draftTokens: Int64?
  /// Whether the model's towers for pictures and sound are loaded.
  var loadsTowers = false
  /// The path of a GGUF file with towers and their projector.
  var projector: String?

  /// Where a draft model comes from.
  enum DraftSource: Hashable, Sendable {
    case record(DraftSelection)
    case gguf(path: String)
  }

  /// What of it llama.cpp alone has, in words; `nil` for nothing.
  var llamaCppsOwn: String? {
    if case .gguf = draft { return "GGUF files" }
    if draftCacheTypes != nil { return "a cache type of the draft model" }
    if draftGPULayers != nil { return "layers of the draft model in host memory" }
    if draftCards != nil { return "cards for the draft model" }
    if draftTokens != nil { return "a number of guesses" }
    return projector == nil ? nil : "a file of towers"
  }
}
