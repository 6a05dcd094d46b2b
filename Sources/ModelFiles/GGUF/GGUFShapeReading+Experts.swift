internal import Sizing

extension GGUFShapeReading {
  /// Reads the routed and shared experts; `nil` for a dense model.
  mutating func readExperts(_ architecture: Architecture) -> Experts? {
    guard let count = optional("expert_count"), count > 0 else { return nil }
    guard let used = required("expert_used_count") else { return nil }
    if kind.origin == .tensors { return inferredExperts(count: count, used: used) }
    let dense = optional("leading_dense_block_count") ?? 0
    guard let width = expertWidth() else { return nil }
    let step = optional("interleave_moe_layer_step") ?? 1
    let hashed = architecture.hasCompressedAttention ? optional("hash_layer_count") ?? 0 : 0
    return Experts(
      count: count, used: used, feedForwardSize: width,
      leadingDenseLayers: Int(min(max(dense, 0), 1024)),
      sharedFeedForwardSize: sharedWidth(architecture, width),
      layerStep: Int(min(max(step, 1), 1024)), latentSize: optional("moe_latent_size") ?? 0,
      hashedLayers: Int(min(max(hashed, 0), 1024)))
  }

  /// Width of a routed expert: stated, that of the tensors, or that of the feed-forward part.
  mutating func expertWidth() -> Int64? {
    optional("expert_feed_forward_length") ?? rows(of: "ffn_up_exps")
      ?? required("feed_forward_length")
  }

  /// Width of all experts that every token uses, together: what the loader makes of the entries, however
  /// wide the tensors are.
  private mutating func sharedWidth(_ architecture: Architecture, _ width: Int64) -> Int64 {
    switch architecture {
    // One of the routed ones' width, which no entry says.
    case .llama4: return width
    case .deepseek2, .mistral4, .deepseek32, .glmDSA, .deepseek4, .glm4moe, .kimiLinear:
      var count = required("expert_shared_count") ?? 0
      if architecture == .kimiLinear { count = max(count, 1) }
      let (all, overflows) = count.multipliedReportingOverflow(by: width)
      return overflows ? .max : all
    case .qwen2moe, .qwen3next, .qwen35moe, .hunyuanMoE:
      if let stated = optional("expert_shared_feed_forward_length"), stated > 0 { return stated }
      return optional("feed_forward_length") ?? 0
    default: return optional("expert_shared_feed_forward_length") ?? 0
    }
  }

  /// Rows of the first tensor of a name that a layer has.
  private func rows(of name: String) -> Int64? {
    for layer in 0..<layers {
      if let shape = shapes["blk.\(layer).\(name).weight"], shape.count > 1 { return shape[1] }
    }
    return nil
  }
}
