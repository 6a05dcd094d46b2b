internal import Diagnostics
internal import Sizing

/// One reading of a configuration: fields to a model, with what is wrong.
struct ConfigReading {
  var scope: ConfigScope

  /// Reads the model; `nil` when a field is missing or not usable, which the scope then tells.
  mutating func read() -> ConfiguredModel? {
    guard !reportTooManyFields() else { return nil }
    checkKinds()
    let modelType = self.modelType
    let known = family(of: modelType)
    if known == nil, let feature = ConfigFamily.uncovered(modelType) {
      reportUncovered(modelType, feature)
      return nil
    }
    let family = known ?? unknownFamily()
    reportOtherHead()
    scope.defaults = defaults(of: family, modelType)
    let experts = readExperts(family)
    let blocks = readBlocks(family)
    let feedForward =
      blocks?.widest ?? readFeedForward(family, experts)?.value ?? 0
    reportUncovered(family, hasExperts: experts != nil)
    let latent = readLatent(family)
    if let layers = scope.count("num_hidden_layers", "n_layer", "num_layers", "n_layers") {
      checkLists(layers: layers.value)
      if known == nil { checkUnreadLists(layers: layers.value) }
    }
    guard let sizes = readSizes(latent, family), !scope.diagnostics.containsErrors else {
      return nil
    }
    if known == nil { reportOtherShapes(sizes, feedForward: feedForward, experts, family) }
    let ties = readTies(family)
    let chosen = family ?? plainFamily(hasExperts: experts != nil)
    let block = readBlock(chosen)
    let layers = readLayers(chosen, count: Int(sizes.layers.value))
    if known == nil, !scope.diagnostics.containsErrors {
      reportInferred(modelType, as: chosen, hasWindow: layers.window != nil)
    }
    let recurrence = readRecurrence(chosen, hidden: sizes.hidden.value)
    let indexed = addIndexer(to: latent, chosen, layers: Int(sizes.layers.value))
    let compressed = readCompressed(chosen, layers: Int(sizes.layers.value))
    let onlyWindow = readOnlyWindow(compressed)
    let unusedWindow = readUnusedWindow(chosen, count: Int(sizes.layers.value))
    let perLayer = readPerLayer(chosen, feedForward: feedForward)
    checkScaling()
    let limit = readContextLimit()
    guard !scope.diagnostics.containsErrors else { return nil }
    do throws(ModelFault) {
      let model = try LanguageModel(
        architecture: chosen.architecture, block: block, layers: Int(sizes.layers.value),
        hiddenSize: sizes.hidden.value, feedForwardSize: feedForward,
        queryHeads: sizes.heads.queryHeads,
        kvHeads: blocks?.kvHeads(sizes) ?? sizes.heads.kvHeads,
        keyHeadSize: sizes.heads.keySize, valueHeadSize: sizes.heads.valueSize,
        vocabularySize: sizes.vocabulary.value,
        tiesEmbeddings: ties, experts: experts, contextLimit: limit,
        window: layers.window ?? onlyWindow,
        latent: indexed, recurrence: recurrence, pattern: blocks?.pattern ?? layers.pattern,
        perLayerSize: perLayer.size, sharedCache: perLayer.sharedCache,
        feedForwardSizes: blocks?.feedForwardSizes ?? [], compressed: compressed,
        unusedWindow: unusedWindow)
      return ConfiguredModel(
        model: model, modelType: modelType, dataType: dataType,
        stretchedContext: statesScaling
          ? nil : limit.map { min(4 * $0, LoadSettings.contextBound) },
        quantization: quantization)
    } catch {
      report(error, in: chosen, sizes, experts)
      return nil
    }
  }

