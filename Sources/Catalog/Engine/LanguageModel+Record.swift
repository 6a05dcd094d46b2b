internal import Sizing

extension LanguageModel {
  /// Reads the shape of a model from its record.
  ///
  /// The context limit is the extended one where the record states it.
  init(_ record: RecordReader) throws(SizingFault) {
    let id = record.row.id
    if let feature = UnsizedFeature.first(of: record) {
      throw .unsupported(table: "model", id: id, reason: feature.reason, help: [])
    }
    guard let name = record["gguf_architecture"].text,
      let architecture = Architecture(named: name)
    else {
      throw .unsupported(
        table: "model", id: id,
        reason: record["gguf_architecture"].text.map { "its architecture '\($0)' is not covered" }
          ?? "it has no GGUF architecture",
        help: ["the column 'is_sized' of the table 'model' tells which models are covered"])
    }
    do throws(ModelFault) {
      try self.init(record, architecture)
    } catch {
      throw SizingFault(error, id: id)
    }
    if let reason = contradiction(to: record) {
      throw .unsupported(table: "model", id: id, reason: reason, help: [])
    }
  }

  private init(_ record: RecordReader, _ architecture: Architecture) throws(ModelFault) {
    let shape = ModelShapeReading(record, architecture)
    let none = architecture.hasAttention ? nil : HeadShape.absent
    let head = none?.keySize ?? record.count("head_dim")
    try self.init(
      architecture: architecture, block: shape.block, layers: Int(record.count("layers")),
      hiddenSize: record.count("hidden_size"), feedForwardSize: shape.feedForwardSize,
      queryHeads: none?.queryHeads ?? record.count("attention_heads"),
      kvHeads: none?.kvHeads ?? record.count("kv_heads"),
      keyHeadSize: head, valueHeadSize: record["mla_value_dim"].integer ?? head,
      vocabularySize: record.count("vocab_size"),
      tiesEmbeddings: record["tied_embeddings"].flag ?? false, experts: shape.experts,
      contextLimit: record["max_context_extended_tokens"].integer
        ?? record["max_context_tokens"].integer,
      window: shape.window, latent: shape.latent, recurrence: shape.recurrence,
      pattern: shape.pattern, perLayerSize: record.count("per_layer_embedding_size"),
      sharedCache: shape.sharedCache, feedForwardSizes: shape.feedForwardSizes,
      compressed: shape.compressed, unusedWindow: shape.unusedWindow)
  }

  /// Why the shape is not that of the record, or `nil` where it is: the record counts its layers
  /// by kind, which the architecture and the period must give too.
  private func contradiction(to record: RecordReader) -> String? {
    if record["gated_mlp"].flag == block.hasUngatedFeedForward {
      return block.hasUngatedFeedForward
        ? "its feed-forward layers have a gate, those of its architecture none"
        : "its feed-forward layers have no gate, those of its architecture one"
    }
    let counts = [
      ("full_attention_layers", cachingLayers(with: .attention) - windowLayers),
      ("window_attention_layers", windowLayers),
      ("linear_layers", layers(with: .recurrence, in: 0..<layers)),
      ("compressed_cache_layers", compressed?.layers.count { $0 != .none } ?? 0),
    ]
    // Where llama.cpp makes no use of the model's window, every layer is one with full attention.
    let ignoresWindow =
      !architecture.canHaveWindow && record["window_attention_layers"].integer != nil
    for (column, count) in counts where !ignoresWindow {
      guard let stated = record[column].integer, stated != Int64(count) else { continue }
      return "its kinds of layers do not follow the pattern of its architecture"
    }
    return nil
  }

  private var windowLayers: Int { cachingLayers(with: .window) }

  /// Layers with a kind of attention that have a cache of their own.
  private func cachingLayers(with part: LayerParts) -> Int {
    let range = 0..<layers
    return layers(with: part, in: range) - layers(with: [part, .borrowedCache], in: range)
  }
}
