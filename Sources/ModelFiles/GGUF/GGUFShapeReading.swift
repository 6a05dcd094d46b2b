internal import Diagnostics
internal import Sizing

/// One reading of a GGUF file's metadata: entries to a shape, with what is wrong.
///
/// Keys, and what absent ones stand for, are those of llama.cpp's `llama-arch.cpp` and of the
/// loader of each architecture. Where tensors tell a size or whether a part is there, they decide.
struct GGUFShapeReading {
  let file: GGUFFile
  let tensors: [StoredTensor]
  let shapes: [String: [Int64]]
  var diagnostics: [Diagnostic] = []
  /// What keys of the architecture begin with.
  private(set) var prefix = ""
  /// What the architecture is sized as.
  private(set) var kind = GGUFArchitecture(name: "", family: .plain, origin: .tensors)
  /// All blocks that the file states.
  var blocks = 0
  /// Decoder blocks, without those that only draft tokens.
  var layers = 0

  init(file: GGUFFile, tensors: [StoredTensor]) {
    self.file = file
    self.tensors = tensors
    shapes = Dictionary(
      tensors.map { ($0.name, $0.shape) }, uniquingKeysWith: { first, _ in first })
  }

  /// Reads the shape; `nil` when an entry is missing or not usable, which `diagnostics` then tell.
  mutating func read() -> LanguageModel? {
    guard let found = readArchitecture() else { return nil }
    kind = found
    prefix = "\(found.name)."
    let architecture = found.family
    reportForeignParts()
    guard !diagnostics.containsErrors else { return nil }
    checkEntries(architecture)
    guard !diagnostics.containsErrors else { return nil }
    let count = required("block_count")
    let drafts = draftBlocks
    let hidden = required("embedding_length")
    let heads = readQueryHeads(architecture)
    guard let count, let hidden, let heads, let vocabulary = readVocabulary() else { return nil }
    guard (1...Int64(LoaderLimits.layers)).contains(count), heads > 0 else {
      return refuse(
        "block_count",
        "\(count) blocks of \(heads) heads, expected 1 to \(LoaderLimits.layers) blocks, which is all "
          + "that llama.cpp loads, and at least one head")
    }
    guard drafts < count else {
      return refuse(
        "nextn_predict_layers",
        "\(drafts) blocks that draft tokens, expected fewer than the \(count) blocks of the file")
    }
    blocks = Int(count)
    layers = Int(count - drafts)
    guard !reportDraftsAlone(architecture) else { return nil }
    reportUncovered(architecture)
    let latent = readLatent(architecture)
    let compressed = readCompressed(architecture)
    let seesAll = readWindowedLayers(architecture)
    let heading = readHeads(architecture, hidden: hidden, heads: heads, latent, seesAll)
    let pattern = readPattern(architecture)
    let recurrence = readRecurrence(architecture, heads: heads, hidden: hidden)
    let experts = readExperts(architecture)
    let sharedCache = readSharedCache(architecture)
    let feedForward = readFeedForward(architecture, experts, pattern, sharedCache)
    guard let heading, !diagnostics.containsErrors else { return nil }
    let window = readWindow(architecture, seesAll, heading)
    guard !diagnostics.containsErrors else { return nil }
    do throws(ModelFault) {
      let model = try LanguageModel(
        architecture: architecture, block: readBlock(architecture, pattern, experts, sharedCache),
        layers: layers, hiddenSize: hidden, feedForwardSize: feedForward, queryHeads: heads,
        kvHeads: heading.kvHeads, keyHeadSize: heading.keySize, valueHeadSize: heading.valueSize,
        vocabularySize: vocabulary, tiesEmbeddings: shapes["output.weight"] == nil,
        experts: experts, contextLimit: contextLimit, window: window, latent: latent,
        recurrence: recurrence, pattern: pattern,
        perLayerSize: optional("embedding_length_per_layer_input") ?? 0, sharedCache: sharedCache,
        feedForwardSizes: readFeedForwardSizes(architecture), compressed: compressed)
      checkTensors(model)
      if !diagnostics.containsErrors {
        compareElements(model)
        reportInferred(model)
      }
      return model
    } catch {
      return refuse("block_count", "the engine refuses the shape: \(error.words)")
    }
  }

  /// Blocks at the end that only draft tokens.
  ///
  /// The loader of DeepSeek V4 counts them only where the first of them is in the file; so they are counted
  /// where the architecture is not known.
  var draftBlocks: Int64 {
    guard let drafts = file.integer(prefix + "nextn_predict_layers"), drafts > 0 else { return 0 }
    guard kind.origin == .tensors || prefix == "\(Architecture.deepseek4.name).",
      let count = file.integer(prefix + "block_count"), drafts < count
    else { return drafts }
    return shapes["blk.\(count - drafts).nextn.eh_proj.weight"] == nil ? 0 : drafts
  }

