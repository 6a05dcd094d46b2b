internal import Diagnostics
internal import Sizing

extension ConfigReading {
  /// Notes each feature of the configuration that the engine does not size in the family, once and
  /// at its field.
  mutating func reportUncovered(_ family: ConfigFamily?, hasExperts: Bool) {
    var found: [(feature: ModelFeature, member: JSONMember)] = []
    for rule in Self.rules {
      guard !found.contains(where: { $0.feature == rule.feature }),
        !rule.needsExperts || hasExperts,
        rule.isOn(in: scope.object), let member = usedMember(rule)
      else { continue }
      found.append((rule.feature, member))
    }
    found += layerTypeFeatures()
    if hasAttentionOnly { found.removeAll { $0.feature == .stateSpace } }
    if let window = usedWindow(family) { found.append((.slidingWindow, window)) }
    if family?.isKnown != true {
      // Experts that could not be read were reported.
      found += unknownFamilyFeatures()
      found += namedFeatures(hasExperts: hasExperts || scope.diagnostics.containsErrors)
    }
    if modelType.isEmpty, let first = found.first {
      scope.missing(
        "model_type",
        "the family of the model, which says how \(QuotedText.of(first.member.key)) is meant")
      return
    }
    var seen: Set<ModelFeature> = []
    if family?.ignoresWindow == true { found.removeAll { $0.feature == .slidingWindow } }
    for item in found
    where family?.covers.contains(item.feature) != true && seen.insert(item.feature).inserted {
      scope.report(uncovered(item.feature, item.member))
    }
  }

  /// Notes a model type that stands for models the engine does not size, whatever their fields say.
  mutating func reportUncovered(_ modelType: String, _ feature: ModelFeature) {
    let names = ["model_type", "architectures"]
    let member = names.compactMap { scope.object[$0] ?? scope.outer?[$0] }.first
    scope.report(
      Diagnostic(
        "model-not-covered",
        "the model type \(QuotedText.of(modelType)) stands for models with \(feature.words), "
          + feature.verdict,
        at: member.map { scope.span($0.value) },
        help: ["its weights take what its files do; what a runtime adds to them is not sized"]))
  }

  /// The diagnostic for a feature that is not covered.
  func uncovered(_ feature: ModelFeature, _ member: JSONMember) -> Diagnostic {
    let name = QuotedText.of(member.key)
    guard let clue = feature.clue else {
      return Diagnostic(
        "model-not-covered",
        "the field \(name) describes \(feature.words), " + feature.verdict,
        at: scope.span(member.value))
    }
    return Diagnostic(
      "model-not-covered",
      "the field \(name) seems, by \(clue.words), to describe \(feature.words), "
        + feature.verdict,
      at: scope.span(member.value),
      help: [
        "give a GGUF file of the model by --gguf: it states the tensors of each layer, and is sized "
          + "where its architecture is known",
        clue.help,
      ])
  }

  /// The first field of a rule that is in use, were it only by the family's default.
  private func usedMember(_ rule: Rule) -> JSONMember? {
    for name in rule.names {
      if let member = scope.object[name], Self.isInUse(member), rule.exceeds(member) {
        return member
      }
      guard !scope.object.states(name), scope.defaults[name, default: 0] > 0 else { continue }
      let place = scope.object.range.lowerBound..<scope.object.range.lowerBound + 1
      return JSONMember(key: name, keyRange: place, value: JSONValue(.null, place))
    }
    return nil
  }

  /// Whether a value states something: not false, zero, an empty text or a list of nothing else.
  static func isInUse(_ member: JSONMember) -> Bool { isInUse(member.value) }

  static func isInUse(_ value: JSONValue) -> Bool {
    switch value.kind {
    case .null: false
    case .flag(let flag): flag
    case .number(let number): number.double != 0
    case .text(let text): !text.isEmpty
    case .list(let items): items.contains(where: isInUse)
    case .object: true
    }
  }