  /// Notes fields whose values are of a kind that nothing could be read of.
  private mutating func checkKinds() {
    scope.checkKinds(ConfigFields.kinds, of: scope.object)
    scope.checkKinds(ConfigFields.outerKinds, of: scope.outer ?? scope.object)
    for object in [scope.object, scope.outer].compactMap(\.self) {
      for name in ConfigFields.quantizationFields {
        scope.checkKinds(ConfigFields.quantizationKinds, of: object.object(name))
      }
    }
    scope.checkKinds(ConfigFields.scalingKinds, of: scaling)
  }

  /// The number format of the checkpoint, from the language model's object or the one around it.
  private var dataType: String? {
    for object in [scope.object, scope.outer].compactMap(\.self) {
      if let text = object.text("dtype") ?? object.text("torch_dtype") { return text }
    }
    return nil
  }

  private var quantization: CheckpointQuantization? {
    for object in [scope.object, scope.outer].compactMap(\.self) {
      for name in ConfigFields.quantizationFields {
        if let found = object.object(name) { return CheckpointQuantization(found) }
      }
    }
    return nil
  }

  /// The fields that say whether the output matrix is the input embedding. Classes with one of their own
  /// state the common one as they inherit it.
  private static let tieFields = [
    "weight_tying", "share_embedding", "tie_word_embeddings", "tie_embedding",
  ]

  /// Whether the output matrix is the input embedding: said inside, outside, or by the family.
  private mutating func readTies(_ family: ConfigFamily?) -> Bool {
    for name in Self.tieFields { if let field = scope.flag(name) { return field.value } }
    if let outer = scope.outer?.flag("tie_word_embeddings") { return outer }
    guard let family, family.isKnown else { return tiesUnsaid.value }
    return family.tiesByDefault
  }

  /// Whether a field inside or outside says whether the output matrix is the input embedding.
  var statesTies: Bool {
    Self.tieFields.contains { scope.object[$0] != nil }
      || scope.outer?.flag("tie_word_embeddings") != nil
  }

  private var scaling: ConfigObject? {
    scope.object.object("rope_scaling") ?? scope.object.object("rope_parameters")
  }

  /// Whether the file scales positions; newer files state the parameters of plain ones too.
  private var statesScaling: Bool {
    guard let scaling else { return false }
    return (scaling.text("rope_type") ?? scaling.text("type")) != "default"
  }

  /// The longest context: positions, or what scaled positions reach when that is more.
  private mutating func readContextLimit() -> Int64? {
    let names = [
      "max_position_embeddings", "model_max_length", "n_positions", "max_sequence_length",
      "seq_length",
    ]
    guard let positions = scope.member(names) else { return nil }
    guard case .number(let number) = positions.value.kind else {
      scope.wrongType(positions, expected: "a whole number of tokens")
      return nil
    }
    // Numbers beyond every context stand for none.
    guard let size = number.double, size < Double(LoadSettings.contextBound) else { return nil }
    guard let limit = number.integer, limit > 0 else {
      scope.report(
        Diagnostic(
          "config-field-range",
          "'\(positions.key)' is \(number.text), expected a whole number above 0",
          at: scope.span(positions.value)))
      return nil
    }
    var longest = limit
    if let scaling,
      let original = scaling.integer("original_max_position_embeddings"), original > 0,
      let factor = scaling.double("factor"), factor >= 1
    {
      let reach = Double(original) * factor
      if reach < Double(LoadSettings.contextBound) { longest = max(longest, Int64(reach)) }
    }
    return min(longest, LoadSettings.contextBound)
  }

  /// Notes factors and positions of a scaling that no scaling has, also where each kind of layer has one of
  /// its own.
  private mutating func checkScaling() {
    guard let scaling else { return }
    for object in [scaling] + scaling.keys.compactMap({ scaling.object($0) }) {
      for name in ["factor", "original_max_position_embeddings"] {
        guard let member = object[name], case .number(let number) = member.value.kind,
          let value = number.double, value <= 0
        else { continue }
        scope.report(
          Diagnostic(
            "config-field-range", "'\(name)' is \(number.text), expected a number above 0",
            at: scope.span(member.value)))
      }
    }
  }
}
