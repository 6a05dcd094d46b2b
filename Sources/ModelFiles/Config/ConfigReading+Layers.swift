internal import Diagnostics
internal import Sizing

/// How the layers of a model differ in what they see.
struct ConfigLayers {
  var window: AttentionWindow?
  var pattern = LayerPattern.uniform
}

extension ConfigReading {
  /// What a layer sees of the tokens before it.
  enum LayerKind {
    /// All of them.
    case full
    /// A window or a chunk.
    case window
    /// None; it keeps a state.
    case state
    /// None; a dense feed-forward part stands alone.
    case dense
    /// None; experts stand alone.
    case experts

    /// The entry of an engine's list.
    var mixer: LayerMixer {
      switch self {
      case .full, .window: .attention
      case .state: .recurrence
      case .dense: .feedForward
      case .experts: .experts
      }
    }
  }

  /// Reads which layers see the whole context, a window or a state.
  mutating func readLayers(_ family: ConfigFamily, count: Int) -> ConfigLayers {
    let covered: [ModelFeature] = [.slidingWindow, .chunkedAttention, .linearAttention]
    guard covered.contains(where: family.covers.contains),
      !family.architecture.hasCompressedAttention, family.architecture.hasAttention
    else { return ConfigLayers() }
    guard family.isKnown || family.architecture.recurrenceKind != nil else {
      return readPlainLayers(count: count)
    }
    guard let kinds = readKinds(family, count: count) else { return ConfigLayers() }
    if family.architecture.block.mixersStandAlone {
      return ConfigLayers(pattern: .listed(kinds.map(\.mixer)))
    }
    let period = LayerPeriod.of(kinds.map { $0 == .full })
    if kinds.contains(.state) {
      return ConfigLayers(
        pattern: period.map { .fullEvery($0) } ?? .listed(kinds.map(\.mixer)))
    }
    guard kinds.contains(.window) else { return ConfigLayers() }
    guard let period else {
      if let member = scope.member(Self.kindFields) {
        scope.report(uncovered(.unevenLayers, member))
      }
      return ConfigLayers()
    }
    guard !reportOtherPeriod(period, of: family, layers: count) else { return ConfigLayers() }
    let full = kinds.indices.filter { kinds[$0] == .full }
    return ConfigLayers(window: readWindow(family, every: period, full: full))
  }

  /// The fields that say which layers see what, in the order in which they count.
  static let kindFields = [
    "layer_types", "layers_block_type", "hybrid_override_pattern", "no_rope_layers",
    "sliding_window_pattern", "full_attention_interval", "no_rope_layer_interval",
  ]

  private mutating func readKinds(_ family: ConfigFamily, count: Int) -> [LayerKind]? {
    let other: LayerKind = family.covers.contains(.linearAttention) ? .state : .window
    if let types = scope.texts("layer_types", "layers_block_type") {
      return listed(types.value.map { Self.kind(ofType: $0) }, count: count)
    }
    if let letters = scope.object.text("hybrid_override_pattern") {
      return readLetters(letters, count: count)
    }
    if let kinds = readNumberedLayers(count: count) { return kinds }
    if scope.object.object("linear_attn_config") != nil { return readLinearLayers(count: count) }
    if family.covers.contains(.chunkedAttention), let member = scope.object["no_rope_layers"],
      case .list(let items) = member.value.kind, !items.isEmpty
    {
      return listed(items.map { Self.isZero($0) ? .full : other }, count: count)
    }
    if let member = scope.object["sliding_window_pattern"],
      case .text(let letters) = member.value.kind
    {
      return readPattern(letters, of: member, count: count)?.map { $0 ? other : .full }
    }
    let field = scope.count(
      "sliding_window_pattern", "full_attention_interval", "no_rope_layer_interval")
    if let field { return readPeriod(field, count: count)?.map { $0 ? other : .full } }
    guard let period = family.period else { return nil }
    return Self.unlike(every: period, count: count).map { $0 ? other : .full }
  }

