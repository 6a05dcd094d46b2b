extension PreparedCheckpoint {
  /// The weights of a rank in vLLM on a card: the files' part, and what vLLM adds to it in memory.
  ///
  /// They are exact where every kernel that it may choose on the card adds the same.
  func vllmWeights(_ ranks: TensorRanks, on card: Card) throws(RuntimeFault) -> RuntimeTerm {
    let bytes = try bytesPerRank(ranks.count) + unpackedLatentBytes(ranks)
    let counted = weights(bytes)
    let paddings = ExpertPaddings(on: card)
    let (low, high) = (expertPadding(paddings.low, ranks), expertPadding(paddings.high, ranks))
    let band = ByteBand(
      low: counted.bytes.low + low, mid: bytes + expertPadding(paddings.mid, ranks),
      high: counted.bytes.high + high)
    return RuntimeTerm(.weights, band, low == high ? counted.basis : .derived)
  }

  /// Bytes of the copies in 16 bits that vLLM keeps beside a rank's packed matrices from compressed rows to
  /// keys and values. Of matrices in 16 bits it keeps views, which take nothing.
  ///
  /// Source: `process_weights_after_loading` of `MLACommonImpl` in vLLM's
  /// `v1/attention/backends/mla/common.py` (2025-10), of `MLAAttention` since (2026).
  private func unpackedLatentBytes(_ ranks: TensorRanks) -> Int64 {
    guard model.latent != nil, layout.storage.bits < 16 else { return 0 }
    var bytes: Int64 = 0
    for layer in 0..<model.layers {
      for tensor in model.tensors(ofLayer: layer) {
        switch tensor.role {
        case .latentKeyUp, .latentValueUp, .latentKeyValueUp:
          guard layout.quantizes(tensor.role, inLayer: layer, of: model) else { continue }
          bytes += 2 * ranks.part(of: tensor, inLayer: layer).elements
        default: continue
        }
      }
    }
    return bytes
  }

  /// Bytes by which a rank's experts in MXFP4 are larger in vLLM than their part of the files.
  ///
  /// The biases of gate and up are cut there like the matrices, and rounded up too.
  private func expertPadding(_ padding: ExpertPadding, _ ranks: TensorRanks) -> Int64 {
    guard format == .mxfp4, let experts = model.experts else { return 0 }
    var added: Int64 = 0
    for layer in 0..<model.layers
    where layout.quantizes(.expertUp, inLayer: layer, of: model) {
      for tensor in model.tensors(ofLayer: layer) where tensor.role.isExpert {
        let part = ranks.part(of: tensor, inLayer: layer)
        let padded = padding.padded(part)
        added += layout.bytes(of: padded, inLayer: layer, of: model)
        added -= layout.bytes(of: part, inLayer: layer, of: model)
      }
      guard model.block.hasExpertBiases, model.parts(ofLayer: layer).contains(.experts) else {
        continue
      }
      let inner = (experts.feedForwardSize / ranks.count).rounded(upTo: padding.inner)
      let outer = model.hiddenSize.rounded(upTo: padding.outer)
      let rows = 2 * inner + outer - 2 * experts.feedForwardSize - model.hiddenSize
      added += layout.plainBytes * experts.count * rows
    }
    return added
  }
}
