import Sizing

/// The names of a layer's norms and biases beside the norms of the stream, by their sizes.
struct SmallNames {
  private var sizes: [(name: String, shape: [Int64])] = []

  init(_ model: LanguageModel, _ layer: Int) {
    let parts = model.parts(ofLayer: layer)
    if parts.contains(.attention), model.compressed == nil, model.latent == nil {
      addHeads(model.heads(inLayer: layer), in: model)
    }
    if let latent = model.latent {
      add("attn_q_a_norm.weight", latent.queryRank)
      add("attn_kv_a_norm.weight", latent.keyValueRank)
      add("indexer.k_norm.weight", latent.indexer?.keySize ?? 0)
      add("indexer.k_norm.bias", latent.indexer?.keySize ?? 0)
    }
    if let compressed = model.compressed {
      add("attn_sinks.weight", model.queryHeads)
      add("attn_q_a_norm.weight", compressed.queryRank)
      add("attn_kv_a_norm.weight", model.keyHeadSize)
      add("attn_compressor_norm.weight", model.keyHeadSize)
      add("indexer_compressor_norm.weight", compressed.indexer.keySize)
    }
    if let shape = model.recurrence, parts.contains(.recurrence) { addState(shape) }
    addFeedForward(parts, layer, in: model)
    addStreams(in: model)
  }

  /// The names that a tensor may have, in the order in which the engine lists such tensors.
  func names(of tensor: Tensor) -> [String] {
    let shape = [tensor.rowLength, tensor.rows].filter { $0 != 1 }
    return sizes.filter { size in
      let isBias = tensor.role == .bias
      let fits = size.shape == shape || [size.shape.reduce(1, *)] == shape
      return fits && isBias == Self.isBias(size.name)
    }.map(\.name)
  }

  private static func isBias(_ name: String) -> Bool {
    name.hasSuffix(".bias") || name.hasPrefix("hc_") || name.hasPrefix("attn_sinks")
  }

  private mutating func add(_ name: String, _ shape: Int64...) {
    sizes.append((name, shape.filter { $0 != 1 }))
  }

  private mutating func addHeads(_ heads: HeadShape, in model: LanguageModel) {
    if model.block.hasNormBias { add("attn_norm.bias", model.hiddenSize) }
    if model.block.hasNormBias { add("ffn_norm.bias", model.hiddenSize) }
    switch model.block.queryKeyNorm {
    case .none: break
    case .head:
      add("attn_q_norm.weight", heads.keySize)
      add("attn_k_norm.weight", heads.keySize)
    case .width:
      add("attn_q_norm.weight", heads.queryWidth)
      add("attn_k_norm.weight", heads.keyWidth)
    case .eachHead:
      add("attn_q_norm.weight", heads.keySize, heads.queryHeads)
      add("attn_k_norm.weight", heads.keySize, heads.kvHeads)
    }
    if model.block.hasSinks { add("attn_sinks.weight", heads.queryHeads) }
    if model.block.hasQueryKeyValueBias {
      add("attn_q.bias", heads.queryWidth)
      add("attn_k.bias", heads.keyWidth)
      add("attn_v.bias", heads.valueWidth)
      add("attn_qkv.bias", heads.queryWidth + heads.keyWidth + heads.valueWidth)
    }
    if model.block.hasAttentionOutputBias { add("attn_output.bias", model.hiddenSize) }
  }

  private mutating func addState(_ shape: Recurrence) {
    add("ssm_conv1d.bias", shape.convolutionChannels)
    add("ssm_dt.bias", shape.kind == .kimiDelta ? shape.innerWidth : shape.heads)
    add("ssm_a", shape.heads)
    add("ssm_d", shape.heads)
    if shape.kind == .mamba2 {
      add("ssm_norm.weight", shape.innerWidth / max(shape.groups, 1), shape.groups)
    } else {
      add("ssm_norm.weight", shape.headSize)
    }
  }

  private mutating func addFeedForward(_ parts: LayerParts, _ layer: Int, in model: LanguageModel) {
    if model.block.hasFeedForwardBias {
      if !model.block.hasUngatedFeedForward { add("ffn_gate.bias", model.feedForwardSize) }
      add("ffn_up.bias", model.feedForwardSize)
      add("ffn_down.bias", model.hiddenSize)
    }
    guard let experts = model.experts, parts.contains(.experts) else { return }
    if model.block.hasRouterBias { add("ffn_gate_inp.bias", experts.count) }
    add("exp_probs_b.bias", experts.count)
    if model.block.hasDenseBesideExperts {
      for name in ["pre_ffw_norm_2.weight", "post_ffw_norm_1.weight", "post_ffw_norm_2.weight"] {
        add(name, model.hiddenSize)
      }
      add("ffn_gate_inp.scale", model.hiddenSize)
    }
    if model.block.hasSharedExpertGate { add("ffn_gate_inp_shexp.weight", model.hiddenSize) }
  }

  private mutating func addStreams(in model: LanguageModel) {
    if model.block.hasLayerScale { add("layer_output_scale.weight", 1) }
    if model.perLayerSize > 0 { add("post_norm.weight", model.hiddenSize) }
    if model.block.hasAlternatingStreams {
      add("altup_router_norm.weight", model.hiddenSize)
      add("altup_correct_scale.weight", model.hiddenSize)
      add("laurel_post_norm.weight", model.hiddenSize)
    }
    if model.block.hasConnectedStreams {
      for part in ["attn", "ffn"] {
        add("hc_\(part)_base.weight", HyperConnections.mixes)
        add("hc_\(part)_scale.weight", 3)
      }
    }
  }
}
