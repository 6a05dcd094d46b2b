import ModelFiles
import Sizing
import TestSupport

/// A GGUF header with the entries that llama.cpp's converter writes for a shape, and its tensors.
struct ShapeGGUF {
  let model: LanguageModel
  var metadata: [(String, GGUFWriter.Value)] = []

  init(_ model: LanguageModel) {
    self.model = model
    metadata.append(("general.architecture", .text("\(model.architecture.name)")))
    addSizes()
    addHeads()
    addWindow()
    addExperts()
    addStates()
    addCompressed()
    addWhatLoadersRead()
  }

  /// The header's bytes.
  var bytes: [UInt8] { GGUFWriter.header(metadata: metadata, tensors: tensors) }

  private mutating func add(_ key: String, _ value: Int64) {
    metadata.append(("\(model.architecture.name).\(key)", .uint32(UInt32(value))))
  }

  private mutating func add(_ key: String, each values: [Int64]) {
    metadata.append(("\(model.architecture.name).\(key)", .integers(values.map { Int32($0) })))
  }

  private var layers: Range<Int> { 0..<model.layers }

  private func mixers() -> [LayerMixer] {
    layers.map { layer in
      let parts = model.parts(ofLayer: layer)
      if parts.contains(.attention) { return .attention }
      if parts.contains(.recurrence) { return .recurrence }
      return parts.contains(.experts) ? .experts : .feedForward
    }
  }

  private mutating func addSizes() {
    add("block_count", Int64(model.layers))
    add("embedding_length", model.hiddenSize)
    if model.pattern == .uniform || model.recurrence != nil {
      add("attention.head_count", model.architecture.hasAttention ? model.queryHeads : 0)
    } else {
      add("attention.head_count", each: mixers().map { $0 == .attention ? model.queryHeads : 0 })
    }
    if !model.feedForwardSizes.isEmpty {
      add("feed_forward_length", each: model.feedForwardSizes)
    } else if model.block.mixersStandAlone {
      let widths = mixers().map { mixer -> Int64 in
        switch mixer {
        case .feedForward: model.feedForwardSize
        case .experts: model.experts?.feedForwardSize ?? 0
        default: 0
        }
      }
      add("feed_forward_length", each: widths)
    } else if let shared = model.sharedCache, let width = shared.feedForwardSize {
      let own = model.layers - shared.layers
      add("feed_forward_length", each: layers.map { $0 < own ? model.feedForwardSize : width })
    } else {
      let expert = model.experts?.feedForwardSize ?? 0
      add("feed_forward_length", model.feedForwardSize > 0 ? model.feedForwardSize : expert)
    }
    // GLM files of a million tokens have indexers that share.
    add("context_length", 202_752)
  }

  private mutating func addHeads() {
    guard model.architecture.hasAttention else { return }
    if let latent = model.latent {
      add("attention.kv_lora_rank", latent.keyValueRank)
      if latent.queryRank > 0 { add("attention.q_lora_rank", latent.queryRank) }
      if !latent.cachesHeads {
        add("attention.key_length_mla", model.keyHeadSize)
        add("attention.value_length_mla", model.valueHeadSize)
      }
      add("attention.key_length", latent.cachesHeads ? model.keyHeadSize : latent.cachedWidth)
      add("attention.value_length", latent.cachesHeads ? model.valueHeadSize : latent.keyValueRank)
      add("rope.dimension_count", latent.ropeSize)
      if let indexer = latent.indexer {
        add("attention.indexer.head_count", indexer.heads)
        add("attention.indexer.key_length", indexer.keySize)
        add("attention.indexer.top_k", indexer.chosen)
      }
    } else {
      add("attention.key_length", model.window?.fullHeadSize ?? model.keyHeadSize)
      add("attention.value_length", model.window?.fullHeadSize ?? model.valueHeadSize)
    }
    let isMixed = model.recurrence.map { $0.kind != .gatedDeltaNet } ?? (model.pattern != .uniform)
    if isMixed || model.window?.fullKVHeads != nil {
      let counts = layers.map { layer -> Int64 in
        guard model.parts(ofLayer: layer).contains(.attention) else { return 0 }
        return model.latent == nil ? model.heads(inLayer: layer).kvHeads : 1
      }
      add("attention.head_count_kv", each: counts)
    } else {
      let cachesHeads = model.latent.map(\.cachesHeads) ?? true
      add("attention.head_count_kv", cachesHeads ? model.kvHeads : 1)
    }
  }

