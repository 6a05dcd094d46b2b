internal import Diagnostics
internal import Sizing

/// Whether a file holds the entries that its loader asks for, in the types that it reads.
extension GGUFShapeReading {
  /// Refuses a file that lacks entries of its architecture, or has them in other types or lengths.
  mutating func checkEntries(_ architecture: Architecture) {
    for entry in ExpectedEntry.ofAll { check(entry, prefix + entry.key) }
    for entry in kind.entries(isLite: isLite(architecture)) {
      check(entry, prefix + entry.key)
    }
    for entry in ExpectedEntry.ofTokenizers { check(entry, entry.key) }
    checkTokens()
    checkExpertNumbers()
    checkPositions(architecture)
    if architecture == .deepseek4, let entry = entry("expert_gating_func"),
      case .integer(let value) = entry.value, value != ExpectedEntry.rootedScores
    {
      report(
        "gguf-value",
        "the metadata entry \(QuotedText.of(entry.key)) is \(value), expected "
          + "\(ExpectedEntry.rootedScores)", at: entry.range, help: [Self.remedy])
    }
  }

  /// Whether the loader of DeepSeek V2 and V3 takes the file for one of the small models, which project
  /// queries at once: it knows them by their blocks.
  func isLite(_ architecture: Architecture) -> Bool {
    guard architecture == .deepseek2 || architecture == .mistral4,
      let count = file.integer(prefix + "block_count")
    else { return false }
    guard count == 48 else { return count == 26 || count == 27 }
    return (file.integer(prefix + "vocab_size") ?? statedTokens) == 128_256
  }

  private mutating func check(_ expected: ExpectedEntry, _ key: String) {
    guard let entry = file.entry(key) else {
      guard expected.isRequired else { return }
      report(
        "gguf-key-missing", "the metadata entry \(QuotedText.of(key)) is missing", at: 0..<0,
        help: [Self.remedy])
      return
    }
    guard let elementType = entry.elementType else {
      guard expected.list == .always || entry.type != expected.type else { return }
      reportType(entry, expected)
      return
    }
    if expected.list == .passedOver { return }
    guard expected.list != .none, expected.takes(element: elementType) else {
      reportType(entry, expected)
      return
    }
    checkLength(entry, expected)
  }

  private mutating func checkLength(_ entry: GGUFEntry, _ expected: ExpectedEntry) {
    guard let found = entry.count, let count = file.integer(prefix + "block_count") else { return }
    let wanted: Int64
    switch expected.list {
    case .exactly(let length): wanted = Int64(length)
    case .layers: wanted = count - draftBlocks
    case .blocks: wanted = count
    case .always:
      guard found < count || found > Int64(LoaderLimits.layers) else { return }
      wanted = count
    case .none, .passedOver: return
    }
    guard found != wanted else { return }
    let blocks = expected.list == .exactly(4) ? "" : ": one for each block"
    report(
      "gguf-value",
      "the list of \(QuotedText.of(entry.key)) has \(found) values, expected \(wanted)\(blocks)",
      at: entry.range, help: [Self.remedy])
  }

  private mutating func reportType(_ entry: GGUFEntry, _ expected: ExpectedEntry) {
    let list = entry.elementType.map { "a list of \($0.name)" }
    let wanted =
      switch expected.list {
      case .none, .passedOver: expected.type.name
      case .always, .exactly: "a list of \(expected.type.name)"
      case .blocks, .layers: "\(expected.type.name), or a list of it"
      }
    report(
      "gguf-value",
      "the metadata entry \(QuotedText.of(entry.key)) is of the type \(list ?? entry.type.name), "
        + "expected \(wanted)", at: entry.range,
      help: ["llama.cpp reads it in no other type: convert the model again"])
  }

  // MARK: Vocabulary

