internal import Diagnostics
internal import Sizing

extension ConfigReading {
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
    if family?.architecture.hasAttention == false { return nil }
    // Where experts and dense layers alternate, the plain name is the width of an expert.
    if experts.map({ $0.layerStep > 1 }) == true, let field = scope.count("intermediate_size_mlp") {
      return field
    }
    let shared = experts == nil ? scope.count("shared_intermediate_size") : nil
    let names = Self.feedForwardFields
    if let shared { return shared }
    if family?.architecture == .lfm2 { return readAdjustedWidth() }
    // Gemma 3n states it for each layer.
    if case .list? = scope.object[names[0]]?.value.kind { return scope.layerCount(names[0]) }
    if let field = scope.count(names) { return field }
    if scope.member(names) == nil {
      scope.missing("intermediate_size", "the width of the feed-forward part")
    }
    return nil
  }

  /// The fields that state the width of a dense feed-forward part.
  static let feedForwardFields = ["intermediate_size", "ffn_hidden_size", "n_inner", "d_ff"]

  /// Layers at the start that have no experts, by whichever field says so.
  mutating func leadingDenseLayers(_ family: ConfigFamily?) -> Int {
    if family?.architecture.hasCompressedAttention == true { return 0 }
    if let types = scope.texts("mlp_layer_types") { return leadingDenseLayers(types) }
    if let member = scope.object["is_moe_layer"], case .list(let items) = member.value.kind {
      return leadingDenseLayers(items, of: member)
    }
    let listed = listedDenseLayers()
    let names = ["first_k_dense_replace", "moe_layer_start_index", "num_dense_layers"]
    if let field = scope.count(names) {
      guard field.value <= 1024 else {
        outOfRange(field, "at most 1024 layers")
        return 0
      }
      if let listed {
        compareDense(listed.count, by: listed.list.key, at: scope.span(listed.list.value))
      }
      return Int(field.value)
    }
    if listed == nil, !scope.diagnostics.containsErrors, let family, !family.isKnown,
      family.covers.contains(.latentAttention)
    {
      // Classes with these fields differ: DeepSeek V2's has none, V3's three.
      scope.missing(names[0], "how many layers at the start have no experts")
    }
    return listed?.count ?? 0
  }

  /// The leading dense layers by a list of dense layers, or of a flag for each layer; `nil` where there is no
  /// list, or one of no layer.
  private mutating func listedDenseLayers() -> (count: Int, list: JSONMember)? {
    for name in ["mlp_only_layers", "moe_layer_freq"] {
      let isPerLayer = name == "moe_layer_freq"
      guard let member = scope.object[name], case .list(let items) = member.value.kind,
        !items.isEmpty
      else { continue }
      let numbers = items.map { item -> Int64? in
        guard case .number(let number) = item.kind else { return nil }
        return number.integer
      }
      guard isPerLayer ? expectFlags(items, of: member) : expectLayers(items, of: member) else {
        return nil
      }
      guard let dense = Self.leadingDense(numbers, isPerLayer: isPerLayer) else {
        scope.report(uncovered(.scatteredExperts, member))
        return nil
      }
      if dense > 0 || isPerLayer { return (dense, member) }
    }
    return nil
  }

  /// The leading dense layers of a list with the kind of each layer.
  private mutating func leadingDenseLayers(_ types: ConfigTexts) -> Int {
    let dense = leading("dense", of: types, before: "sparse")
    compareDense(dense, by: types.name, at: types.span)
    return dense
  }

  /// The leading dense layers of a list that says of each layer whether it has experts.
  private mutating func leadingDenseLayers(_ items: [JSONValue], of list: JSONMember) -> Int {
    var haveExperts: [Bool] = []
    for item in items {
      guard case .flag(let flag) = item.kind else {
        scope.wrongType(
          JSONMember(key: list.key, keyRange: list.keyRange, value: item),
          expected: "true or false in the list")
        return 0
      }
      haveExperts.append(flag)
    }
    let dense = haveExperts.firstIndex(of: true) ?? haveExperts.count
    guard !haveExperts[dense...].contains(false) else {
      scope.report(uncovered(.scatteredExperts, list))
      return 0
    }
    compareDense(dense, by: list.key, at: scope.span(list.value))
    return dense
  }

  /// Notes that the field which states leading dense layers has another number than a list of all layers.
  private mutating func compareDense(_ dense: Int, by name: String, at span: SourceSpan) {
    guard let stated = scope.object.integer("first_k_dense_replace"), stated != Int64(dense) else {
      return
    }
    let layers = dense == 1 ? "dense layer" : "dense layers"
    scope.report(
      Diagnostic(
        "config-fields-disagree",
        "'\(name)' begins with \(dense) \(layers) and 'first_k_dense_replace' is \(stated), expected "
          + "one value for both names",
        at: span))
  }

  /// How many layers at the start of a list with two kinds have the first; notes others, and one between
  /// those of the second.
  mutating func leading(
    _ first: String, of types: ConfigTexts, before second: String
  ) -> Int {
    for (type, item) in zip(types.value, types.items) where type != first && type != second {
      scope.report(
        Diagnostic(
          "config-layer-types",
          "the list '\(types.name)' has the kind \(QuotedText.of(type)), "
            + "expected '\(first)' or '\(second)'",
          at: scope.span(item)))
      return 0
    }
    let count = types.value.prefix { $0 == first }.count
    if types.value[count...].contains(first), let member = scope.object[types.name] {
      scope.report(uncovered(.scatteredExperts, member))
    }
    return count
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
