internal import Diagnostics
internal import Sizing

/// Files of an architecture that the engine does not know: their tensors tell the blocks of a plain
/// decoder, in which any layers may see a window and any may have experts.
extension GGUFShapeReading {
  /// The block that the tensors of the layers describe, but for what every reading takes from them.
  func inferredBlock() -> BlockLayout {
    var block = BlockLayout()
    inferNorms(&block)
    inferFeedForward(&block)
    block.scalesEmbedding = entry("embedding_scale") != nil
    block.hasSinks = shapes["blk.0.attn_sinks.weight"] != nil
    block.hasLayerScale = shapes["blk.0.layer_output_scale.weight"] != nil
    // Norms over all heads at once are as long as the rows of all queries.
    if let norm = shapes["blk.0.attn_q_norm.weight"], norm.count == 1,
      let query = shapes["blk.0.attn_q.weight"], query.count > 1, norm[0] == query[1],
      norm[0] != file.integer(prefix + "attention.key_length")
    {
      block.queryKeyNorm = .width
    }
    return block
  }

  private func inferNorms(_ block: inout BlockLayout) {
    let hasEntry = shapes["blk.0.attn_norm.weight"] != nil
    let isBehindAttention = shapes["blk.0.post_attention_norm.weight"] != nil
    let hasOwn = shapes["blk.0.ffn_norm.weight"] != nil
    block.hasPostNorms = isBehindAttention && shapes["blk.0.post_ffw_norm.weight"] != nil
    // What DBRX calls the norm of attention's result stands in front of the other part.
    let hasSecond =
      hasOwn || isBehindAttention && !block.hasPostNorms
      || shapes["blk.0.attn_output_norm.weight"] != nil
    if block.hasPostNorms {
      block.hasAttentionNorm = hasEntry
      block.hasFeedForwardNorm = hasOwn
    } else if entry("use_parallel_residual")?.value == .flag(true) || hasEntry && !hasSecond {
      block.isParallel = true
      block.hasFeedForwardNorm = hasSecond
    }
    // Otherwise there are two norms, which need no weights (OLMo 1).
    block.hasNormBias = shapes["blk.0.attn_norm.bias"] != nil
    block.normsAboutMean =
      entry("attention.layer_norm_epsilon") != nil
      && entry("attention.layer_norm_rms_epsilon") == nil
  }

  private func inferFeedForward(_ block: inout BlockLayout) {
    if let layer = (0..<layers).first(where: { !servesExperts($0) }) {
      let name = "blk.\(layer).ffn_"
      if shapes[name + "gate.weight"] == nil, let up = shapes[name + "up.weight"]?.last,
        let down = shapes[name + "down.weight"]?.first
      {
        block.fusesGateUp = up / 2 == down && up % 2 == 0
        block.hasUngatedFeedForward = !block.fusesGateUp
      }
      block.hasFeedForwardBias =
        shapes[name + "up.bias"] != nil && shapes[name + "down.bias"] != nil
    }
    guard let layer = (0..<layers).first(where: { servesExperts($0) }) else { return }
    let name = "blk.\(layer).ffn_"
    if shapes["blk.0.ffn_up.weight"] == nil {
      block.hasUngatedFeedForward =
        shapes[name + "gate_exps.weight"] == nil && shapes[name + "gate_up_exps.weight"] == nil
    }
    block.hasRouterBias = shapes[name + "gate_inp.bias"] != nil
    block.hasExpertSelectionBias = true
    block.hasExpertBiases =
      shapes[name + "up_exps.bias"] != nil && shapes[name + "gate_exps.bias"] != nil
      && shapes[name + "down_exps.bias"] != nil
    block.hasSharedExpertGate = shapes[name + "gate_inp_shexp.weight"] != nil
    block.scalesExpertWeights = entry("expert_weights_scale") != nil
    if entry("expert_weights_norm")?.value == .flag(false) { block.routing = .plain }
  }

  /// Whether a layer chooses among experts.
  private func servesExperts(_ layer: Int) -> Bool {
    shapes["blk.\(layer).ffn_gate_inp.weight"] != nil
  }