  private mutating func checkTokens() {
    let key = "tokenizer.ggml.model"
    guard let entry = file.entry(key), case .text(let name) = entry.value else { return }
    guard ExpectedEntry.tokenizers.contains(name) else {
      report(
        "gguf-value", "the tokenizer \(QuotedText.of(name)) is none that llama.cpp has",
        at: entry.range,
        help: ["expected one of " + ExpectedEntry.tokenizers.joined(separator: ", ")])
      return
    }
    guard name != "none", name != "no_vocab" else { return }
    let tokens = list("tokenizer.ggml.tokens", of: .string, isRequired: true)
    let withoutMerges = file.text("tokenizer.ggml.pre") == "kimi-k2"
    if ExpectedEntry.tokenizersWithMerges.contains(name), !withoutMerges {
      _ = list("tokenizer.ggml.merges", of: .string, isRequired: true)
    }
    for (key, type) in [
      ("tokenizer.ggml.scores", GGUFValueType.float32), ("tokenizer.ggml.token_type", .int32),
    ] {
      guard let tokens, let count = list(key, of: type, isRequired: false), count < tokens,
        let entry = file.entry(key)
      else { continue }
      report(
        "gguf-value",
        "the list of '\(key)' has \(count) values, expected one for each of the \(tokens) tokens",
        at: entry.range, help: [Self.remedy])
    }
  }

  /// The length of a list, or a report of what is in its place.
  private mutating func list(
    _ key: String, of type: GGUFValueType, isRequired: Bool
  ) -> Int64? {
    guard let entry = file.entry(key) else {
      if isRequired {
        report(
          "gguf-key-missing", "the metadata entry '\(key)' is missing", at: 0..<0,
          help: [Self.remedy])
      }
      return nil
    }
    guard let element = entry.elementType, element == type else {
      reportType(entry, .needs(key, type, .always))
      return nil
    }
    return entry.count
  }

  // MARK: Numbers that go together

  private mutating func checkExpertNumbers() {
    let count = file.integer(prefix + "expert_count") ?? 0
    let used = file.integer(prefix + "expert_used_count") ?? 0
    let groups = file.integer(prefix + "expert_group_count") ?? 0
    let usedGroups = file.integer(prefix + "expert_group_used_count") ?? 0
    func expect(_ isSound: Bool, _ key: String, _ words: String) {
      guard !isSound else { return }
      report(
        "gguf-value", "found \(words)", at: entry(key)?.range ?? 0..<0, help: [Self.remedy])
    }
    let most = LoaderLimits.experts
    expect(count <= most, "expert_count", "\(count) experts in a layer, expected at most \(most)")
    expect(
      used <= count && (used > 0 || count == 0), "expert_used_count",
      "\(used) of \(count) experts in use, expected some of them")
    expect(
      groups == 0 || groups < count, "expert_group_count",
      "\(groups) groups of \(count) experts, expected fewer groups than experts")
    guard groups > 1, groups < count else { return }
    expect(
      count % groups == 0 && usedGroups > 0 && usedGroups < groups, "expert_group_used_count",
      "\(usedGroups) of \(groups) groups in use for \(count) experts, expected some of them, of "
        + "equal size")
  }

  private mutating func checkPositions(_ architecture: Architecture) {
    if let entry = entry("rope.scaling.type"), case .text(let name) = entry.value,
      !ExpectedEntry.ropeScalings.contains(name)
    {
      report(
        "gguf-value", "positions are scaled by \(QuotedText.of(name)), which llama.cpp has not",
        at: entry.range,
        help: ["expected one of " + ExpectedEntry.ropeScalings.joined(separator: ", ")])
    }
    // Of these the loader turns whole heads only.
    guard kind.origin == .ownName, architecture == .llama || architecture == .deci,
      let entry = entry("rope.dimension_count"), case .integer(let turned) = entry.value,
      let heads = file.integer(prefix + "attention.head_count"), heads > 0,
      let hidden = file.integer(prefix + "embedding_length")
    else { return }
    let size = file.integer(prefix + "attention.key_length") ?? hidden / heads
    guard turned != size else { return }
    report(
      "gguf-value",
      "the metadata entry \(QuotedText.of(entry.key)) is \(turned), expected the \(size) elements of "
        + "a head", at: entry.range, help: [Self.remedy])
  }
}

extension GGUFEntry {
  /// The number of a list's elements; `nil` for a single value.
  fileprivate var count: Int64? {
    switch value {
    case .integers(let values): Int64(values.count)
    case .longList(let count): Int64(clamping: count)
    default: nil
    }
  }
}