  private mutating func addWindow() {
    guard let window = model.window else { return }
    add("attention.sliding_window", window.tokens)
    guard model.architecture.canShareCaches else { return }
    add("embedding_length_per_layer_input", model.perLayerSize)
    add("attention.shared_kv_layers", Int64(model.sharedCache?.layers ?? 0))
    guard model.architecture == .gemma4 else { return }
    add("attention.key_length_swa", model.keyHeadSize)
    add("attention.value_length_swa", model.valueHeadSize)
    add(
      "attention.sliding_window_pattern",
      each: layers.map { window.limits(layer: $0) ? 1 : 0 })
  }

  private mutating func addExperts() {
    guard let experts = model.experts else { return }
    add("expert_count", experts.count)
    add("expert_used_count", experts.used)
    add("expert_feed_forward_length", experts.feedForwardSize)
    if experts.leadingDenseLayers > 0 {
      add("leading_dense_block_count", Int64(experts.leadingDenseLayers))
    }
    if model.architecture == .llama4 {
      add("interleave_moe_layer_step", Int64(experts.layerStep))
    }
    if experts.latentSize > 0 { add("moe_latent_size", experts.latentSize) }
    guard experts.sharedFeedForwardSize > 0, model.architecture != .llama4 else { return }
    if model.latent != nil || model.compressed != nil || model.architecture == .glm4moe {
      add("expert_shared_count", experts.sharedFeedForwardSize / experts.feedForwardSize)
    } else {
      add("expert_shared_feed_forward_length", experts.sharedFeedForwardSize)
    }
  }

  private mutating func addStates() {
    guard let shape = model.recurrence else { return }
    if shape.kind == .shortConvolution {
      add("shortconv.l_cache", shape.convolutionWidth)
      return
    }
    add("ssm.conv_kernel", shape.convolutionWidth)
    if shape.kind == .kimiDelta {
      add("kda.head_dim", shape.headSize)
      return
    }
    add("ssm.inner_size", shape.innerWidth)
    add("ssm.state_size", shape.stateSize)
    add("ssm.time_step_rank", shape.heads)
    add("ssm.group_count", shape.groups)
    if case .fullEvery(let step) = model.pattern, shape.kind == .gatedDeltaNet {
      add("full_attention_interval", Int64(step))
    }
  }

  private mutating func addCompressed() {
    guard let shape = model.compressed else { return }
    add("attention.q_lora_rank", shape.queryRank)
    add("attention.output_group_count", shape.outputGroups)
    add("attention.output_lora_rank", shape.outputRank)
    add("attention.indexer.head_count", shape.indexer.heads)
    add("attention.indexer.key_length", shape.indexer.keySize)
    add("attention.indexer.top_k", shape.indexer.chosen)
    add("attention.compress_ratios", each: shape.layers.map(\.tokens))
    add("hyper_connection.count", 4)
    add("hash_layer_count", Int64(model.experts?.hashedLayers ?? 0))
  }

  /// The tensors by their names in files; small ones whose names tell nothing have a number.
  var tensors: [GGUFWriter.Tensor] {
    var tensors: [GGUFWriter.Tensor] = []
    var used: Set<String> = []
    for (index, tensor) in model.tensorsOutsideLayers.enumerated() {
      let names = Self.names(outsideLayers: tensor, in: model)
      let name = names.first { used.insert($0).inserted } ?? "output_norm.\(index).bias"
      tensors.append(named(name, tensor))
    }
    for layer in layers {
      for (index, tensor) in model.tensors(ofLayer: layer).enumerated() {
        let names = names(of: tensor, layer)
        let name = names.first { used.insert($0).inserted } ?? "blk.\(layer).part_\(index).weight"
        tensors.append(named(name, tensor))
      }
    }
    return tensors
  }

