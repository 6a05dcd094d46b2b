internal import Sizing

/// Norms, biases and scales beside the norms of the stream: names and sizes of llama.cpp's
/// `llama-arch.cpp` and `src/models`.
extension ExpectedTensor {
  /// Those of no layer.
  static func small(in model: LanguageModel) -> [ExpectedTensor] {
    var list = SmallTensors(nil)
    let block = model.block
    if block.hasNormBias { list.add("output_norm.bias", [model.hiddenSize]) }
    list.add(
      "output.bias", [model.vocabularySize], isRequired: model.architecture.block.hasLogitBias)
    if model.perLayerSize > 0 { list.add("per_layer_proj_norm.weight", [model.perLayerSize]) }
    if block.hasConnectedStreams {
      list.add("output_hc_base.weight", [HyperConnections.streams])
      list.add("output_hc_scale.weight", [1])
    }
    return list.tensors
  }

  /// Those of a layer.
  static func small(ofLayer layer: Int, in model: LanguageModel) -> [ExpectedTensor] {
    var list = SmallTensors(layer)
    let parts = model.parts(ofLayer: layer)
    if parts.contains(.attention) {
      if let compressed = model.compressed {
        list.add(compressed, layer, in: model)
      } else if let latent = model.latent {
        list.add(latent, layer, in: model)
      } else {
        list.addHeads(layer, in: model)
      }
    }
    if let shape = model.recurrence, parts.contains(.recurrence) { list.add(shape, in: model) }
    list.addFeedForward(parts, layer, in: model)
    list.addStreams(in: model)
    return list.tensors
  }
}

/// Small tensors of a layer, or of none.
private struct SmallTensors {
  let layer: Int?
  private(set) var tensors: [ExpectedTensor] = []

  init(_ layer: Int?) { self.layer = layer }

  mutating func add(_ name: String, _ shape: [Int64], isRequired: Bool = true) {
    let role = GGUFTensorRole.place(of: "blk.0." + name).role
    tensors.append(
      ExpectedTensor([name], ofLayer: layer, role, shape, isRequired: isRequired))
  }

  /// Attention with plain heads.
  mutating func addHeads(_ layer: Int, in model: LanguageModel) {
    let (block, heads) = (model.block, model.heads(inLayer: layer))
    let gated: Int64 = block.hasGatedAttention ? 2 : 1
    let query = gated * heads.queryWidth
    for (name, size) in [
      ("q", query), ("k", heads.keyWidth), ("v", heads.valueWidth),
      ("qkv", query + heads.keyWidth + heads.valueWidth),
    ] {
      // Each loader of plain heads takes these as they come.
      add("attn_\(name).bias", [size], isRequired: false)
    }
    add(
      "attn_output.bias", [model.hiddenSize],
      isRequired: ExpectedTensor.needsOutputBias(model.architecture))
    if block.hasSinks { add("attn_sinks.weight", [heads.queryHeads]) }
    let borrows = ExpectedTensor.borrows(layer, in: model)
    switch block.queryKeyNorm {
    case .none: break
    case .head:
      add("attn_q_norm.weight", [heads.keySize])
      add("attn_k_norm.weight", [heads.keySize], isRequired: !borrows)
    case .width:
      add("attn_q_norm.weight", [heads.queryWidth])
      add("attn_k_norm.weight", [heads.keyWidth])
    case .eachHead:
      add("attn_q_norm.weight", [heads.keySize, heads.queryHeads])
      add("attn_k_norm.weight", [heads.keySize, heads.kvHeads])
    }
    if block.hasNormBias, block.hasAttentionNorm { add("attn_norm.bias", [model.hiddenSize]) }
  }

  mutating func add(_ latent: LatentAttention, _ layer: Int, in model: LanguageModel) {
    if latent.queryRank > 0 { add("attn_q_a_norm.weight", [latent.queryRank]) }
    add("attn_kv_a_norm.weight", [latent.keyValueRank])
    guard let indexer = latent.indexer, indexer.serves(layer: layer) else { return }
    let isRequired = model.architecture != .glmDSA
    add("indexer.k_norm.weight", [indexer.keySize], isRequired: isRequired)
    add("indexer.k_norm.bias", [indexer.keySize], isRequired: isRequired)
  }

