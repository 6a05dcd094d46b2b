internal import Diagnostics
internal import Sizing

extension ConfigReading {
  /// Reads the key and value heads; `nil` where the file states none, and each query head has its own.
  ///
  /// A wrong number in their place would make the cache several times as large, so that a field which
  /// seems to state them and is not understood is refused.
  mutating func readKVHeads(_ family: ConfigFamily?, heads: Int64) -> Int64? {
    let stated = scope.count(Self.kvHeadFields, perLayer: true)
    let isExplicit = scope.member(Self.kvHeadFields) != nil
    let found = readMultiQuery() ?? stated?.value
    for member in Self.attentionFields(of: scope.object) {
      guard Self.seemsToCountKVHeads(member), !isUnderstood(member.key, family),
        Self.isInUse(member), !(isExplicit && Self.agrees(member, found ?? heads, heads))
      else { continue }
      scope.report(
        Diagnostic(
          "model-not-covered",
          "the field \(QuotedText.of(member.key)) seems to say how many key and value heads there "
            + "are, in a way that is not understood",
          at: scope.span(member.value),
          help: ["state their number as 'num_key_value_heads' where all layers have the same"]))
    }
    return found
  }

  /// The fields that state the number, the name that most files have first.
  ///
  /// Source: `num_key_value_heads` Llama and most classes of transformers, `num_kv_heads` and
  /// `n_head_kv` Falcon, `n_kv_heads` Meta's own files and OLMo, `num_query_groups` Megatron-LM (groups
  /// of query heads, each with one key head), `num_key_value_heads_per_layer` DeciLM.
  static let kvHeadFields = [
    "num_key_value_heads", "num_kv_heads", "n_head_kv", "n_kv_heads", "num_query_groups",
    "num_key_value_heads_per_layer",
  ]

  /// Reads switches for one head of keys and values that all query heads share, or for a few.
  ///
  /// Source: `multi_query_attention` with `multi_query_group_num` in ChatGLM's class, by itself in OLMo's;
  /// `multi_query` in those of GPT-BigCode and Falcon, which counts heads by `num_kv_heads` only with
  /// `new_decoder_architecture`.
  private mutating func readMultiQuery() -> Int64? {
    let groups = scope.count("multi_query_group_num")
    if let use = scope.flag("multi_query_attention") {
      guard use.value else { return nil }
      if let groups { return groups.value }
      return scope.member(Self.kvHeadFields) == nil ? 1 : nil
    }
    if groups != nil {
      scope.missing("multi_query_attention", "whether 'multi_query_group_num' counts")
    }
    guard scope.flag("multi_query")?.value == true,
      scope.flag("new_decoder_architecture")?.value != true
    else { return nil }
    if let stated = scope.count("num_key_value_heads"), stated.value != 1 {
      scope.report(
        Diagnostic(
          "config-fields-disagree",
          "'\(stated.name)' is \(stated.value) and 'multi_query' asks for one, "
            + "expected one number of key and value heads",
          at: stated.span))
    }
    return 1
  }

  /// The fields of an object, and those of objects inside it that describe attention.
  private static func attentionFields(of object: ConfigObject) -> [JSONMember] {
    object.fields.flatMap { member -> [JSONMember] in
      guard member.key.hasPrefix("attn") || member.key.hasPrefix("attention"),
        let inner = ConfigObject(member.value)
      else { return [member] }
      return inner.fields
    }
  }

  /// Whether a field was read, or says what the family reads elsewhere.
  private func isUnderstood(_ name: String, _ family: ConfigFamily?) -> Bool {
    if name == "num_global_key_value_heads" { return family?.covers.contains(.sharedCache) == true }
    return ConfigFields.isKnown(name)
  }

  /// Whether a field says no more than the heads that were found: that they are shared, how many there
  /// are, or, where its name speaks of groups, how many query heads each of them serves.
  private static func agrees(_ member: JSONMember, _ found: Int64, _ heads: Int64) -> Bool {
    switch member.value.kind {
    case .flag, .text: true
    case .number(let number):
      number.integer == found
        || found > 0 && number.integer == heads / found
          && words(of: member.key).contains(where: groupWords.contains)
    case .null, .list, .object: false
    }
  }

  /// Whether a field's name, or the name of a method in it, holds words for key and value heads or for
  /// groups of query heads.
  private static func seemsToCountKVHeads(_ member: JSONMember) -> Bool {
    if seemsToCountKVHeads(member.key) { return true }
    guard case .text(let text) = member.value.kind, member.key.lowercased().contains("att") else {
      return false
    }
    return namesMethod(text)
  }

  /// Whether a text names attention whose query heads share keys.
  private static func namesMethod(_ text: String) -> Bool {
    let words = words(of: text.replacing("-", with: "_"))
    if words.contains("gqa") || words.contains("mqa") { return true }
    let joined = words.joined()
    return ["multiquery", "groupedquery", "groupquery"].contains(where: joined.contains)
  }

  /// Whether a name holds such words.
  static func seemsToCountKVHeads(_ name: String) -> Bool {
    if namesMethod(name) { return true }
    let words = words(of: name)
    let joined = words.joined(separator: "_")
    if ["query_group", "attention_group", "attn_group"].contains(where: joined.contains) {
      return true
    }
    guard words.allSatisfy({ !widths.contains($0) }) else { return false }
    let heads = words.filter { word in
      word != "qkv" && ["kv", "kvhead", "kvheads"].contains(where: word.hasSuffix)
    }
    if heads.contains(where: { $0 != "kv" }) { return true }
    let isOfKeys = !heads.isEmpty || words.contains("key") || words.contains("keys")
    return isOfKeys && words.contains(where: counted.contains)
  }

  /// Words of names that may count the query heads of one key head.
  private static let groupWords: Set<String> = ["gqa", "group", "groups", "mqa", "per", "ratio"]

  private static let counted: Set<String> = ["head", "heads", "group", "groups", "n", "num"]

  /// Words of names that give no number of heads.
  private static let widths: Set<String> = [
    "bias", "cache", "channels", "dim", "dropout", "layers", "lora", "norm", "rank", "shared",
    "size", "width",
  ]
}
