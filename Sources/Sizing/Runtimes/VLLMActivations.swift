/// What is alive at once in vLLM while a batch is computed, in 16-bit elements for each token.
///
/// Between two operators the stream, its residual and the norm's result are alive (3 E); inside a part
/// its widest pair of results comes on top. Gate and up come from one product and stand beside the
/// result of the activation (3 F). The kernels of experts take two buffers, each for all that a token
/// uses and wide enough for every step, beside the sum; batches are not cut for them since vLLM 0.18.
struct VLLMActivations: Sendable, Equatable {
  /// Elements for each token on a rank.
  let elementsPerToken: Int64

  init(_ model: LanguageModel, ranks: TensorRanks) {
    var widest: Int64 = 0
    for layer in 0..<model.layers {
      let parts = model.parts(ofLayer: layer)
      if parts.contains(.attention) {
        widest = max(widest, Self.attention(model, layer, ranks))
      }
      if let recurrence = model.recurrence, parts.contains(.recurrence) {
        let inner = recurrence.innerWidth / ranks.count
        widest = max(widest, 2 * recurrence.channels(ranks: ranks.count) + 2 * inner)
      }
      if parts.contains(.feedForward) || model.block.hasDenseBesideExperts {
        widest = max(widest, Self.dense(model, model.feedForwardSize(inLayer: layer) / ranks.count))
      }
      if let experts = model.experts, parts.contains(.experts) {
        widest = max(widest, Self.routed(model, experts, ranks))
        let shared = experts.sharedFeedForwardSize / ranks.count
        widest = max(widest, Self.dense(model, shared))
      }
    }
    elementsPerToken = 3 * model.hiddenSize + widest
  }

  private static func dense(_ model: LanguageModel, _ width: Int64) -> Int64 {
    (model.block.hasUngatedFeedForward ? 2 : 3) * width
  }

  private static func routed(
    _ model: LanguageModel, _ experts: Experts, _ ranks: TensorRanks
  ) -> Int64 {
    let width = experts.feedForwardSize / ranks.count
    let outer = experts.latentSize > 0 ? experts.latentSize : model.hiddenSize
    let entry = model.block.hasUngatedFeedForward ? width : 2 * width
    let shared = experts.sharedFeedForwardSize > 0 ? model.hiddenSize : 0
    return experts.used * (max(entry, outer) + max(width, outer)) + outer + shared
  }

  private static func attention(
    _ model: LanguageModel, _ layer: Int, _ ranks: TensorRanks
  ) -> Int64 {
    let heads = model.heads(inLayer: layer)
    guard let latent = model.latent else {
      let queries = (model.block.hasGatedAttention ? 3 : 2) * heads.queryWidth / ranks.count
      return queries + ranks.kvHeads(heads.kvHeads) * (heads.keySize + heads.valueSize)
    }
    // Queries, keys and values unpacked for all heads, keys joined with their positions, the result.
    let head = 2 * heads.keySize + latent.nopeSize + 2 * latent.valueSize
    return heads.queryHeads * head / ranks.count + latent.queryRank + latent.cachedWidth
  }
}
