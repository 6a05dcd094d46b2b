internal import Diagnostics
internal import Sizing

extension ConfigReading {
  /// Reads the routed experts; `nil` when the model is dense.
  mutating func readExperts(_ family: ConfigFamily?) -> Experts? {
    guard family?.ignoresExperts != true, let count = scope.count(Self.expertFields) else {
      return nil
    }
    guard count.value > 0 else {
      reportNoExperts(count)
      return nil
    }
    guard
      let used = scope.layerCount(Self.usedFields)
    else {
      // A field that is there and not usable was reported already.
      if scope.member(Self.usedFields) == nil {
        scope.missing(Self.usedFields[0], "the experts used for each token")
      }
      return nil
    }
    // Without a width of its own, an expert has that of the feed-forward part, but not where dense
    // layers or shared experts stand beside it.
    let hasOwnWidth =
      family?.covers.contains(.sharedExperts) == true && scope.member(Self.besideExperts) != nil
    guard
      let width = scope.layerCount("moe_intermediate_size", "expert_ffn_hidden_size")
        ?? (hasOwnWidth ? nil : scope.count("intermediate_size", "ffn_hidden_size"))
    else {
      let own = ["moe_intermediate_size", "expert_ffn_hidden_size"]
      let names = hasOwnWidth ? own : own + ["intermediate_size", "ffn_hidden_size"]
      if scope.member(names) == nil {
        scope.missing(names[0], "the feed-forward width of one expert")
      }
      return nil
    }
    let step = expertStep(family)
    return Experts(
      count: count.value, used: used.value, feedForwardSize: width.value,
      leadingDenseLayers: leadingDenseLayers(),
      sharedFeedForwardSize: sharedWidth(family, width: width.value), layerStep: step,
      latentSize: scope.count("moe_latent_size")?.value ?? 0, hashedLayers: hashedLayers(family))
  }

  /// The fields that state how many experts there are.
  private static let expertFields = [
    "num_experts", "num_local_experts", "n_routed_experts", "moe_num_experts",
  ]

  /// The fields that state how many of them a token uses.
  private static let usedFields = [
    "num_experts_per_tok", "num_experts_per_token", "moe_topk", "moe_k", "top_k_experts",
  ]

  /// Notes that there are no experts where each token uses some, or where the class has them always.
  private mutating func reportNoExperts(_ count: ConfigField<Int64>) {
    let sizes = ConfigFamily.classSizes(modelType)
    let used = scope.layerCount(Self.usedFields)
    var found: String?
    if let used, used.value > 0 {
      found = "\(used.value) experts are used for each token"
    } else if Self.expertFields.contains(where: { sizes[$0, default: 0] > 0 }) {
      found = "models of the type '\(modelType)' have experts"
    }
    guard let found else { return }
    scope.report(
      Diagnostic(
        "config-experts", "\(found), but '\(count.name)' is 0", at: count.span,
        help: ["state how many experts there are; a dense model uses none and has another type"]))
  }

  /// Fields of models whose experts have a width apart from that of other feed-forward parts.
  private static let besideExperts = [
    "n_shared_experts", "shared_expert_intermediate_size", "decoder_sparse_step",
  ]

  /// Layers at the start whose experts a table gives.
  private mutating func hashedLayers(_ family: ConfigFamily?) -> Int {
    guard family?.architecture.hasCompressedAttention == true,
      let field = scope.count("num_hash_layers")
    else { return 0 }
    guard field.value <= 1024 else {
      outOfRange(field, "at most 1024 layers")
      return 0
    }
    return Int(field.value)
  }

  /// Width of all experts that serve every token together: stated as such, or as their number.
  private mutating func sharedWidth(_ family: ConfigFamily?, width: Int64) -> Int64 {
    guard let family else { return 0 }
    if family.alwaysShares { return width }
    guard family.covers.contains(.sharedExperts) else { return 0 }
    let isNone = scope.object.integer("n_shared_experts") == 0
    let shared = isNone ? 0 : statedSharedWidth(width: width)
    if shared ?? 0 == 0, family.architecture.needsSharedExperts { reportNoSharedExperts(family) }
    return shared ?? 0
  }

  private mutating func statedSharedWidth(width: Int64) -> Int64? {
    let stated = scope.count(
      "shared_expert_intermediate_size", "moe_shared_expert_intermediate_size",
      "shared_intermediate_size")
    if let stated { return stated.value }
    let count = scope.layerCount(
      "n_shared_experts", "num_shared_experts", "moe_num_shared_experts", "num_shared_expert")
    guard let count else { return nil }
    let (all, overflows) = count.value.multipliedReportingOverflow(by: width)
    guard !overflows else {
      outOfRange(count, "fewer shared experts")
      return nil
    }
    return all
  }

  /// Notes that a family's shared experts are none by a field, or are stated by no field.
  private mutating func reportNoSharedExperts(_ family: ConfigFamily) {
    let members = Self.sharedFields.compactMap { scope.object[$0] }
    let zero = members.first { member in
      guard case .number(let number) = member.value.kind else { return false }
      return number.integer == 0
    }
    if let zero {
      let field = ConfigField<Int64>(name: zero.key, value: 0, span: scope.span(zero.value))
      outOfRange(field, "more: each '\(family.architecture.name)' model has shared experts")
    } else if members.isEmpty {
      scope.missing(family.sharedField, "the experts that serve every token")
    }
  }

