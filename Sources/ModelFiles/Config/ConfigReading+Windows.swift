internal import Diagnostics
internal import Sizing

extension ConfigReading {
  /// The window: of the field, or of the class where files leave it out; `nil` when it is off.
  mutating func readWindow(
    _ family: ConfigFamily, every period: Int, full: [Int]
  ) -> AttentionWindow? {
    guard let tokens = scope.count("sliding_window") ?? scope.count("attention_chunk_size"),
      tokens.value > 0
    else { return nil }
    if family.architecture == .gemma4, let member = scope.object["per_layer_config"] {
      guard let heads = readFullHeads(member, layers: full) else { return nil }
      return AttentionWindow(
        tokens: tokens.value, fullEvery: period, fullKVHeads: heads.kvHeads,
        fullHeadSize: heads.size)
    }
    let sharesValues = scope.flag("attention_k_eq_v")?.value ?? false
    return AttentionWindow(
      tokens: tokens.value, fullEvery: period,
      fullKVHeads: sharesValues ? scope.count("num_global_key_value_heads")?.value : nil,
      fullHeadSize: scope.count("global_head_dim")?.value)
  }

  /// The fields that state the tokens of a window.
  static let windowFields = ["sliding_window", "window_size"]

  /// Reads the window of a family whose window llama.cpp leaves unused; `nil` where none is in use.
  ///
  /// Source: the classes of transformers. A switch puts it on the layers from `max_window_layers` on, a list
  /// of kinds on those that it says; elsewhere all layers have it.
  mutating func readUnusedWindow(_ family: ConfigFamily, count: Int) -> UnusedWindow? {
    guard family.ignoresWindow, let member = usedWindow(family),
      case .number(let number) = member.value.kind, let tokens = number.integer
    else { return nil }
    var layers: [Bool] = []
    if let types = scope.texts("layer_types") {
      guard types.value.count == count else { return nil }
      layers = types.value.map { Self.kind(ofType: $0) == .window }
    } else if family.switchesWindow, let first = scope.count("max_window_layers")?.value {
      layers = (0..<Int64(count)).map { $0 >= first }
    }
    guard layers.isEmpty || layers.contains(true) else { return nil }
    return UnusedWindow(tokens: tokens, layers: layers)
  }

  /// Reads the heads of the layers that see all, which newer files state layer by layer: the same for each
  /// of them, and nothing for others.
  private mutating func readFullHeads(
    _ member: JSONMember, layers: [Int]
  ) -> (kvHeads: Int64?, size: Int64?)? {
    guard let whole = ConfigObject(member.value) else { return nil }
    var heads: (kvHeads: Int64?, size: Int64?)?
    for layer in layers {
      guard let own = whole.object("\(layer)"),
        Set(own.keys).isSubset(of: ["head_dim", "num_key_value_heads"])
      else {
        scope.report(uncovered(.layerwiseShapes, member))
        return nil
      }
      var inner = ConfigScope(source: scope.source, object: own, outer: nil)
      let found = (
        kvHeads: inner.count("num_key_value_heads")?.value, size: inner.count("head_dim")?.value
      )
      for fault in inner.diagnostics { scope.report(fault) }
      guard inner.diagnostics.isEmpty, found == heads ?? found else {
        scope.report(uncovered(.layerwiseShapes, member))
        return nil
      }
      heads = found
    }
    guard let heads, whole.keys.count == layers.count else {
      scope.report(uncovered(.layerwiseShapes, member))
      return nil
    }
    return heads
  }

  // MARK: Faults

  /// Notes that a field gives all layers the same kind of attention where the family has two; `false`
  /// where none does.
  mutating func reportAlikeLayers(in family: ConfigFamily) -> Bool {
    guard let member = scope.member(Self.kindFields) else { return false }
    let areAlike =
      switch member.value.kind {
      case .list(let items): !items.isEmpty && items.allSatisfy { $0.kind == items[0].kind }
      case .text(let letters): Set(letters).count == 1
      case .number(let number): number.integer == 1
      case .null, .flag, .object: false
      }
    guard areAlike else { return false }
    scope.report(
      Diagnostic(
        "config-layers",
        "\(QuotedText.of(member.key)) gives every layer the same kind of attention, expected layers "
          + "with a window and layers without in the family '\(family.architecture.name)'",
        at: place(member)))
    return true
  }

  /// Notes that a field gives windows to other layers than llama.cpp's graph of the family, which reads no
  /// such field but for Gemma 4; `false` where they are the same.
  mutating func reportOtherPeriod(_ found: Int, of family: ConfigFamily, layers: Int) -> Bool {
    guard let period = family.period, family.architecture != .gemma4,
      let member = scope.member(Self.kindFields),
      found != LayerPeriod.of((1...layers).map { Int64($0) % period == 0 })
    else { return false }
    let words = found == 0 ? "no layer" : "each \(Self.ordinal(Int64(found))) layer"
    scope.report(
      Diagnostic(
        "config-layers",
        "\(QuotedText.of(member.key)) lets \(words) see the whole context, expected each "
          + "\(Self.ordinal(period)) as in the family '\(family.architecture.name)'",
        at: place(member)))
    return true
  }

  /// Notes that no field says which layers have a window, where the class's own period is not what fits
  /// the other fields; `false` where one does.
  mutating func reportUnstatedLayers(in family: ConfigFamily) -> Bool {
    guard scope.member(Self.kindFields) == nil, let period = family.period,
      let layers = scope.count("num_hidden_layers")?.value, layers % period != 0
    else { return false }
    scope.missing(
      "layer_types",
      "which layers have a window; each \(Self.ordinal(period)) without one, as where it is absent, "
        + "does not fit the other fields")
    return true
  }

  /// A small number as one of a row: `6th`.
  private static func ordinal(_ number: Int64) -> String {
    switch number {
    case 2: "2nd"
    case 3: "3rd"
    default: "\(number)th"
    }
  }
}
