internal import Diagnostics
internal import Sizing

/// One reading of a GGUF file's metadata: entries to a shape, with what is wrong.
struct GGUFShapeReading {
  let file: GGUFFile
  let shapes: [String: [Int64]]
  let elements: Int64
  private(set) var diagnostics: [Diagnostic] = []
  private var prefix = ""

  init(file: GGUFFile, tensors: [StoredTensor]) {
    self.file = file
    shapes = Dictionary(
      tensors.map { ($0.name, $0.shape) }, uniquingKeysWith: { first, _ in first })
    elements = tensors.reduce(0) { sum, tensor in
      tensor.part == .other || tensor.name.hasPrefix("rope_") ? sum : sum + tensor.elements
    }
  }

  /// Reads the shape; `nil` when an entry is missing or not usable, which `diagnostics` then tell.
  mutating func read() -> LanguageModel? {
    guard let architecture = readArchitecture() else { return nil }
    prefix = "\(architecture.name)."
    let layers = required("block_count")
    let hidden = required("embedding_length")
    let heads = required("attention.head_count")
    guard let layers, let hidden, let heads, let vocabulary = readVocabulary() else { return nil }
    guard (1...1024).contains(layers), heads > 0 else {
      return refuse("block_count", "expected 1 to 1024 blocks and at least one head")
    }
    let kvHeads = optional("attention.head_count_kv") ?? heads
    let keySize = optional("attention.key_length") ?? hidden / heads
    let valueSize = optional("attention.value_length") ?? hidden / heads
    let experts = readExperts()
    let feedForward = readFeedForward(experts)
    reportUncovered()
    guard !diagnostics.containsErrors else { return nil }
    do throws(ModelFault) {
      let model = try LanguageModel(
        architecture: architecture, block: readBlock(architecture, layers: Int(layers)),
        layers: Int(layers), hiddenSize: hidden, feedForwardSize: feedForward, queryHeads: heads,
        kvHeads: kvHeads, keyHeadSize: keySize, valueHeadSize: valueSize,
        vocabularySize: vocabulary, tiesEmbeddings: shapes["output.weight"] == nil,
        experts: experts, contextLimit: contextLimit)
      compareElements(model)
      return model
    } catch {
      return refuse("block_count", "the engine refuses the shape: \(error)")
    }
  }

  private mutating func readArchitecture() -> Architecture? {
    guard let entry = file.entry("general.architecture"), case .text(let name) = entry.value else {
      report(
        "gguf-key-missing", "the metadata entry 'general.architecture' is missing or no text",
        at: 0..<0)
      return nil
    }
    let all = Architecture.allCases.map { "\($0.name)" }
    guard let index = all.firstIndex(of: name) else {
      report(
        "model-not-covered",
        "the file's architecture \(QuotedText.of(name)) is none that the engine sizes",
        at: entry.range, help: NearestName.help(for: name, among: all))
      return nil
    }
    return Architecture.allCases[index]
  }

  /// Rows of the embedding: those of the tensor, which may be padded, else what the metadata say.
  private mutating func readVocabulary() -> Int64? {
    if let shape = shapes["token_embd.weight"], shape.count == 2 { return shape[1] }
    return required("vocab_size")
  }

  private mutating func readExperts() -> Experts? {
    guard let count = optional("expert_count"), count > 0 else { return nil }
    guard let used = required("expert_used_count") else { return nil }
    let dense = optional("leading_dense_block_count") ?? 0
    guard let width = optional("expert_feed_forward_length") ?? required("feed_forward_length")
    else { return nil }
    return Experts(
      count: count, used: used, feedForwardSize: width,
      leadingDenseLayers: Int(min(max(dense, 0), 1024)))
  }

  private mutating func readFeedForward(_ experts: Experts?) -> Int64 {
    if let experts, experts.leadingDenseLayers == 0 { return 0 }
    return required("feed_forward_length") ?? 0
  }

