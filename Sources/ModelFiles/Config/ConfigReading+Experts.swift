internal import Diagnostics
internal import Sizing

extension ConfigReading {
  /// Reads the routed experts; `nil` when the model is dense.
  mutating func readExperts(_ family: ConfigFamily?) -> Experts? {
    guard family?.ignoresExperts != true else { return nil }
    if family?.isKnown != true, statesLoneExpert { return nil }
    guard let count = scope.count(Self.expertFields) else {
      if let null = Self.expertFields.lazy.compactMap(scope.object.null).first {
        reportNoExperts(null, "null")
      } else if scope.member(Self.expertFields) == nil {
        reportUncountedExperts(family)
      }
      return nil
    }
    guard count.value > 0 else {
      if let member = scope.member(Self.expertFields) { reportNoExperts(member, "0") }
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
      let width = scope.layerCount(Self.expertWidthFields)
        ?? (hasOwnWidth ? nil : scope.count("intermediate_size", "ffn_hidden_size"))
    else {
      let own = Self.expertWidthFields
      let names = hasOwnWidth ? own : own + ["intermediate_size", "ffn_hidden_size"]
      if scope.member(names) == nil {
        scope.missing(names[0], "the feed-forward width of one expert")
      }
      return nil
    }
    let step = expertStep(family)
    return Experts(
      count: count.value, used: used.value, feedForwardSize: width.value,
      leadingDenseLayers: leadingDenseLayers(family),
      sharedFeedForwardSize: sharedWidth(family, width: width.value), layerStep: step,
      latentSize: scope.count("moe_latent_size")?.value ?? 0, hashedLayers: hashedLayers(family))
  }

  /// Whether the fields state one expert that serves each token, as wide as a dense feed-forward part: nothing
  /// is chosen, and a family that is not known is dense.
  ///
  /// Source: the code of Hunyuan's models, whose dense ones state it; it has experts where there are several.
  var statesLoneExpert: Bool {
    let count = largest(of: Self.expertFields)
    let width = largest(of: Self.expertWidthFields)
    return count == 1 && largest(of: Self.usedFields) <= 1 && largest(of: Self.sharedFields) <= 1
      && (width == 0 || width == largest(of: Self.feedForwardFields))
  }

  /// The largest whole number in some fields, by itself or in a list; 0 without one.
  private func largest(of names: [String]) -> Int64 {
    var largest: Int64 = 0
    for member in names.compactMap({ scope.object[$0] }) {
      var values = [member.value]
      if case .list(let items) = member.value.kind { values = items }
      for value in values {
        guard case .number(let number) = value.kind, let whole = number.integer else { continue }
        largest = max(largest, whole)
      }
    }
    return largest
  }

  /// The fields that state how many experts there are.
  static let expertFields = [
    "num_experts", "num_local_experts", "n_routed_experts", "moe_num_experts",
  ]

  /// The fields that state how many of them a token uses.
  static let usedFields = [
    "num_experts_per_tok", "num_experts_per_token", "experts_per_token", "moe_topk", "moe_top_k",
    "moe_k", "top_k_experts",
  ]

  /// The fields that state the width of one, which a model may have without others.
  static let expertWidthFields = ["moe_intermediate_size", "expert_ffn_hidden_size"]

  /// Notes that there are no experts where each token uses some, or where the class has them always.
  private mutating func reportNoExperts(_ member: JSONMember, _ stated: String) {
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
        "config-experts", "\(found), but '\(member.key)' is \(stated)",
        at: scope.span(member.value),
        help: ["state how many experts there are; a dense model uses none and has another type"]))
  }

  /// Notes that no field says how many experts there are where each token uses some, in a family that is known
  /// and has models without any. In others the class has a number, or the architecture asks for them.
  private mutating func reportUncountedExperts(_ family: ConfigFamily?) {
    guard let family, family.isKnown, family.architecture.hasExperts == nil,
      let used = scope.layerCount(Self.usedFields), used.value > 0
    else { return }
    scope.missing(
      family.architecture.hasLatentAttention ? "n_routed_experts" : "num_local_experts",
      "the number of experts, of which \(used.value) are used for each token")
  }

  /// Fields of models whose experts have a width apart from that of other feed-forward parts.
  private static let besideExperts = [
    "n_shared_experts", "shared_expert_intermediate_size", "decoder_sparse_step",
  ]

  /// Layers at the start whose experts a table gives.
  private mutating func hashedLayers(_ family: ConfigFamily?) -> Int {
    guard family?.architecture.hasCompressedAttention == true else { return 0 }
    if let types = scope.texts("mlp_layer_types") {
      return leading("hash_moe", of: types, before: "moe")
    }
    guard let field = scope.count("num_hash_layers") else { return 0 }
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
    guard family.isKnown else { return reportRoutedAlone(family) }
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

  /// The same in a family that is not known, whose models may have none.
  private mutating func reportRoutedAlone(_ family: ConfigFamily) {
    scope.report(
      Diagnostic(
        "model-not-covered",
        "no field states \(ModelFeature.sharedExperts.words), which the nearest architecture, "
          + "'\(family.architecture.name)', has beside those that are chosen",
        at: place(scope.member(Self.expertFields)),
        help: [Self.fileHelp]))
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
}
