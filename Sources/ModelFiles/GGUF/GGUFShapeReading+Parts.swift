internal import Sizing

extension GGUFShapeReading {
  /// Reads latent attention with its indexer; `nil` for plain heads.
  ///
  /// Files from before llama.cpp cached compressed rows lack the sizes of a head and are refused.
  mutating func readLatent(_ architecture: Architecture) -> LatentAttention? {
    guard architecture.hasLatentAttention else { return nil }
    let rank = required("attention.kv_lora_rank")
    let key = required("attention.key_length_mla")
    let value = required("attention.value_length_mla")
    let rope = required("rope.dimension_count")
    let query = optional("attention.q_lora_rank") ?? 0
    let indexer = readIndexer(architecture)
    guard let rank, let key, let value, let rope else { return nil }
    guard rope < key else {
      _ = refuse("rope.dimension_count", "expected fewer than the \(key) elements of a head")
      return nil
    }
    return LatentAttention(
      queryRank: query, keyValueRank: rank, nopeSize: key - rope, ropeSize: rope, valueSize: value,
      indexer: indexer)
  }

  private mutating func readIndexer(_ architecture: Architecture) -> SparseIndexer? {
    guard architecture.hasIndexer else { return nil }
    let heads = required("attention.indexer.head_count")
    let size = required("attention.indexer.key_length")
    let chosen = required("attention.indexer.top_k")
    guard let heads, let size, let chosen else { return nil }
    return SparseIndexer(
      heads: heads, keySize: size, chosen: chosen, sharing: readSharing(architecture))
  }

  /// Which layers take the choice of a layer before them; empty where none does.
  ///
  /// GLM files that state a context of a million tokens and no types have those of GLM-5.2: after
  /// two layers, one in four makes its own choice.
  private mutating func readSharing(_ architecture: Architecture) -> [Bool] {
    guard architecture == .glmDSA else { return [] }
    var sharing: [Bool]
    if let types = perLayer("attention.indexer.types") {
      sharing = types.map { $0 == 0 }
    } else if optional("context_length") ?? 0 >= 1_048_576 {
      sharing = (0..<layers).map { $0 >= 2 && ($0 - 2) % 4 != 0 }
    } else {
      sharing = []
    }
    if !sharing.contains(true) { sharing = [] }
    return sharing
  }

  /// Reads the shape of layers that keep a state; `nil` where the family has none.
  mutating func readRecurrence(
    _ architecture: Architecture, heads: Int64, hidden: Int64
  ) -> Recurrence? {
    guard let kind = architecture.recurrenceKind else { return nil }
    let widest: Int64 = 1 << 20
    if kind == .shortConvolution {
      guard let taps = required("shortconv.l_cache") else { return nil }
      return Recurrence(
        kind: kind, heads: 1, headSize: hidden, stateSize: 0, convolutionChannels: hidden,
        convolutionWidth: taps)
    }
    if kind == .kimiDelta {
      guard let size = required("kda.head_dim"), let taps = required("ssm.conv_kernel"),
        size < widest, heads < widest
      else { return nil }
      return Recurrence(
        kind: kind, heads: heads, headSize: size, stateSize: size,
        convolutionChannels: 3 * heads * size, convolutionWidth: taps)
    }
    let inner = required("ssm.inner_size")
    let state = required("ssm.state_size")
    let count = required("ssm.time_step_rank")
    let groups = required("ssm.group_count")
    let taps = required("ssm.conv_kernel")
    guard let inner, let state, let count, let groups, let taps else { return nil }
    guard count > 0, inner % count == 0, max(inner, state, groups) < widest else {
      _ = refuse("ssm.inner_size", "expected a multiple of the \(count) heads of the state")
      return nil
    }
    return Recurrence(
      kind: kind, heads: count, headSize: inner / count, stateSize: state,
      convolutionChannels: inner + 2 * groups * state, convolutionWidth: taps)
  }