  private var contextLimit: Int64? {
    guard let limit = file.integer(prefix + "context_length"), limit > 0 else { return nil }
    return min(limit, LoadSettings.contextBound)
  }

  /// The block of the architecture, with the biases and norms that the first block has.
  private func readBlock(_ architecture: Architecture, layers: Int) -> BlockLayout {
    var block = architecture.block
    if shapes["blk.0.attn_q.weight"] != nil || shapes["blk.0.attn_qkv.weight"] != nil {
      block.fusesQueryKeyValue = shapes["blk.0.attn_qkv.weight"] != nil
      block.hasQueryKeyValueBias =
        shapes["blk.0.attn_q.bias"] != nil || shapes["blk.0.attn_qkv.bias"] != nil
      block.hasAttentionOutputBias = shapes["blk.0.attn_output.bias"] != nil
      block.hasLogitBias = shapes["output.bias"] != nil
      if let norm = shapes["blk.0.attn_q_norm.weight"] {
        if norm.count > 1 { block.queryKeyNorm = .eachHead }
        if norm.count == 1, block.queryKeyNorm == .none { block.queryKeyNorm = .head }
      } else {
        block.queryKeyNorm = .none
      }
    }
    return block
  }

  /// Warns when the shape does not describe all tensors.
  private mutating func compareElements(_ model: LanguageModel) {
    guard elements > 0, model.parameters != elements else { return }
    diagnostics.append(
      Diagnostic(
        "gguf-shape-differs", .warning,
        "the tensors have \(elements) elements, but the shape describes \(model.parameters)",
        at: SourceSpan(binary: file.path, 0..<0),
        help: ["the sizes of the weights are exact; those of cache and buffers follow the shape"]))
  }

  private mutating func reportUncovered() {
    let features: [(key: String, feature: ModelFeature)] = [
      ("attention.kv_lora_rank", .latentAttention), ("expert_shared_count", .sharedExperts),
      ("expert_shared_feed_forward_length", .sharedExperts), ("ssm.state_size", .stateSpace),
      ("attention.indexer.top_k", .sparseIndexer),
    ]
    for (key, feature) in features {
      guard let entry = file.entry(prefix + key), case .integer(let value) = entry.value,
        value > 0
      else { continue }
      report(
        "model-not-covered",
        "the entry \(QuotedText.of(entry.key)) describes \(feature.words), "
          + "which the engine does not size", at: entry.range)
    }
  }

  /// The whole number of an entry; for a list with a number for each layer, the one they share.
  private mutating func optional(_ key: String) -> Int64? {
    guard let entry = file.entry(prefix + key) else { return nil }
    switch entry.value {
    case .integer(let value) where value >= 0:
      return value
    case .integers(let values):
      guard let first = values.first, values.allSatisfy({ $0 == first }), first >= 0 else {
        report(
          "model-not-covered",
          "the entry \(QuotedText.of(entry.key)) describes \(ModelFeature.layerwiseShapes.words), "
            + "which the engine does not size", at: entry.range)
        return nil
      }
      return first
    default:
      report(
        "gguf-value",
        "the metadata entry \(QuotedText.of(entry.key)) is no whole number from zero",
        at: entry.range)
      return nil
    }
  }

  private mutating func required(_ key: String) -> Int64? {
    if file.entry(prefix + key) == nil {
      report(
        "gguf-key-missing", "the metadata entry \(QuotedText.of(prefix + key)) is missing",
        at: 0..<0)
      return nil
    }
    return optional(key)
  }

  private mutating func refuse(_ key: String, _ summary: String) -> LanguageModel? {
    let range = file.entry(prefix + key)?.range ?? 0..<0
    report("gguf-value", "found no shape that can be sized; \(summary)", at: range)
    return nil
  }

  private mutating func report(
    _ id: Diagnostic.Identifier, _ summary: String, at range: Range<Int64>, help: [String] = []
  ) {
    diagnostics.append(
      ReadFault(id, summary, at: range, help: help).diagnostic(inBinary: file.path))
  }
}
