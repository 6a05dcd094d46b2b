internal import Diagnostics
internal import Sizing

/// Which layers have a window by one field.
private struct WindowLayout {
  let member: JSONMember
  /// Whether each layer has it.
  let limited: [Bool]
}

extension ConfigReading {
  /// Reads the window of a family that is not known and which layers have it, in any order. All fields that
  /// say so must say the same: which of them the model's code reads is not known.
  mutating func readPlainLayers(count: Int) -> ConfigLayers {
    guard !reportSwitchedWindow(), let layouts = readLayouts(count: count) else {
      return ConfigLayers()
    }
    guard let first = layouts.first else {
      scope.missing(
        "layer_types", "which layers have the window, 'sliding_attention' or 'full_attention'")
      return ConfigLayers()
    }
    for other in layouts.dropFirst() { compare(other, with: first) }
    guard first.limited.contains(true) else { return ConfigLayers() }
    return ConfigLayers(window: readPlainWindow(first.limited))
  }

  /// Reads each field that says which layers have the window; `nil` when one of them says nothing usable.
  ///
  /// Layers without positions (`no_rope_layers`) say nothing of it: those of Llama 4 see all, those of SmolLM3
  /// have the window.
  private mutating func readLayouts(count: Int) -> [WindowLayout]? {
    var layouts: [WindowLayout] = []
    if let types = scope.texts("layer_types", "layers_block_type"),
      let member = scope.object[types.name]
    {
      let limited = types.value.map { Self.kind(ofType: $0) == .window }
      guard limited.count == count else { return nil }
      layouts.append(WindowLayout(member: member, limited: limited))
    }
    for name in Self.repeatedFields {
      guard let member = scope.object[name] else { continue }
      guard let limited = readRepeated(member, count: count) else { return nil }
      layouts.append(WindowLayout(member: member, limited: limited))
    }
    if let member = scope.object["max_window_layers"] {
      guard let first = scope.count("max_window_layers")?.value else { return nil }
      let limited = (0..<Int64(count)).map { $0 >= first }
      layouts.append(WindowLayout(member: member, limited: limited))
    }
    return layouts
  }

  /// The fields whose pattern repeats over the layers, where there is a window.
  static let repeatedFields = ["sliding_window_pattern", "global_attn_every_n_layers"]

  /// Reads a pattern that repeats over the layers, by letters or a number.
  private mutating func readRepeated(_ member: JSONMember, count: Int) -> [Bool]? {
    if case .text(let letters) = member.value.kind {
      return readPattern(letters, of: member, count: count)
    }
    guard let field = scope.count(member.key) else { return nil }
    return readPeriod(field, count: count)
  }

  /// Reads letters that repeat over the layers, `L` for one with a window: whether each layer has one, or
  /// `nil` when there are other letters or none.
  mutating func readPattern(
    _ letters: String, of member: JSONMember, count: Int
  ) -> [Bool]? {
    guard !letters.isEmpty, letters.allSatisfy({ $0 == "L" || $0 == "G" }) else {
      let found =
        letters.isEmpty
        ? "the pattern in \(QuotedText.of(member.key)) is empty, expected"
        : "the pattern \(QuotedText.of(letters)) has other letters than"
      scope.report(
        Diagnostic(
          "config-layer-types",
          "\(found) 'L' for a layer with a window and 'G' for one without",
          at: scope.span(member.value)))
      return nil
    }
    let limited = letters.map { $0 == "L" }
    return (0..<count).map { limited[$0 % limited.count] }
  }

  /// Reads each how many layers one sees all: whether each layer is another, or `nil` for no such number.
  mutating func readPeriod(_ field: ConfigField<Int64>, count: Int) -> [Bool]? {
    guard field.value > 0 else {
      outOfRange(field, "at least 1, which lets every layer see the whole context")
      return nil
    }
    return Self.unlike(every: field.value, count: count)
  }

  /// Whether each layer is another than the last of so many.
  static func unlike(every period: Int64, count: Int) -> [Bool] {
    (0..<Int64(count)).map { ($0 + 1) % period != 0 }
  }

  private mutating func readPlainWindow(_ limited: [Bool]) -> AttentionWindow? {
    guard let tokens = scope.count(Self.windowFields) else {
      if scope.member(Self.windowFields) == nil {
        scope.missing("sliding_window", "the tokens of the window that some layers see")
      }
      return nil
    }
    if let period = LayerPeriod.of(limited.map { !$0 }) {
      return AttentionWindow(tokens: tokens.value, fullEvery: period)
    }
    return AttentionWindow(tokens: tokens.value, limited: limited)
  }

  // MARK: Faults

  /// Notes a list that gives layers a window which a switch turns off; `false` where there is none.
  ///
  /// Source: classes of transformers that have the switch (Qwen 2, Qwen 3) have no window where it is off, and
  /// fail at a layer for which the list names one (`create_sliding_window_causal_mask`); classes without it
  /// go by the list. So no size is that of a family that is not known. In the known ones the switch decides.
  private mutating func reportSwitchedWindow() -> Bool {
    guard let switched = scope.flag("use_sliding_window"), !switched.value,
      listsLayers("sliding_attention"),
      let list = scope.member(["layer_types", "layers_block_type"])
    else { return false }
    scope.report(
      Diagnostic(
        "config-fields-disagree",
        "\(QuotedText.of(list.key)) gives layers a window and '\(switched.name)' is false, "
          + "expected a window by both or by neither",
        at: scope.span(list.value), notes: [.init("the switch", at: switched.span)],
        help: [
          "remove '\(switched.name)' where the model's code does not read it, or else list each layer "
            + "as 'full_attention'"
        ]))
    return true
  }

  /// Notes a layer to which two fields give different kinds.
  private mutating func compare(_ other: WindowLayout, with first: WindowLayout) {
    let differs = first.limited.indices.first { first.limited[$0] != other.limited[$0] }
    guard let layer = differs else { return }
    let seen = { (layout: WindowLayout) in layout.limited[layer] ? "a window" : "all tokens" }
    scope.report(
      Diagnostic(
        "config-fields-disagree",
        "layer \(layer), counted from 0, sees \(seen(first)) by \(QuotedText.of(first.member.key)) and "
          + "\(seen(other)) by \(QuotedText.of(other.member.key)), expected the same by both",
        at: scope.span(other.member.value),
        notes: [.init("the other", at: scope.span(first.member.value))],
        help: [
          "remove the field that the model's code does not read: classes of transformers go by "
            + "'layer_types' where it is there"
        ]))
  }
}
