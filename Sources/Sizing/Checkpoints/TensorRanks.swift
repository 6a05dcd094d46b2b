/// How many cards share each matrix of a model, and the part of it that one of them holds.
///
/// Matrices into a wider space are cut by rows (outputs), those back to the stream by columns
/// (inputs), embedding and output matrix by the vocabulary, which is padded to a multiple of 64.
/// Norms, biases, routers and the narrow matrices of latent attention are on every rank. Where there
/// are more ranks than key and value heads, several ranks hold the same head.
package struct TensorRanks: Sendable, Equatable {
  /// The model.
  let model: LanguageModel
  /// Cards that share each matrix.
  package let count: Int64

  /// Checks that the ranks divide the model.
  package init(_ model: LanguageModel, count: Int64) throws(RuntimeFault) {
    guard count >= 1, count <= 64 else { throw .cardCountOutOfRange }
    self.model = model
    self.count = count
    if model.architecture.hasAttention {
      try check(model.queryHeads, .queryHeads)
      try checkHeads(model.kvHeads)
    }
    if let full = model.window?.fullKVHeads { try checkHeads(full) }
    try check(model.feedForwardSize, .feedForwardSize)
    for size in model.feedForwardSizes { try check(size, .feedForwardSize) }
    if let wide = model.sharedCache?.feedForwardSize { try check(wide, .feedForwardSize) }
    if let experts = model.experts {
      try check(experts.feedForwardSize, .expertFeedForwardSize)
      try check(experts.sharedFeedForwardSize, .sharedExpertFeedForwardSize)
    }
    try check(paddedVocabulary, .vocabulary)
    if let recurrence = model.recurrence {
      // A short convolution is cut by its channels, which make no heads.
      if recurrence.kind == .shortConvolution {
        try check(recurrence.convolutionChannels, .recurrentChannels)
      } else {
        try check(recurrence.heads, .recurrentHeads)
        if recurrence.wholeChannels == 0 { try check(recurrence.groups, .recurrentGroups) }
      }
    }
  }

  /// The model whole on one card.
  init(whole model: LanguageModel) {
    self.model = model
    count = 1
  }

  private func check(_ size: Int64, _ name: RankedSize) throws(RuntimeFault) {
    guard size % count == 0 else { throw .ranksDoNotDivide(name) }
  }

  private func checkHeads(_ heads: Int64) throws(RuntimeFault) {
    guard heads % count == 0 || count % heads == 0 else { throw .ranksDoNotDivide(.kvHeads) }
  }

  /// Rows of embedding and output matrix over all ranks, on one card too.
  ///
  /// Source: `VocabParallelEmbedding` in vLLM's `model_executor/layers/vocab_parallel_embedding.py` (2026).
  private var paddedVocabulary: Int64 { model.vocabularySize.rounded(upTo: 64) }

  /// Key and value heads of a rank: at least one.
  package func kvHeads(_ heads: Int64) -> Int64 { max(1, heads / count) }

  /// The part of a layer's tensor that one rank holds.
  func part(of tensor: Tensor, inLayer layer: Int) -> Tensor {
    guard count > 1 else { return tensor }
    let parts = model.parts(ofLayer: layer)
    let isRecurrent = parts.contains(.recurrence) && !parts.contains(.attention)
    switch tensor.role {
    case .attentionKey, .attentionValue:
      if isRecurrent { return tensor.rows(tensor.rows / count) }
      let heads = model.heads(inLayer: layer).kvHeads
      return tensor.rows(tensor.rows / heads * kvHeads(heads))
    case .attentionQueryKeyValue:
      if isRecurrent || !model.block.fusesQueryKeyValue {
        return tensor.rows(tensor.rows / count)
      }
      let heads = model.heads(inLayer: layer)
      let shared = kvHeads(heads.kvHeads) * (heads.keySize + heads.valueSize)
      return tensor.rows(heads.queryWidth / count + shared)
    case .recurrentInput, .convolution:
      let whole = model.recurrence?.wholeChannels ?? 0
      return tensor.rows((tensor.rows - whole) / count + whole)
    case .attentionQuery, .feedForwardGate, .feedForwardUp, .expertGate, .expertUp,
      .latentQueryUp, .latentKeyValueUp, .recurrentGate, .recurrentRate, .recurrentDecay,
      .channelDecayUp, .channelGateUp:
      return tensor.rows(tensor.rows / count)
    case .attentionOutput, .feedForwardDown, .expertDown, .recurrentOutput:
      return Tensor(
        tensor.role, tensor.rowLength / count, tensor.rows, slices: tensor.slices)
    case .latentKeyUp, .latentValueUp:
      return Tensor(tensor.role, tensor.rowLength, tensor.rows, slices: tensor.slices / count)
    default: return tensor
    }
  }

  /// The part of the embedding or the output matrix that one rank holds.
  func vocabularyPart(of tensor: Tensor) -> Tensor { tensor.rows(paddedVocabulary / count) }
}

extension Tensor {
  /// The same with another number of rows.
  fileprivate func rows(_ rows: Int64) -> Tensor {
    Tensor(role, rowLength, rows, slices: slices)
  }
}
