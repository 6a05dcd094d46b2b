internal import Diagnostics
internal import Sizing

/// The sizes that every decoder's configuration states.
struct ConfigSizes {
  let layers: ConfigField<Int64>
  let hidden: ConfigField<Int64>
  let heads: HeadShape
  let vocabulary: ConfigField<Int64>
}

extension ConfigReading {
  /// Reads the sizes, or notes each that is missing.
  ///
  /// Heads of latent attention have the sizes of its parts; `head_dim` then names one of these.
  mutating func readSizes(
    _ latent: LatentAttention?, _ family: ConfigFamily?
  ) -> ConfigSizes? {
    let layers = required(
      scope.count("num_hidden_layers", "n_layer", "num_layers", "n_layers"), "num_hidden_layers",
      "the number of decoder layers")
    let hidden = required(
      scope.count(Self.streamFields), "hidden_size",
      "the width of the residual stream")
    let hasAttention = family?.architecture.hasAttention != false
    let heads =
      hasAttention
      ? required(
        scope.count(Self.queryHeadFields), "num_attention_heads", "the number of query heads") : nil
    let vocabulary = required(
      scope.count("vocab_size", "padded_vocab_size") ?? outerVocabulary, "vocab_size",
      "the rows of the embedding")
    let head = scope.count(Self.headSizeFields)
    guard let layers, let hidden, let vocabulary else { return nil }
    guard (1...1024).contains(layers.value) else {
      outOfRange(layers, "1 to 1024 layers")
      return nil
    }
    guard hasAttention else {
      reportAttention()
      return ConfigSizes(layers: layers, hidden: hidden, heads: .absent, vocabulary: vocabulary)
    }
    guard let heads, let shape = readHeads(heads, size: head, hidden, latent, family) else {
      return nil
    }
    return ConfigSizes(layers: layers, hidden: hidden, heads: shape, vocabulary: vocabulary)
  }

  /// Notes a field that gives attention to a model of a family that has none.
  private mutating func reportAttention() {
    let names =
      Self.queryHeadFields + [
        "num_key_value_heads", "attn_layer_indices", "attn_layer_idx", "attn_cfg",
      ]
    var found = names.compactMap { scope.object[$0] }.first { Self.isInUse($0) }
    if let types = scope.texts("layer_types", "layers_block_type"),
      types.value.contains(where: { Self.kind(ofType: $0) != .state })
    {
      found = scope.object[types.name]
    }
    guard let found else { return }
    scope.report(
      Diagnostic(
        "config-layers",
        "the field \(QuotedText.of(found.key)) describes attention, which models of the type "
          + "\(QuotedText.of(modelType)) have not", at: scope.span(found.value)))
  }

  /// Reads the heads of attention, or notes what does not go together.
  private mutating func readHeads(
    _ heads: ConfigField<Int64>, size head: ConfigField<Int64>?, _ hidden: ConfigField<Int64>,
    _ latent: LatentAttention?, _ family: ConfigFamily?
  ) -> HeadShape? {
    guard heads.value > 0 else {
      outOfRange(heads, "at least one head")
      return nil
    }
    guard latent != nil || head != nil || hidden.value % heads.value == 0 else {
      scope.report(
        Diagnostic(
          "config-heads",
          "the width \(hidden.value) is no multiple of \(heads.value) heads, expected 'head_dim'",
          at: hidden.span, notes: [.init("the heads", at: heads.span)],
          help: ["add 'head_dim', the elements of one head"]))
      return nil
    }
    let size = head?.value ?? hidden.value / heads.value
    let kvHeads =
      latent == nil
      ? readKVHeads(family, heads: heads.value) ?? heads.value : heads.value
    // Families that are known take it for a part of latent attention, and so do files that turn that off.
    let isPart = family?.isKnown == true || scope.flag("use_mla")?.value == false
    let valueSize = isPart ? nil : scope.count("v_head_dim")?.value
    return HeadShape(
      queryHeads: heads.value, kvHeads: kvHeads,
      keySize: latent.map { $0.nopeSize + $0.ropeSize } ?? size,
      valueSize: latent?.valueSize ?? valueSize ?? size)
  }

  /// The fields that state the elements of a head.
  static let headSizeFields = [
    "head_dim", "attention_head_dim", "kv_channels", "head_size", "attention_head_size",
  ]

  /// The fields that state the width of the residual stream.
  static let streamFields = ["hidden_size", "n_embd", "d_model"]

  /// The fields that state query heads.
  static let queryHeadFields = ["num_attention_heads", "n_head", "n_heads"]

  /// Some configurations keep the size of the vocabulary beside the towers.
  private var outerVocabulary: ConfigField<Int64>? {
    guard let member = scope.outer?["vocab_size"], case .number(let number) = member.value.kind,
      let value = number.integer, value > 0
    else { return nil }
    return ConfigField(name: member.key, value: value, span: scope.span(member.value))
  }

  private mutating func required(
    _ field: ConfigField<Int64>?, _ name: String, _ meaning: String
  ) -> ConfigField<Int64>? {
    if field == nil, scope.object[name] == nil { scope.missing(name, meaning) }
    return field
  }

  mutating func outOfRange(_ field: ConfigField<Int64>, _ expected: String) {
    scope.report(
      Diagnostic(
        "config-field-range", "'\(field.name)' is \(field.value), expected \(expected)",
        at: field.span))
  }
}