  /// What the list of layer kinds holds beyond full attention.
  private mutating func layerTypeFeatures() -> [(feature: ModelFeature, member: JSONMember)] {
    var found: [(feature: ModelFeature, member: JSONMember)] = []
    if let types = scope.texts("layer_types", "layers_block_type"),
      let member = scope.object[types.name]
    {
      for (type, item) in zip(types.value, types.items) {
        guard let kind = Self.layerTypes[type] else {
          reportLayerType(type, item, of: member)
          break
        }
        if let feature = kind { found.append((feature, member)) }
      }
    }
    if let member = scope.object["attn_type_list"], case .list(let items) = member.value.kind,
      !items.allSatisfy(Self.isInUse)
    {
      found.append((.linearAttention, member))
    }
    if let member = scope.object["full_attention_interval"],
      case .number(let number) = member.value.kind, number.integer ?? 0 > 1
    {
      found.append((.linearAttention, member))
    }
    for name in [
      "decoder_sparse_step", "interleave_moe_layer_step", "moe_layer_interval",
      "moe_layer_freq",
    ] {
      guard let member = scope.object[name], case .number(let number) = member.value.kind,
        number.integer ?? 0 > 1
      else { continue }
      found.append((.scatteredExperts, member))
    }
    return found
  }

  /// The kinds of layer that lists name, each with what it is beyond full attention.
  private static let layerTypes: [String: ModelFeature?] = [
    "full_attention": nil, "attention": nil, "sliding_attention": .slidingWindow,
    "chunked_attention": .chunkedAttention, "linear_attention": .linearAttention,
    "mamba": .stateSpace, "mamba2": .stateSpace, "hybrid": .stateSpace, "conv": .stateSpace,
    "recurrent": .stateSpace, "compressed_sparse_attention": .compressedAttention,
    "heavily_compressed_attention": .compressedAttention, "indexed_attention": .sparseIndexer,
    "mlp": .loneMixers,
    "moe": .loneMixers,
  ]

  /// Notes a kind of layer that has another name than those that are known.
  private mutating func reportLayerType(_ type: String, _ item: JSONValue, of list: JSONMember) {
    let names = Self.layerTypes.keys.sorted()
    scope.report(
      Diagnostic(
        "config-layer-types",
        "the list \(QuotedText.of(list.key)) has the kind \(QuotedText.of(type)), "
          + "which is not known",
        at: scope.span(item),
        help: NearestName.help(for: type, among: names) + [
          "kinds are " + names.joined(separator: ", ")
        ]))
  }

  /// The window, when layers attend within one that is shorter than the context.
  mutating func usedWindow(_ family: ConfigFamily?) -> JSONMember? {
    hasAttentionOnly ? nil : statedWindow(family)
  }

  /// The same whatever a list of layers says.
  mutating func statedWindow(_ family: ConfigFamily?) -> JSONMember? {
    guard let member = scope.member(Self.windowFields),
      case .number(let number) = member.value.kind, let window = number.integer, window > 0
    else { return nil }
    let isUsed = scope.flag("use_sliding_window")?.value ?? (family?.switchesWindow != true)
    guard isUsed else { return nil }
    if let limit = scope.object.integer("max_position_embeddings"), window >= limit { return nil }
    return member
  }

  /// What a family that is not known would have to say to be a plain decoder.
  private func unknownFamilyFeatures() -> [(feature: ModelFeature, member: JSONMember)] {
    var found: [(feature: ModelFeature, member: JSONMember)] = []
    let activations = ["hidden_act", "hidden_activation", "mlp_hidden_act", "activation_function"]
    if let member = scope.member(activations), case .text(let text) = member.value.kind,
      !["silu", "swish", "swiglu"].contains(text)
    {
      found.append((.ungatedFeedForward, member))
    }
    if scope.object["rms_norm_eps"] == nil, scope.object.flag("rmsnorm") != true,
      let member = scope.member([
        "layer_norm_epsilon", "layer_norm_eps", "norm_epsilon", "layernorm_epsilon",
      ])
    {
      found.append((.centredNorm, member))
    }
    if let member = scope.object["architectures"] ?? scope.outer?["architectures"],
      case .list(let items) = member.value.kind, !items.isEmpty, items.allSatisfy(Self.fillsGaps)
    {
      found.append((.encoder, member))
    }
    for name in ["parallel_attn", "use_parallel_residual", "parallel_residual"] {
      guard let member = scope.object[name], Self.isInUse(member) else { continue }
      found.append((.parallelBlocks, member))
    }
    return found
  }

  /// Whether a class of a model predicts words that were masked, as encoders do.
  private static func fillsGaps(_ architecture: JSONValue) -> Bool {
    guard case .text(let name) = architecture.kind else { return false }
    return name.hasSuffix("ForMaskedLM")
  }
}
