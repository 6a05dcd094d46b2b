internal import Diagnostics
internal import Sizing

extension ConfigReading {
  /// What fields that nothing reads seem to state by the words in their names, in a family that is not
  /// known: what it has beyond a plain decoder would otherwise be passed over in silence.
  func namedFeatures(hasExperts: Bool) -> [(feature: ModelFeature, member: JSONMember)] {
    var found: [(feature: ModelFeature, member: JSONMember)] = []
    let isDense = statesLoneExpert
    for member in scope.object.fields where Self.isInUse(member) && Self.isStructural(member) {
      let words = Set(Self.words(of: member.key))
      let window = namedWindow(member, words)
      if let window { found.append((.namelessWindow, window)) }
      if let rule = Self.namedFeatures.first(where: { !$0.words.isDisjoint(with: words) }),
        !ConfigFields.isKnown(member.key)
      {
        found.append((rule.feature, member))
      } else if window == nil, Self.spacesLayers(member, words) {
        found.append((.spacedLayers, member))
      }
      guard !words.isDisjoint(with: Self.expertWords) else { continue }
      if !hasExperts {
        if isDense, ConfigFields.isKnown(member.key) { continue }
        found.append((.namelessExperts, member))
      } else if !ConfigFields.isKnown(member.key), !words.isDisjoint(with: Self.layerWords),
        words.isDisjoint(with: Self.stepWords) || scope.object.integer(member.key) != 1
      {
        // By a step of one all layers are alike.
        found.append((.scatteredExperts, member))
      } else if !ConfigFields.isKnown(member.key), words.contains("shared") {
        found.append((.sharedExperts, member))
      }
    }
    if hasExperts, let member = scope.object["moe_layers"], !namesEveryLayer(member) {
      found.append((.scatteredExperts, member))
    }
    return found
  }

  /// Whether a field that nothing reads says how many layers two that are alike are apart, or how many make a
  /// group: `attn_layer_period`, `layer_group_size`. Those between keep a state or another's cache, and each
  /// would be given a full cache.
  private static func spacesLayers(_ member: JSONMember, _ words: Set<String>) -> Bool {
    guard !ConfigFields.isKnown(member.key), case .number(let number) = member.value.kind,
      number.integer ?? 0 > 1, words.isDisjoint(with: expertWords),
      words.isDisjoint(with: asideWords)
    else { return false }
    if words.isSuperset(of: ["layer", "group", "size"]) { return true }
    return !words.isDisjoint(with: stepWords)
      && !words.isDisjoint(with: ["attention", "attn", "layer", "layers"])
  }

  /// Words of experts.
  private static let expertWords: Set<String> = ["expert", "experts", "moe"]

  private static let namedFeatures: [(feature: ModelFeature, words: Set<String>)] = [
    (.linearAttention, ["retention", "retnet", "delta", "gla"]),
    (.stateSpace, ["mamba", "ssm", "rwkv", "lru", "recurrent"]),
    (
      .repeatedLayers,
      ["cycle", "cycles", "loop", "loops", "ut", "recurrence", "recurrences", "recursion"]
    ),
    (.crossLayerCache, ["cla", "yoco"]),
  ]

  /// The tokens of the window by the field that is read, unless a switch turns it off.
  private var windowInUse: Int64? {
    guard scope.object.flag("use_sliding_window") != false else { return nil }
    return Self.windowFields.lazy.compactMap(scope.object.integer).first
  }

  /// Whether a field states the window, or that there is none, of layers that another gives one.
  private func hasWindow(beside layout: JSONMember) -> Bool {
    scope.object.integer(layout.key) == 1
      || Self.windowFields.contains(where: scope.object.states)
  }

  /// A field that nothing reads and that speaks of a window, or of layers that see all beside others, unless
  /// the window is as long as the context or is another name of the one that is read.
  private func namedWindow(_ member: JSONMember, _ words: Set<String>) -> JSONMember? {
    if Self.repeatedFields.contains(member.key) { return hasWindow(beside: member) ? nil : member }
    guard !ConfigFields.isKnown(member.key) else { return nil }
    let isOfAttention = !words.isDisjoint(with: ["attention", "attn"])
    let isLocal =
      words.contains("local") && isOfAttention
      || words.contains("global") && isOfAttention && !words.isDisjoint(with: Self.layerWords)
    guard words.contains("window") || words.contains("windows") || isLocal else { return nil }
    guard case .number(let number) = member.value.kind, let tokens = number.integer else {
      return member
    }
    if let limit = scope.object.integer("max_position_embeddings"), tokens >= limit { return nil }
    let isOfTokens = words.isDisjoint(with: Self.layerWords.union(["pattern"]))
    return isOfTokens && tokens == windowInUse ? nil : member
  }