  /// Reads the routed and shared experts; `nil` for a dense model.
  mutating func readExperts(_ architecture: Architecture) -> Experts? {
    guard let count = optional("expert_count"), count > 0 else { return nil }
    guard let used = required("expert_used_count") else { return nil }
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
  private mutating func expertWidth() -> Int64? {
    optional("expert_feed_forward_length") ?? rows(of: "ffn_up_exps")
      ?? required("feed_forward_length")
  }

  /// Width of all experts that every token uses, together.
  private mutating func sharedWidth(_ architecture: Architecture, _ width: Int64) -> Int64 {
    // Llama 4 has one of the routed ones' width, which no entry says.
    if architecture == .llama4 { return width }
    if let stated = optional("expert_shared_feed_forward_length"), stated > 0 { return stated }
    if let rows = rows(of: "ffn_up_shexp") { return rows }
    let (all, overflows) = (optional("expert_shared_count") ?? 0)
      .multipliedReportingOverflow(by: width)
    return overflows ? .max : all
  }

  /// Rows of the first tensor of a name that a layer has.
  private func rows(of name: String) -> Int64? {
    for layer in 0..<layers {
      if let shape = shapes["blk.\(layer).\(name).weight"], shape.count > 1 { return shape[1] }
    }
    return nil
  }

  /// Reads which layers have no cache of their own; `nil` where all have one.
  ///
  /// Of Gemma 3n the loader knows that the first 20 have one.
  mutating func readSharedCache(_ architecture: Architecture) -> SharedCache? {
    guard architecture.canShareCaches else { return nil }
    let stated = Int(min(optional("attention.shared_kv_layers") ?? 0, Int64(layers)))
    let shared = architecture == .gemma3n ? max(layers - 20, 0) : stated
    guard shared > 0 else { return nil }
    var width: Int64?
    if let widths = perLayer("feed_forward_length"), let own = widths.first, let last = widths.last,
      own != last
    {
      let first = layers - shared
      guard widths[..<first].allSatisfy({ $0 == own }), widths[first...].allSatisfy({ $0 == last })
      else {
        if let entry = entry("feed_forward_length") { reportUncovered(.layerwiseShapes, entry) }
        return nil
      }
      width = last
    }
    return SharedCache(layers: shared, feedForwardSize: width)
  }

  /// Reads the width of the dense feed-forward part; zero when no layer has one.
  mutating func readFeedForward(
    _ architecture: Architecture, _ experts: Experts?, _ pattern: LayerPattern,
    _ sharedCache: SharedCache?
  ) -> Int64 {
    if architecture.canHaveUnlikeLayers { return perLayer("feed_forward_length")?.max() ?? 0 }
    if sharedCache?.feedForwardSize != nil { return perLayer("feed_forward_length")?.first ?? 0 }
    if case .listed(let mixers) = pattern, architecture.block.mixersStandAlone {
      let widths = perLayer("feed_forward_length") ?? []
      let dense = Set(zip(mixers, widths).filter { $0.0 == .feedForward }.map(\.1))
      if dense.count > 1, let entry = entry("feed_forward_length") {
        reportUncovered(.layerwiseShapes, entry)
      }
      return dense.first ?? 0
    }
    if let experts, experts.leadingDenseLayers == 0, experts.layerStep == 1,
      !architecture.block.hasDenseBesideExperts
    {
      return 0
    }
    return required("feed_forward_length") ?? 0
  }

  /// The block of the architecture, with the biases and norms that its first layers have.
  func readBlock(
    _ architecture: Architecture, _ pattern: LayerPattern, _ experts: Experts?
  ) -> BlockLayout {
    var block = architecture.block
    if !architecture.hasLatentAttention { readAttention(&block, layer: attentionLayer(pattern)) }
    if architecture == .llama4 {
      // The loader tells Maverick, which has no such norms, by its experts.
      block.normsTurnedHeads = experts?.count != 128
    }
    if architecture == .falconH1, shapes["blk.0.ssm_in.weight"] != nil {
      block.hasRecurrentNorm = shapes["blk.0.ssm_norm.weight"] != nil
    }
    // Where a table gives the experts, nothing is chosen.
    let router = ((experts?.hashedLayers ?? 0)..<max(layers, experts?.hashedLayers ?? 0)).first {
      shapes["blk.\($0).ffn_gate_inp.weight"] != nil
    }
    if let router, block.hasExpertSelectionBias {
      block.hasExpertSelectionBias = shapes["blk.\(router).exp_probs_b.bias"] != nil
    }
    return block
  }

  private func attentionLayer(_ pattern: LayerPattern) -> Int {
    switch pattern {
    case .uniform: 0
    case .fullEvery(let step): max(step - 1, 0)
    case .listed(let mixers): mixers.firstIndex(of: .attention) ?? 0
    }
  }

  private func readAttention(_ block: inout BlockLayout, layer: Int) {
    let name = "blk.\(layer)."
    guard shapes[name + "attn_q.weight"] != nil || shapes[name + "attn_qkv.weight"] != nil else {
      return
    }
    block.fusesQueryKeyValue = shapes[name + "attn_qkv.weight"] != nil
    block.hasQueryKeyValueBias =
      shapes[name + "attn_q.bias"] != nil || shapes[name + "attn_qkv.bias"] != nil
    block.hasAttentionOutputBias = shapes[name + "attn_output.bias"] != nil
    block.hasLogitBias = shapes["output.bias"] != nil
    if let norm = shapes[name + "attn_q_norm.weight"] {
      if norm.count > 1 { block.queryKeyNorm = .eachHead }
      if norm.count == 1, block.queryKeyNorm == .none { block.queryKeyNorm = .head }
    } else {
      block.queryKeyNorm = .none
    }
    if block.fullLayersShareKeyAndValue {
      block.fullLayersShareKeyAndValue = (0..<layers).contains {
        shapes["blk.\($0).attn_k.weight"] != nil && shapes["blk.\($0).attn_v.weight"] == nil
      }
    }
  }

  /// Notes entries that state what the architecture's graph, as the engine has it, has not.
  mutating func reportUncovered(_ architecture: Architecture) {
    var features: [(key: String, feature: ModelFeature)] = []
    if !architecture.canShareCaches {
      features.append(("embedding_length_per_layer_input", .perLayerEmbeddings))
      features.append(("attention.shared_kv_layers", .sharedCache))
    }
    if !architecture.hasLatentAttention {
      features.append(("attention.kv_lora_rank", .latentAttention))
    }
    if !architecture.hasIndexer, !architecture.hasCompressedAttention {
      features.append(("attention.indexer.top_k", .sparseIndexer))
    }
    if architecture.recurrenceKind == nil { features.append(("ssm.state_size", .stateSpace)) }
    switch architecture {
    case .llama, .qwen3moe, .phimoe, .gptOSS, .granite, .gemma4, .mistral3:
      features.append(("expert_shared_count", .sharedExperts))
      features.append(("expert_shared_feed_forward_length", .sharedExperts))
    default: break
    }
    for (key, feature) in features {
      guard let entry = entry(key), case .integer(let value) = entry.value, value > 0 else {
        continue
      }
      reportUncovered(feature, entry)
    }
    if architecture != .llama4, let entry = entry("interleave_moe_layer_step"),
      case .integer(let value) = entry.value, value > 1
    {
      reportUncovered(.scatteredExperts, entry)
    }
  }
}
