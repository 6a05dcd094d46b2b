internal import Sizing

extension GGUFShapeReading {
  /// The block of the architecture, with the biases and norms that its first layers have.
  func readBlock(
    _ architecture: Architecture, _ pattern: LayerPattern, _ experts: Experts?,
    _ sharedCache: SharedCache?
  ) -> BlockLayout {
    var block = kind.origin == .tensors ? inferredBlock() : kind.block(layers: layers)
    if !architecture.hasLatentAttention {
      readAttention(&block, architecture, layer: attentionLayer(pattern))
    }
    if architecture == .llama4 {
      // The loader tells Maverick, which has no such norms, by its experts.
      block.normsTurnedHeads = experts?.count != 128
    }
    if architecture == .falconH1, shapes["blk.0.ssm_in.weight"] != nil {
      block.hasRecurrentNorm = shapes["blk.0.ssm_norm.weight"] != nil
    }
    if !block.hasFeedForwardBias, !block.hasUngatedFeedForward, !block.fusesGateUp {
      block.hasFeedForwardBias = ["gate", "up", "down"].allSatisfy { part in
        shapes["blk.0.ffn_\(part).bias"] != nil
      }
    }
    // Where a table gives the experts, nothing is chosen.
    let router = ((experts?.hashedLayers ?? 0)..<max(layers, experts?.hashedLayers ?? 0)).first {
      shapes["blk.\($0).ffn_gate_inp.weight"] != nil
    }
    if let router, block.hasExpertSelectionBias, !ExpectedTensor.needsSelectionBias(architecture) {
      block.hasExpertSelectionBias = shapes["blk.\(router).exp_probs_b.bias"] != nil
    }
    if block.dropsUnusedKeyAndValue, let sharedCache {
      block.hasUnusedKeyAndValue = holdsKeys(inLayers: layers - sharedCache.layers..<layers)
    }
    return block
  }

  /// Whether one of some layers has a projection for keys.
  private func holdsKeys(inLayers layers: Range<Int>) -> Bool {
    layers.contains { shapes["blk.\($0).attn_k.weight"] != nil }
  }

  private func attentionLayer(_ pattern: LayerPattern) -> Int {
    switch pattern {
    case .uniform: 0
    case .fullEvery(let step): max(step - 1, 0)
    case .listed(let mixers): mixers.firstIndex(of: .attention) ?? 0
    }
  }

  private func readAttention(
    _ block: inout BlockLayout, _ architecture: Architecture, layer: Int
  ) {
    let name = "blk.\(layer)."
    guard shapes[name + "attn_q.weight"] != nil || shapes[name + "attn_qkv.weight"] != nil else {
      return
    }
    block.fusesQueryKeyValue = shapes[name + "attn_qkv.weight"] != nil
    block.hasQueryKeyValueBias =
      shapes[name + "attn_q.bias"] != nil || shapes[name + "attn_qkv.bias"] != nil
    // Where the loader asks for it, it counts whether it is there or not.
    if !block.hasAttentionOutputBias {
      block.hasAttentionOutputBias = shapes[name + "attn_output.bias"] != nil
    }
    if !block.hasLogitBias { block.hasLogitBias = shapes["output.bias"] != nil }
    readQueryKeyNorm(&block, architecture, shapes[name + "attn_q_norm.weight"])
    if block.fullLayersShareKeyAndValue {
      block.fullLayersShareKeyAndValue = (0..<layers).contains {
        shapes["blk.\($0).attn_k.weight"] != nil && shapes["blk.\($0).attn_v.weight"] == nil
      }
    }
  }

  /// Takes the norms of queries and keys that a file has where its family does with or without them; a
  /// family that has them keeps them.
  private func readQueryKeyNorm(
    _ block: inout BlockLayout, _ architecture: Architecture, _ norm: [Int64]?
  ) {
    guard let norm else {
      if !ExpectedTensor.needsQueryKeyNorm(architecture) { block.queryKeyNorm = .none }
      return
    }
    guard block.queryKeyNorm == .none else { return }
    block.queryKeyNorm = norm.count > 1 ? .eachHead : .head
  }
}