  mutating func add(_ compressed: CompressedAttention, _ layer: Int, in model: LanguageModel) {
    add("attn_sinks.weight", [model.queryHeads])
    add("attn_q_a_norm.weight", [compressed.queryRank])
    add("attn_kv_a_norm.weight", [model.keyHeadSize])
    let compression = compressed.layers[layer]
    if compression != .none { add("attn_compressor_norm.weight", [model.keyHeadSize]) }
    if compression == .fine {
      add("indexer_compressor_norm.weight", [compressed.indexer.keySize])
    }
  }

  mutating func add(_ shape: Recurrence, in model: LanguageModel) {
    switch shape.kind {
    case .shortConvolution: break
    case .gatedDeltaNet:
      add("ssm_a", [shape.heads])
      add("ssm_dt.bias", [shape.heads])
      add("ssm_norm.weight", [shape.headSize])
    case .kimiDelta:
      add("ssm_a", [shape.heads])
      add("ssm_dt.bias", [shape.innerWidth])
      add("ssm_norm.weight", [shape.headSize])
    case .mamba2:
      add("ssm_conv1d.bias", [shape.convolutionChannels], isRequired: false)
      add("ssm_dt.bias", [shape.heads])
      add("ssm_a", [shape.heads])
      add("ssm_d", [shape.heads])
      if model.block.hasRecurrentNorm, shape.groups > 0 {
        add("ssm_norm.weight", [shape.innerWidth / shape.groups, shape.groups])
      }
    }
  }

  mutating func addFeedForward(_ parts: LayerParts, _ layer: Int, in model: LanguageModel) {
    let (block, hidden) = (model.block, model.hiddenSize)
    if block.hasNormBias, block.hasFeedForwardNorm { add("ffn_norm.bias", [hidden]) }
    if parts.contains(.feedForward),
      let down = model.tensors(ofLayer: layer).first(where: { $0.role == .feedForwardDown })
    {
      let isRequired = block.hasFeedForwardBias
      if !block.hasUngatedFeedForward {
        add("ffn_gate.bias", [down.rowLength], isRequired: isRequired)
      }
      if !block.fusesGateUp { add("ffn_up.bias", [down.rowLength], isRequired: isRequired) }
      add("ffn_down.bias", [hidden], isRequired: isRequired)
    }
    guard let experts = model.experts, parts.contains(.experts) else { return }
    if block.hasDenseBesideExperts {
      add("ffn_gate_inp.scale", [hidden])
      for name in ["pre_ffw_norm_2", "post_ffw_norm_1", "post_ffw_norm_2"] {
        add(name + ".weight", [hidden])
      }
    }
    if block.hasRouterBias { add("ffn_gate_inp.bias", [experts.count]) }
    if block.hasExpertSelectionBias, layer >= experts.hashedLayers {
      add(
        "exp_probs_b.bias", [experts.count],
        isRequired: ExpectedTensor.needsSelectionBias(model.architecture))
    }
    if block.hasExpertBiases {
      add("ffn_gate_exps.bias", [experts.feedForwardSize, experts.count])
      add("ffn_up_exps.bias", [experts.feedForwardSize, experts.count])
      add("ffn_down_exps.bias", [hidden, experts.count])
    }
    if block.hasSharedExpertGate, experts.sharedFeedForwardSize > 0 {
      add("ffn_gate_inp_shexp.weight", [hidden])
    }
  }

  /// Scales and norms of layers with inputs of their own, or with several residual streams.
  mutating func addStreams(in model: LanguageModel) {
    let (block, hidden) = (model.block, model.hiddenSize)
    if block.hasLayerScale { add("layer_output_scale.weight", [1], isRequired: false) }
    if model.perLayerSize > 0 { add("post_norm.weight", [hidden]) }
    if block.hasAlternatingStreams {
      for name in ["altup_correct_scale", "altup_router_norm", "laurel_post_norm"] {
        add(name + ".weight", [hidden])
      }
    }
    if block.hasConnectedStreams {
      for part in ["attn", "ffn"] {
        add("hc_\(part)_base.weight", [HyperConnections.mixes])
        add("hc_\(part)_scale.weight", [3])
      }
    }
  }
}
