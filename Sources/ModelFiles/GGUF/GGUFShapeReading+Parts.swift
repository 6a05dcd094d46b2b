internal import Sizing

extension GGUFShapeReading {
  /// Reads latent attention with its indexer; `nil` for plain heads.
  mutating func readLatent(_ architecture: Architecture) -> LatentAttention? {
    guard architecture.hasLatentAttention else { return nil }
    let cachesHeads = joinsKeysAndValues(architecture)
    let ending = cachesHeads ? "" : "_mla"
    let rank = required("attention.kv_lora_rank")
    let key = required("attention.key_length\(ending)")
    let value = required("attention.value_length\(ending)")
    let rope = required("rope.dimension_count")
    let query = isLite(architecture) ? 0 : optional("attention.q_lora_rank") ?? 0
    let indexer = readIndexer(architecture)
    guard let rank, let key, let value, let rope else { return nil }
    guard rope < key else {
      _ = refuse("rope.dimension_count", "expected fewer than the \(key) elements of a head")
      return nil
    }
    return LatentAttention(
      queryRank: query, keyValueRank: rank, nopeSize: key - rope, ropeSize: rope, valueSize: value,
      indexer: indexer, cachesHeads: cachesHeads)
  }

  /// Whether the file is from before llama.cpp cached compressed rows: it states no sizes of heads for
  /// that, and one tensor makes keys and values. Only the loader of DeepSeek V2 and V3 takes such files.
  private func joinsKeysAndValues(_ architecture: Architecture) -> Bool {
    guard architecture == .deepseek2 || architecture == .mistral4,
      entry("attention.key_length_mla") == nil, entry("attention.value_length_mla") == nil
    else { return false }
    return shapes["blk.0.attn_kv_b.weight"] != nil
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
    guard architecture.hasAttention else { return 0 }
    if kind.origin == .tensors { return inferredFeedForward(experts) }
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
    if architecture == .lfm2 { features.append(("attention.sliding_window", .slidingWindow)) }
    if architecture.recurrenceKind == nil { features.append(("ssm.state_size", .stateSpace)) }
    switch architecture {
    // What goes by another name of a family is held to that name's table.
    case _ where kind.origin == .otherName: break
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
    if architecture != .llama4, kind.origin != .tensors,
      let entry = entry("interleave_moe_layer_step"), case .integer(let value) = entry.value,
      value > 1
    {
      reportUncovered(.scatteredExperts, entry)
    }
  }
}