  /// The words of a name in small letters, be they set apart by underscores or by capitals.
  static func words(of name: String) -> [String] {
    var apart = ""
    var last: Character = "_"
    for letter in name {
      if letter.isUppercase, last.isLowercase { apart += "_" }
      apart += letter.lowercased()
      last = letter
    }
    return apart.split(separator: "_").map(String.init)
  }

  /// Words for some layers and not others.
  private static let layerWords = stepWords.union(["layer", "layers"])

  /// Words for how many layers two of a kind are apart.
  private static let stepWords: Set<String> = [
    "step", "freq", "frequency", "interval", "period", "every", "stride",
  ]

  /// Whether a value can be a part of a model's shape: a whole number above zero, a switch, a list or an
  /// object, but no rate and no name of a method.
  static func isStructural(_ member: JSONMember) -> Bool {
    switch member.value.kind {
    case .number(let number): number.integer ?? 0 > 0
    case .flag, .list, .object: true
    case .null, .text: false
    }
  }

  /// Whether a list names each layer, counted from 0.
  private func namesEveryLayer(_ member: JSONMember) -> Bool {
    guard case .list(let items) = member.value.kind else { return false }
    if items.isEmpty { return true }
    let layers = scope.object.integer("num_hidden_layers") ?? 0
    return items.count == layers
      && items.enumerated().allSatisfy { index, item in
        guard case .number(let number) = item.kind else { return false }
        return number.integer == Int64(index)
      }
  }

  // MARK: Lists and heads

  /// Notes lists with one entry for each layer that have fewer or more.
  mutating func checkLists(layers: Int64) {
    for name in Self.perLayerFields + Self.kvHeadFields {
      guard let member = scope.object[name], case .list(let items) = member.value.kind,
        Int64(items.count) != layers
      else { continue }
      // An empty list stands for none in the class.
      if name == "no_rope_layers", items.isEmpty { continue }
      reportCount(items.count, of: member, layers: Int(clamping: layers))
    }
  }

  /// The fields whose lists have one entry for each layer.
  ///
  /// `compress_ratios` may go on behind the last layer, and `block_configs` is read block by block.
  private static let perLayerFields = [
    "attn_type_list", "indexer_types", "intermediate_size", "is_moe_layer", "layer_types",
    "layers_block_type", "mlp_layer_types", "moe_intermediate_size", "moe_layer_freq", "moe_topk",
    "no_rope_layers", "num_shared_expert",
  ]

  /// Notes lists of numbers that differ from layer to layer, in a family that is not known.
  mutating func checkUnreadLists(layers: Int64) {
    for member in scope.object.fields where !ConfigFields.isKnown(member.key) {
      guard case .list(let items) = member.value.kind, Int64(items.count) == layers, layers > 1,
        items.allSatisfy({ if case .number = $0.kind { true } else { false } }),
        items.contains(where: { $0.kind != items[0].kind })
      else { continue }
      scope.report(uncovered(.layerwiseShapes, member))
    }
  }

  /// Notes a class that has no output matrix, or another head in its place.
  mutating func reportOtherHead() {
    guard let member = scope.object["architectures"] ?? scope.outer?["architectures"],
      case .list(let items) = member.value.kind
    else { return }
    for item in items {
      guard case .text(let name) = item.kind else {
        scope.wrongType(
          JSONMember(key: member.key, keyRange: member.keyRange, value: item),
          expected: "a text in the list")
        continue
      }
      let isBare =
        scope.outer == nil && !statesDecoder && Self.isBare(name, of: modelType)
      guard isBare || Self.otherPurposes.contains(where: name.contains) else { continue }
      let has =
        isBare
        ? "is by its name a model without an output matrix"
        : "is a model with another head than an output matrix"
      scope.report(
        Diagnostic(
          "model-not-covered",
          "\(QuotedText.of(name)) in 'architectures' \(has), which the engine does not size",
          at: scope.span(item),
          help: ["name a class that predicts tokens, '…ForCausalLM', where the files hold one"]))
    }
  }

  /// Whether the file names code for the model as one that predicts tokens, as ChatGLM's does beside a bare
  /// class.
  private var statesDecoder: Bool {
    scope.object.object("auto_map")?.states("AutoModelForCausalLM") == true
  }

  /// What classes of transformers, and of reward models, are for where they predict no tokens.
  private static let otherPurposes = [
    "Classification", "QuestionAnswering", "MultipleChoice", "Reward", "ForRegression", "ForScore",
  ]

  /// Whether a class is that of a type's decoder by itself: `MistralModel` of `mistral`.
  private static func isBare(_ name: String, of modelType: String) -> Bool {
    guard name.hasSuffix("Model"), !name.hasSuffix("LMHeadModel") else { return false }
    let type = modelType.lowercased().filter { $0.isLetter || $0.isNumber }
    return name.dropLast(5).lowercased().filter { $0.isLetter || $0.isNumber } == type
  }
}