  /// The experts that the tensors describe: which layers have some, and how wide they are.
  mutating func inferredExperts(count: Int64, used: Int64) -> Experts? {
    let serves = (0..<layers).map { servesExperts($0) }
    guard let first = serves.firstIndex(of: true), let layout = Self.layout(of: serves) else {
      if let entry = entry("expert_count") { reportUncovered(.scatteredExperts, entry) }
      return nil
    }
    let name = "blk.\(first).ffn_down_"
    guard let width = shapes[name + "exps.weight"]?.first ?? expertWidth() else { return nil }
    return Experts(
      count: count, used: used, feedForwardSize: width, leadingDenseLayers: layout.leading,
      sharedFeedForwardSize: shapes[name + "shexp.weight"]?.first ?? 0, layerStep: layout.step)
  }

  /// How many layers at the start are dense, and each how many layers one has experts; `nil` where they
  /// follow no such order.
  private static func layout(of serves: [Bool]) -> (leading: Int, step: Int)? {
    guard let first = serves.firstIndex(of: true) else { return nil }
    for step in 1...serves.count {
      let leading = max(first + 1 - step, 0)
      let follows = serves.indices.allSatisfy { layer in
        serves[layer] == (layer >= leading && (layer + 1) % step == 0)
      }
      if follows { return (leading, step) }
    }
    return nil
  }

  /// The width of the dense feed-forward part; zero when each layer has experts.
  mutating func inferredFeedForward(_ experts: Experts?) -> Int64 {
    let dense = (0..<layers).first { layer in !(experts.map { $0.serve(layer: layer) } ?? false) }
    guard let dense else { return 0 }
    return shapes["blk.\(dense).ffn_down.weight"]?.first ?? required("feed_forward_length") ?? 0
  }

  // MARK: Windows

  /// Which layers see the whole context, where the file states a window and says whose it is, or llama.cpp's
  /// loader of that name does; `nil` where all do.
  mutating func inferredWindowedLayers() -> [Bool]? {
    guard statedWindow != nil, let seesAll = layersThatSeeAll, seesAll.contains(false) else {
      return nil
    }
    return seesAll
  }

  private var statedWindow: Int64? {
    guard let tokens = file.integer(prefix + "attention.sliding_window"), tokens > 0 else {
      return nil
    }
    return tokens
  }

  private var layersThatSeeAll: [Bool]? {
    let key = "attention.sliding_window_pattern"
    if case .integers(let flags)? = entry(key)?.value {
      return flags.count < layers ? nil : flags[..<layers].map { $0 == 0 }
    }
    guard let period = file.integer(prefix + key) ?? Self.windowPeriods[kind.name], period >= 0
    else { return nil }
    let shift: Int64 = Self.beginWithFullLayer.contains(kind.name) ? 0 : 1
    return (0..<Int64(layers)).map { period > 0 && ($0 + shift) % period == 0 }
  }

  /// Each how many layers one sees all, where the loader of an architecture knows it.
  ///
  /// Source: `set_swa_pattern` in the files of llama.cpp's `src/models` (2026).
  private static let windowPeriods: [String: Int64] = [
    "afmoe": 4, "cohere2moe": 4, "laguna": 4, "smallthinker": 4,
  ]

  /// Of such architectures, those whose first layer sees all.
  private static let beginWithFullLayer: Set<String> = ["cohere2moe", "laguna", "smallthinker"]

  // MARK: What is said

  /// Says what a file of an architecture that is not known is sized as, and what the shape of another
  /// name leaves out.
  mutating func reportInferred(_ model: LanguageModel) {
    let place = file.entry("general.architecture")?.range ?? 0..<0
    let span = SourceSpan(binary: file.path, place)
    let name = QuotedText.of(kind.name)
    if kind.origin == .otherName, let added = file.integer(prefix + "n_deepstack_layers"), added > 0
    {
      diagnostics.append(
        Diagnostic(
          "model-type-unknown", .information,
          "the architecture \(name) is sized as '\(kind.family.name)': the working buffer is without "
            + "what pictures add to the first \(added) layers", at: span))
    }
    guard kind.origin == .tensors else { return }
    let what = model.window == nil ? "" : " with \(ModelFeature.slidingWindow.words)"
    var help = [
      "weights are those of the file and the cache follows its entries; the working buffer is that "
        + "of a plain decoder with these tensors"
    ]
    if model.window == nil, let tokens = statedWindow, layersThatSeeAll == nil {
      help.append(
        "the file states a window of \(tokens) tokens and not which layers see it: all are sized with "
          + "the whole context, which is the most that they can cache")
    }
    diagnostics.append(
      Diagnostic(
        "model-type-unknown", .information,
        "the architecture \(name) is not known; the tensors describe a plain decoder\(what) and are "
          + "sized as such", at: span, help: help))
  }
}