  /// The fields that state shared experts, their number or their width.
  static let sharedFields = [
    "n_shared_experts", "num_shared_experts", "moe_num_shared_experts", "num_shared_expert",
    "shared_expert_intermediate_size", "moe_shared_expert_intermediate_size",
    "shared_intermediate_size",
  ]

  /// Each how many layers one has experts, where the family has dense layers between them.
  private mutating func expertStep(_ family: ConfigFamily?) -> Int {
    guard family?.covers.contains(.scatteredExperts) == true else { return 1 }
    if let member = scope.object["moe_layers"], case .list(let items) = member.value.kind,
      !items.isEmpty
    {
      guard expectLayers(items, of: member) else { return 1 }
      if let step = Self.step(of: items) { return step }
      scope.report(uncovered(.scatteredExperts, member))
      return 1
    }
    guard let field = scope.count("interleave_moe_layer_step") else { return 1 }
    guard (1...1024).contains(field.value) else {
      outOfRange(field, "1 to 1024 layers")
      return 1
    }
    return Int(field.value)
  }

  /// Each how many layers one is in a list, or `nil` when they follow no step.
  private static func step(of layers: [JSONValue]) -> Int? {
    var step: Int64 = 0
    for (index, layer) in layers.enumerated() {
      guard case .number(let number) = layer.kind, let value = number.integer,
        (0..<1024).contains(value)
      else { return nil }
      if index == 0 { step = value + 1 }
      guard value + 1 == step * Int64(index + 1) else { return nil }
    }
    return Int(step)
  }

  /// Reads the width of the dense feed-forward part; `nil` when no layer has one.
  mutating func readFeedForward(
    _ family: ConfigFamily?, _ experts: Experts?
  ) -> ConfigField<Int64>? {
    let block = family?.architecture.block
    let isBeside = block?.hasDenseBesideExperts ?? false
    let isListed = block?.mixersStandAlone == true && listsLayers("mlp", "-")
    if let experts, experts.leadingDenseLayers == 0, experts.layerStep == 1, !isBeside, !isListed {
      return nil
    }
    // Where experts and dense layers alternate, the plain name is the width of an expert.
    if experts.map({ $0.layerStep > 1 }) == true, let field = scope.count("intermediate_size_mlp") {
      return field
    }
    let shared = experts == nil ? scope.count("shared_intermediate_size") : nil
    let names = ["intermediate_size", "ffn_hidden_size", "n_inner", "d_ff"]
    if let shared { return shared }
    if family?.architecture == .lfm2 { return readAdjustedWidth() }
    // Gemma 3n states it for each layer.
    if case .list? = scope.object[names[0]]?.value.kind { return scope.layerCount(names[0]) }
    if let field = scope.count(names[0], names[1], names[2], names[3]) { return field }
    if scope.member(names) == nil {
      scope.missing("intermediate_size", "the width of the feed-forward part")
    }
    return nil
  }

  /// Layers at the start that have no experts, by whichever field says so.
  private mutating func leadingDenseLayers() -> Int {
    if let types = scope.texts("mlp_layer_types") { return leadingDenseLayers(types) }
    if let field = scope.count(
      "first_k_dense_replace", "moe_layer_start_index", "num_dense_layers")
    {
      guard field.value <= 1024 else {
        outOfRange(field, "at most 1024 layers")
        return 0
      }
      return Int(field.value)
    }
    for name in ["mlp_only_layers", "moe_layer_freq"] {
      guard let member = scope.object[name], case .list(let items) = member.value.kind else {
        continue
      }
      let numbers = items.map { item -> Int64? in
        guard case .number(let number) = item.kind else { return nil }
        return number.integer
      }
      guard
        name == "moe_layer_freq" ? expectFlags(items, of: member) : expectLayers(items, of: member)
      else { return 0 }
      guard let dense = Self.leadingDense(numbers, isPerLayer: name == "moe_layer_freq") else {
        scope.report(uncovered(.scatteredExperts, member))
        return 0
      }
      if dense > 0 { return dense }
    }
    return 0
  }

  /// The leading dense layers of a list with the kind of each layer.
  private mutating func leadingDenseLayers(_ types: ConfigTexts) -> Int {
    for (type, item) in zip(types.value, types.items) where type != "dense" && type != "sparse" {
      scope.report(
        Diagnostic(
          "config-layer-types",
          "the list '\(types.name)' has the kind \(QuotedText.of(type)), "
            + "expected 'dense' or 'sparse'",
          at: scope.span(item)))
      return 0
    }
    let dense = types.value.prefix { $0 == "dense" }.count
    if types.value[dense...].contains("dense"), let member = scope.object[types.name] {
      scope.report(uncovered(.scatteredExperts, member))
    }
    if let stated = scope.object.integer("first_k_dense_replace"), stated != Int64(dense) {
      scope.report(
        Diagnostic(
          "config-fields-disagree",
          "'\(types.name)' begins with \(dense) dense layers and 'first_k_dense_replace' is "
            + "\(stated), expected one value for both names",
          at: types.span))
    }
    return dense
  }

  /// The number of leading dense layers: of a list of dense layers, or of one flag for each layer
  /// (0 is dense). `nil` when other layers are dense too.
  private static func leadingDense(_ numbers: [Int64?], isPerLayer: Bool) -> Int? {
    if isPerLayer {
      let dense = numbers.prefix { $0 == 0 }.count
      return numbers[dense...].contains { $0 != 1 } ? nil : dense
    }
    for (index, number) in numbers.enumerated() where number != Int64(index) { return nil }
    return numbers.count
  }
}
