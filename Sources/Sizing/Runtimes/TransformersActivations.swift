/// What is alive at once in transformers while a prompt is computed, in 16-bit elements for each token.
///
/// Beside a part's own results: the embedded tokens, the layer's input, the residual and the norm's
/// result (4 E). Python holds each until its name is bound anew or the call returns.
struct TransformersActivations: Sendable, Equatable {
  /// Elements for each token in the layer that has most.
  let elementsPerToken: Int64
  /// Elements of one feed-forward result, which is not yet alive while a kernel unpacks a matrix.
  let lateElements: Int64

  init(_ model: LanguageModel) {
    var widest: Int64 = 0
    var late: Int64 = 0
    func meet(_ elements: Int64, late width: Int64 = 0) {
      if elements > widest { (widest, late) = (elements, width) }
    }
    for layer in 0..<model.layers {
      let parts = model.parts(ofLayer: layer)
      if parts.contains(.attention) { meet(Self.attention(model, layer)) }
      if let recurrence = model.recurrence, parts.contains(.recurrence) {
        meet(3 * (recurrence.convolutionChannels + recurrence.innerWidth))
      }
      if parts.contains(.feedForward) || model.block.hasDenseBesideExperts {
        let width = model.feedForwardSize(inLayer: layer)
        meet(Self.dense(model, width), late: width)
      }
      if let experts = model.experts, parts.contains(.experts) {
        meet(Self.routed(model, experts))
        meet(Self.dense(model, experts.sharedFeedForwardSize) + model.hiddenSize)
      }
    }
    elementsPerToken = 4 * model.hiddenSize + widest
    lateElements = late
  }

  /// Gate after its activation, up, and their product; one matrix for both keeps the gate too.
  private static func dense(_ model: LanguageModel, _ width: Int64) -> Int64 {
    if model.block.hasUngatedFeedForward { return 2 * width }
    return (model.block.fusesGateUp ? 4 : 3) * width
  }

  /// Tokens gathered for the experts that they use, gate and up, activation and product; and the scores
  /// of all experts in 16 and 32 bits.
  private static func routed(_ model: LanguageModel, _ experts: Experts) -> Int64 {
    let outer = experts.latentSize > 0 ? experts.latentSize : model.hiddenSize
    let inner = (model.block.hasUngatedFeedForward ? 2 : 4) * experts.feedForwardSize
    return experts.used * (outer + inner) + model.hiddenSize + 5 * experts.count
  }

  /// Queries, keys and values, and three copies of the queries while they are turned by position.
  private static func attention(_ model: LanguageModel, _ layer: Int) -> Int64 {
    let heads = model.heads(inLayer: layer)
    if model.latent != nil { return 3 * heads.queryWidth + heads.keyWidth + 2 * heads.outputWidth }
    let gate = model.block.hasGatedAttention ? heads.queryWidth : 0
    return 4 * heads.queryWidth + gate + heads.keyWidth + heads.valueWidth
  }

  /// Bytes for so many tokens, with a matrix of so many bytes unpacked by its kernel.
  ///
  /// The matrix is there while the product before the last result is made, and gone afterwards.
  func bytes(tokens: Int64, unpacked: Int64) -> Int64 {
    let all = tokens.bounded(times: 2 * elementsPerToken)
    return all + max(0, unpacked - tokens.bounded(times: 2 * lateElements))
  }
}

extension Int64 {
  /// The product, or 2^54 where it is more: beyond every machine, and small enough to be added up.
  func bounded(times factor: Int64) -> Int64 {
    let (product, overflows) = multipliedReportingOverflow(by: factor)
    return overflows ? 1 << 54 : Swift.min(product, 1 << 54)
  }
}