  /// Checks that a list has an entry for each layer.
  private mutating func listed(_ kinds: [LayerKind], count: Int) -> [LayerKind]? {
    guard kinds.count != count, kinds.contains(where: { $0 != .full }) else { return kinds }
    if let member = scope.member(Self.kindFields) {
      reportCount(kinds.count, of: member, layers: count)
    }
    return nil
  }

  /// Notes that a list has not one entry for each layer.
  mutating func reportCount(_ found: Int, of member: JSONMember, layers: Int) {
    scope.report(
      Diagnostic(
        "config-layer-types",
        "the list \(QuotedText.of(member.key)) has \(found) entries, "
          + "expected one for each of the \(layers) layers",
        at: scope.span(member.value)))
  }

  /// Reads a pattern with a letter for each layer, as Nemotron-H has it.
  private mutating func readLetters(_ letters: String, count: Int) -> [LayerKind]? {
    var kinds: [LayerKind] = []
    for letter in letters {
      switch letter {
      case "M": kinds.append(.state)
      case "*": kinds.append(.full)
      case "-": kinds.append(.dense)
      case "E": kinds.append(.experts)
      default:
        if let member = scope.object["hybrid_override_pattern"] {
          scope.report(
            Diagnostic(
              "config-layer-types",
              "the pattern has the letter \(QuotedText.of(String(letter))), "
                + "expected one of 'M', '*', '-' and 'E' for each layer",
              at: scope.span(member.value)))
        }
        return nil
      }
    }
    return listed(kinds, count: count)
  }

  /// Reads a list of the layers with attention, counted from 0; the others keep a state.
  private mutating func readNumberedLayers(count: Int) -> [LayerKind]? {
    guard let member = scope.member(["full_attn_idxs", "attn_layer_indices"]),
      case .list(let items) = member.value.kind
    else { return nil }
    var kinds = [LayerKind](repeating: .state, count: count)
    for item in items {
      guard case .number(let number) = item.kind, let layer = number.integer,
        (0..<Int64(count)).contains(layer)
      else {
        scope.report(
          Diagnostic(
            "config-layer-types",
            "the list '\(member.key)' names something else than one of the layers 0 to "
              + "\(count - 1)", at: scope.span(item)))
        return nil
      }
      kinds[Int(layer)] = .full
    }
    return kinds
  }

  /// Reads two lists of layers, counted from 1, that together name each layer once.
  private mutating func readLinearLayers(count: Int) -> [LayerKind]? {
    var kinds = [LayerKind?](repeating: nil, count: count)
    guard let inner = scope.object.object("linear_attn_config") else { return nil }
    var isSound = true
    for (name, kind) in [("full_attn_layers", LayerKind.full), ("kda_layers", .state)] {
      guard let member = inner[name], case .list(let items) = member.value.kind else {
        isSound = false
        continue
      }
      for item in items {
        guard case .number(let number) = item.kind, let layer = number.integer,
          (1...Int64(count)).contains(layer), kinds[Int(layer) - 1] == nil
        else {
          isSound = false
          continue
        }
        kinds[Int(layer) - 1] = kind
      }
    }
    let named = kinds.compactMap(\.self)
    guard isSound, named.count == count else {
      scope.report(
        Diagnostic(
          "config-layer-types",
          "'full_attn_layers' and 'kda_layers' do not name each of the layers 1 to \(count) once",
          at: scope.source.span(inner.range)))
      return nil
    }
    return named
  }

  private static func isZero(_ value: JSONValue) -> Bool {
    guard case .number(let number) = value.kind else { return false }
    return number.integer == 0
  }

  /// The kind behind a name; names that are not covered were reported before.
  static func kind(ofType type: String) -> LayerKind {
    switch type {
    case "sliding_attention", "chunked_attention": .window
    case "linear_attention", "mamba", "mamba2", "conv": .state
    case "mlp": .dense
    case "moe": .experts
    default: .full
    }
  }
}