  private static func names(
    outsideLayers tensor: Tensor, in model: LanguageModel
  ) -> [String] {
    switch tensor.role {
    case .bias:
      switch tensor.rowLength {
      case model.vocabularySize: ["output.bias"]
      case model.hiddenSize: ["output_norm.bias"]
      default: [tensor.rowLength == 1 ? "output_hc_scale.weight" : "output_hc_base.weight"]
      }
    case .norm: [model.architecture.isLFM ? "token_embd_norm.weight" : "output_norm.weight"]
    case .attentionConnection: ["output_hc_fn.weight"]
    default: GGUFPreparedTests.names(tensor.role)
    }
  }

  private func names(of tensor: Tensor, _ layer: Int) -> [String] {
    let parts = model.parts(ofLayer: layer)
    var names: [String]
    switch tensor.role {
    case .perLayerProjection: return GGUFPreparedTests.names(tensor.role)
    case .norm, .bias:
      let isOfStream = tensor.role == .norm && tensor.rowLength == model.hiddenSize
      names = isOfStream && tensor.rows == 1 ? streamNorms(parts) : []
      names += SmallNames(model, layer).names(of: tensor)
    case .feedForwardGate, .feedForwardUp, .feedForwardDown:
      names = GGUFPreparedTests.names(tensor.role)
      if parts.contains(.experts), !model.block.hasDenseBesideExperts { names.removeFirst() }
    case .convolution where model.recurrence?.kind == .kimiDelta:
      names = ["ssm_conv1d_q.weight", "ssm_conv1d_k.weight", "ssm_conv1d_v.weight"]
    case .convolution where model.architecture.isLFM: names = ["shortconv.conv.weight"]
    case .recurrentInput where model.architecture.isLFM: names = ["shortconv.in_proj.weight"]
    case .recurrentOutput where model.architecture.isLFM: names = ["shortconv.out_proj.weight"]
    case .recurrentRate where model.block.fusesDeltaInputs: names = ["ssm_ba.weight"]
    case .latentDown where model.compressed != nil: names = ["attn_kv.weight"]
    default: names = GGUFPreparedTests.names(tensor.role)
    }
    names = names.map { "blk.\(layer).\($0)" }
    let isOfAllLayers = layer == 0 && tensor == Tensor(.norm, model.perLayerSize)
    return isOfAllLayers ? names + ["per_layer_proj_norm.weight"] : names
  }

  /// The norms of the stream in the order in which the engine lists them.
  private func streamNorms(_ parts: LayerParts) -> [String] {
    let block = model.block
    if block.mixersStandAlone { return ["attn_norm.weight"] }
    if parts == .feedForward { return ["ffn_norm.weight"] }
    var names = block.hasAttentionNorm ? ["attn_norm.weight"] : []
    if block.hasPostNorms { names += ["post_attention_norm.weight", "post_ffw_norm.weight"] }
    if block.hasFeedForwardNorm {
      let isBehindAttention = [.gptOSS, .glm4moe, .seedOSS, .qwen3next, .qwen35, .qwen35moe]
        .contains(model.architecture)
      names.append(isBehindAttention ? "post_attention_norm.weight" : "ffn_norm.weight")
    }
    return names
  }

  private func named(_ name: String, _ tensor: Tensor) -> GGUFWriter.Tensor {
    if let shape = model.recurrence, shape.groups > 0, name.hasSuffix(".ssm_norm.weight") {
      let isGrouped = shape.kind == .mamba2
      let groups = isGrouped ? UInt64(shape.groups) : 1
      return .init(name, [UInt64(tensor.rowLength) / groups, groups], 0)
    }
    var shape = [UInt64(tensor.rowLength)]
    if tensor.rows > 1 || tensor.slices > 1 { shape.append(UInt64(tensor.rows)) }
    if tensor.slices > 1 { shape.append(UInt64(tensor.slices)) }
    return .init(name, shape, 0)
  }
}

extension Architecture {
  fileprivate var isLFM: Bool { self == .lfm2 || self == .lfm2moe }
}