  private mutating func readArchitecture() -> GGUFArchitecture? {
    guard let entry = file.entry("general.architecture"), case .text(let name) = entry.value else {
      report(
        "gguf-key-missing", "the metadata entry 'general.architecture' is missing or no text",
        at: 0..<0)
      return nil
    }
    let found = GGUFArchitecture.of(name)
    // A name that no key begins with is a slip of the pen, or of something that has no blocks.
    guard found.origin != .tensors || file.entry("\(name).block_count") != nil else {
      report(
        "model-not-covered",
        "the file's architecture \(QuotedText.of(name)) is none that the engine sizes",
        at: entry.range, help: NearestName.help(for: name, among: GGUFArchitecture.names))
      return nil
    }
    return found
  }

  /// Rows of the embedding: one for each token of the vocabulary, else what the tensor or the metadata
  /// say.
  ///
  /// llama.cpp takes the number of tokens, and refuses an embedding that has another number of rows.
  private mutating func readVocabulary() -> Int64? {
    if let tokens = statedTokens { return tokens }
    if let shape = shapes["token_embd.weight"], shape.count > 1 { return shape[1] }
    if entry("vocab_size") != nil { return required("vocab_size") }
    report(
      "gguf-tensor-missing",
      "the tensor 'token_embd.weight' is missing, expected a row for each token", at: 0..<0,
      help: [Self.remedy])
    return nil
  }

  /// The tokens that the file lists, where it brings a vocabulary.
  var statedTokens: Int64? {
    let model = file.text("tokenizer.ggml.model")
    guard model != "no_vocab", model != "none",
      case .longList(let count)? = file.entry("tokenizer.ggml.tokens")?.value, count > 0
    else { return nil }
    return Int64(clamping: count)
  }

  private var contextLimit: Int64? {
    guard let limit = file.integer(prefix + "context_length"), limit > 0 else { return nil }
    return min(limit, LoadSettings.contextBound)
  }

  /// Warns when the file has more than the shape describes, or other biases and small norms.
  private mutating func compareElements(_ model: LanguageModel) {
    let elements = tensors.reduce(Int64(0)) { sum, tensor in
      if case .layer(let layer) = tensor.part, layer >= layers { return sum }
      // A table of experts holds no parameters.
      let isTable = GGUFTensorRole.place(of: tensor.name).role == .expertTable
      let isOutside = tensor.part == .other || tensor.name.hasPrefix("rope_") || isTable
      return isOutside ? sum : sum + tensor.elements
    }
    guard elements > 0, model.parameters != elements else { return }
    diagnostics.append(
      Diagnostic(
        "gguf-shape-differs", .warning,
        "the tensors have \(elements) elements, but the shape describes \(model.parameters)",
        at: SourceSpan(binary: file.path, 0..<0),
        help: [
          "all tensors of these blocks are counted as weights; cache and buffers follow the shape"
        ]))
  }
}

/// Entries of the architecture.
extension GGUFShapeReading {
  func entry(_ key: String) -> GGUFEntry? { file.entry(prefix + key) }

  /// The whole number of an entry; for a list with a number for each layer, the one they share.
  mutating func optional(_ key: String) -> Int64? {
    guard let entry = entry(key) else { return nil }
    switch entry.value {
    case .integer(let value) where value >= 0:
      return value
    case .integers(let values):
      guard let first = values.first, values.allSatisfy({ $0 == first }), first >= 0 else {
        reportUncovered(.layerwiseShapes, entry)
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

  /// A number for each layer; an entry with one number gives it to all.
  mutating func perLayer(_ key: String) -> [Int64]? {
    guard let entry = entry(key) else { return nil }
    guard case .integers(let values) = entry.value else {
      return optional(key).map { [Int64](repeating: $0, count: layers) }
    }
    guard values.count >= layers, !values.contains(where: { $0 < 0 }) else {
      report(
        "gguf-value",
        "the metadata entry \(QuotedText.of(entry.key)) has \(values.count) entries, "
          + "expected one from zero for each of the \(layers) layers", at: entry.range)
      return nil
    }
    return Array(values[..<layers])
  }

  mutating func required(_ key: String) -> Int64? {
    if entry(key) == nil {
      report(
        "gguf-key-missing", "the metadata entry \(QuotedText.of(prefix + key)) is missing",
        at: 0..<0)
      return nil
    }
    return optional(key)
  }

  mutating func refuse(_ key: String, _ summary: String) -> LanguageModel? {
    report(
      "gguf-value", "found no shape that can be sized; \(summary)",
      at: entry(key)?.range ?? 0..<0)
    return nil
  }

  mutating func reportUncovered(_ feature: ModelFeature, _ entry: GGUFEntry) {
    report(
      "model-not-covered",
      "the entry \(QuotedText.of(entry.key)) describes \(feature.words), "
        + feature.verdict, at: entry.range)
  }

  mutating func report(
    _ id: Diagnostic.Identifier, _ summary: String, at range: Range<Int64>, help: [String] = []
  ) {
    let diagnostic = ReadFault(id, summary, at: range, help: help).diagnostic(inBinary: file.path)
    // An entry that says two things is asked twice.
    if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
  }
}
