internal import Diagnostics
internal import Sizing

/// A size that one field states for all layers, and others for some of them.
private enum ShapeSize {
  case keySize
  case valueSize
  case queryHeads
  case kvHeads
  case feedForward
  case expert
  /// Experts that serve every token come beside all others, however wide they are.
  case sharedExpert
  case stream

  /// Another such size, for messages.
  var words: String {
    switch self {
    case .keySize: "heads of another size"
    case .valueSize: "value heads of another size"
    case .queryHeads: "another number of query heads"
    case .kvHeads: "another number of key and value heads"
    case .feedForward: "a feed-forward part of another width"
    case .expert: "experts of another width"
    case .sharedExpert: "experts that every token uses, of another width"
    case .stream: "a stream of another width"
    }
  }
}

extension ConfigReading {
  /// Notes fields of a family that is not known which nothing reads and which seem to state heads or widths
  /// of some layers or parts, unless they state what all layers have.
  ///
  /// Source of such names: `swa_head_dim` MiMo V2 and Inkling, `num_attention_heads_per_layer` Laguna,
  /// `attention_other_setting` Step 3.5, `prefix_dense_intermediate_size` Cohere 2 with experts.
  mutating func reportOtherShapes(
    _ sizes: ConfigSizes, feedForward: Int64, _ experts: Experts?, _ family: ConfigFamily?
  ) {
    let others: Set<String> =
      family?.architecture.recurrenceKind == nil ? [] : Self.stateShapes
    let read = Self.readShapes.union(others)
    let stated = Self.feedForwardFields.compactMap { scope.object.integer($0) }.first
    let dense: Int64? = feedForward > 0 ? feedForward : stated
    for object in [scope.object] + attentionObjects(but: others) {
      let isOutermost = object.range == scope.object.range
      for member in object.fields where Self.isInUse(member) {
        guard !isOutermost || !read.contains(member.key),
          let size = Self.shapeSize(member.key),
          let found = Self.statedShape(member, beside: object)
        else { continue }
        let plain: Int64? =
          switch size {
          case .keySize: sizes.heads.keySize
          case .valueSize: sizes.heads.valueSize
          case .queryHeads: sizes.heads.queryHeads
          case .kvHeads: sizes.heads.kvHeads
          case .feedForward: dense
          case .expert: experts?.feedForwardSize
          case .sharedExpert: nil
          case .stream: sizes.hidden.value
          }
        guard found.numbers.contains(where: { $0 != plain }) else { continue }
        reportShape(member, found.words, size, plain)
      }
    }
  }

  private mutating func reportShape(
    _ member: JSONMember, _ found: String, _ size: ShapeSize, _ plain: Int64?
  ) {
    let than = plain.map { "\($0)" } ?? "the others"
    scope.report(
      Diagnostic(
        "model-not-covered",
        "the field \(QuotedText.of(member.key)) is \(found) and seems to give some layers "
          + "\(size.words) than \(than), which the engine does not size in a family that is not known",
        at: scope.span(member.value),
        help: [
          "give a GGUF file of the model by --gguf: it states the sizes of each layer, and is sized "
            + "where its architecture is known",
          "remove the field where the model's code does not read it",
        ]))
  }

  /// Objects that describe the attention of some layers, without those of some names.
  private func attentionObjects(but others: Set<String>) -> [ConfigObject] {
    scope.object.fields.compactMap { member in
      let words = Self.words(of: member.key)
      guard !others.contains(member.key), words.contains(where: Self.attentionWords.contains),
        !words.contains(where: Self.otherParts.contains)
      else { return nil }
      return ConfigObject(member.value)
    }
  }

  private static let attentionWords: Set<String> = [
    "attention", "attn", "global", "local", "sliding", "swa",
  ]

  /// The fields that are read, or in whose place others are where they differ.
  private static let readShapes: Set<String> = Set(
    [
      ["v_head_dim"], headSizeFields, queryHeadFields, kvHeadFields, streamFields,
      feedForwardFields, expertWidthFields, sharedFields,
    ].joined())

  /// Words of names that say nothing of the decoder's layers, or state no size of a head by themselves.
  private static let otherParts: Set<String> = [
    // Towers and what joins them to the decoder.
    "adapter", "audio", "codec", "connector", "encoder", "image", "mm", "multimodal", "out",
    "perceiver", "projection", "projector", "qformer", "resampler", "sound", "speech", "tower",
    "video", "vision", "visual", "vit",
    // Layers that guess tokens, and an indexer, which has a rule of its own.
    "draft", "index", "indexer", "medusa", "mtp", "nextn", "predict", "prediction",
    // Parts of heads, and what is multiplied or compared with sizes.
    "base", "bits", "factor", "lora", "multiple", "multiplier", "mup", "original", "ratio", "rope",
    "rotary", "scale", "scaling",
  ]

  /// What a name states, by its words; `nil` where it is no such size.
  private static func shapeSize(_ name: String) -> ShapeSize? {
    if kvHeadFields.contains(name) { return .kvHeads }
    let words = Set(words(of: name))
    // Other names of key and value heads are looked at where these are read.
    guard words.isDisjoint(with: otherParts), !seemsToCountKVHeads(name) else { return nil }
    if holds(name, ["head_dim", "head_size"]) {
      let isOfValues = words.contains("v") || words.contains("value") && !words.contains("key")
      return isOfValues ? .valueSize : .keySize
    }
    let heads = ["attention_head", "attn_head", "query_head", "q_head", "num_head", "n_head"]
    if holds(name, heads) { return .queryHeads }
    let widths = ["intermediate_size", "ffn_hidden_size", "mlp_hidden_size", "moe_hidden_size"]
    guard holds(name, widths) else { return holds(name, ["hidden_size"]) ? .stream : nil }
    if !words.isDisjoint(with: ["share", "shared"]) { return .sharedExpert }
    return words.isDisjoint(with: ["expert", "experts", "moe"]) ? .feedForward : .expert
  }

  /// Whether a name holds one of some rows of words, the last of them in the plural or not.
  private static func holds(_ name: String, _ rows: [String]) -> Bool {
    let joined = "_" + words(of: name).joined(separator: "_") + "_"
    return rows.contains { row in
      let one = "_\(row)_"
      let several = "_\(row)s_"
      return joined.contains(one) || joined.contains(several)
    }
  }

  /// The numbers that a field states, or one for each layer, and what it is in words; `nil` where it states
  /// none. The part of a head without position counts with the part that has one.
  private static func statedShape(
    _ member: JSONMember, beside object: ConfigObject
  ) -> (numbers: [Int64?], words: String)? {
    if case .list(let items) = member.value.kind {
      let numbers = items.map { wholeNumber($0) }
      guard numbers.contains(where: { $0 != nil }) else { return nil }
      return (numbers: numbers, words: member.value.kindName)
    }
    guard let number = wholeNumber(member.value), number > 0 else { return nil }
    let turned = member.key.replacing("nope", with: "rope")
    guard turned != member.key, let rest = object.integer(turned), rest > 0 else {
      return (numbers: [number], words: "\(number)")
    }
    let (sum, overflows) = number.addingReportingOverflow(rest)
    guard !overflows else { return (numbers: [nil], words: "\(number)") }
    return (numbers: [sum], words: "\(number), \(sum) with \(QuotedText.of(turned)),")
  }

  private static func wholeNumber(_ value: JSONValue) -> Int64? {
    guard case .number(let number) = value.kind else { return nil }
    return number.integer
  }
}
