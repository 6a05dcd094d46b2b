internal import Sizing

/// What follows from the shape of a language model before anything is known of its use.
struct ModelFigures {
  private let record: RecordReader
  /// The shape that the engine sizes, or why it sizes none.
  private let shape: Result<LanguageModel, SizingFault>

  init(_ record: RecordReader) {
    self.record = record
    do throws(SizingFault) { shape = .success(try LanguageModel(record)) } catch {
      shape = .failure(error)
    }
  }

  /// The cells of ``columns``.
  var cells: [Cell] {
    [
      .text(attention), .flag(record["moe_experts"].integer != nil), parameters, isSized.flag,
      isSized.reason, cachePerToken, windowPerToken, stateBytes, defaultQuantization,
    ]
  }

  /// The kind of attention, from the columns that describe it.
  private var attention: String {
    if record["compressed_cache_layers"].integer != nil { return "compressed" }
    if record["linear_layers"].integer != nil { return "hybrid" }
    if record["mla_kv_rank"].integer != nil { return "MLA" }
    let keys = record.count("kv_heads")
    return keys == record.count("attention_heads") ? "MHA" : keys == 1 ? "MQA" : "GQA"
  }

  private var parameters: Cell {
    guard let total = record["params_total"].number else { return .notStated }
    let text = ParameterText.words(total)
    guard record["moe_experts"].integer != nil, let active = record["params_active"].number else {
      return .text(text)
    }
    return .text("\(text), \(ParameterText.words(active)) active")
  }

  private var defaultQuantization: Cell {
    let published = record["native_dtype"].text.flatMap { PublishedPrecision(rawValue: $0) }
    return .text(
      PublishedPrecision.usualMix(
        of: published?.format, hasExperts: record["moe_experts"].integer != nil))
  }

  private var isSized: (flag: Cell, reason: Cell) {
    switch shape {
    case .success: (.flag(true), .notApplicable)
    case .failure(.unsupported(_, _, let reason, _)): (.flag(false), .text(reason))
    case .failure(let fault): (.flag(false), .text(fault.message))
    }
  }

  /// Layers whose cache stops growing at the window, or `nil` where there are none.
  ///
  /// llama.cpp caches the whole context in every layer of a model whose window it makes no use of.
  private var windowLayers: Int64? {
    if case .success(let model) = shape, model.window == nil { return nil }
    return record["window_attention_layers"].integer
  }

  /// Layers whose cache grows with the context.
  private var growingLayers: Int64 {
    guard let stated = record["full_attention_layers"].integer else {
      return record.count("layers")
    }
    return stated + record.count("window_attention_layers") - (windowLayers ?? 0)
  }

  /// Bytes that one more token adds: two for each number of 16 bits.
  private var cachePerToken: Cell {
    if record["compressed_cache_layers"].integer != nil { return compressedPerToken }
    let layers = growingLayers
    if let rank = record["mla_kv_rank"].integer {
      let keys = record.count("indexer_layers") * record.count("indexer_dim")
      return .integer((layers * (rank + record.count("mla_rope_dim")) + keys) * 2)
    }
    let heads = record["global_kv_heads"].integer ?? record.count("kv_heads")
    let size = record["global_head_dim"].integer ?? record.count("head_dim")
    return .integer(2 * layers * heads * size * 2)
  }

  /// The shape where its cache is compressed, if the engine sizes it.
  private var compressedShape: LanguageModel? {
    guard case .success(let model) = shape, model.compressed != nil else { return nil }
    return model
  }

  /// Bytes that one more token adds where several share a row, which serves as key and value.
  private var compressedPerToken: Cell {
    guard let model = compressedShape, let compressed = model.compressed else { return .notStated }
    var bytes = 0.0
    for compression in compressed.layers where compression != .none {
      let index = compression == .fine ? compressed.indexer.keySize : 0
      bytes += Double(2 * (model.keyHeadSize + index)) / Double(compression.tokens)
    }
    return .integer(Int64(bytes.rounded()))
  }

  private var windowPerToken: Cell {
    guard let layers = windowLayers else { return .notApplicable }
    if record["compressed_cache_layers"].integer != nil {
      guard let shape = compressedShape else { return .notStated }
      return .integer(layers * shape.keyHeadSize * 2)
    }
    return .integer(2 * layers * record.count("kv_heads") * record.count("head_dim") * 2)
  }

  private var stateBytes: Cell {
    if let model = compressedShape, let compressed = model.compressed {
      return .integer(
        compressed.layers.reduce(0) { $0 + model.unfinishedBytes($1, compressed) })
    }
    guard let layers = record["linear_layers"].integer else { return .notApplicable }
    let state =
      record.count("linear_heads") * record.count("linear_head_dim")
      * record.count("linear_state_dim") * 4
    return .integer(layers * (state + 3 * record.count("linear_conv_channels") * 4))
  }
}

extension ModelFigures {
  /// What the engine reads of a model: its architecture and every number and pattern of its shape.
  private static let shape: [ColumnInput] = (["gguf_architecture"] + shapeNames).map {
    ColumnInput(holder: .record, column: $0)
  }

  private static let shapeNames: [String] = {
    let names = TableSchema.model.fileColumns.map(\.name)
    guard let first = names.firstIndex(of: "layers"),
      let last = names.firstIndex(of: "max_context_extended_tokens")
    else { return [] }
    return Array(names[first...last])
  }()

  static let columns: [ColumnSchema] = [
    .computed(
      "attention", .choice(["MHA", "GQA", "MQA", "MLA", "hybrid", "compressed"]), "Attention",
      "MHA: a KV head for each head; GQA: one for several; MQA: one for all; MLA: one compressed "
        + "vector; hybrid: some layers keep a state of fixed size; compressed: one entry for "
        + "several tokens.",
      from: [
        "compressed_cache_layers", "linear_layers", "mla_kv_rank", "kv_heads", "attention_heads",
      ]),
    .computed(
      "is_moe", .flag, "Mixture of experts", "Whether the model has routed experts.",
      from: ["moe_experts"]),
    .computed(
      "parameters_text", .text, "Parameters",
      "Total in words, and the active ones of a mixture of experts.",
      formula: "Parameters, and the active ones where there are experts, to three digits",
      from: ["params_total", "moe_experts", "params_active"]),
    .computed(
      "is_sized", .flag, "Covered by the engine",
      "Whether the sizing engine covers the model’s architecture and shape.", from: shape),
    .computed(
      "unsized_reason", .text, "Why it is not sized",
      "What the engine does not cover; – for a model that it sizes.",
      formula: "The first part of the shape that the engine does not cover", isFigure: false,
      from: shape),
    .computed(
      "kv_per_token_bytes", .integer, "KV cache per token",
      "Bytes in 16 bits that one more token adds in the layers with full attention: 2 × layers × "
        + "KV heads × head size × 2; with latent attention layers × (KV rank + head part with "
        + "position) × 2, and the keys of an indexer likewise; with a compressed cache the rows that "
        + "several tokens share, divided by them.",
      formula: "2 × layers that cache every token × KV heads × head size × 2 bytes; with latent "
        + "attention layers × (KV rank + head part with position) × 2 bytes, and layers with an "
        + "indexer × indexer head size × 2 bytes. Layers with a window count "
        + "where llama.cpp makes no use of it. With a compressed cache (head size + indexer head "
        + "size) × 2 ÷ 4 bytes for each layer with rows of four tokens, and head size × 2 ÷ 128 for "
        + "each with rows of 128",
      from: [
        "layers", "full_attention_layers", "window_attention_layers", "kv_heads",
        "global_kv_heads", "head_dim", "global_head_dim", "mla_kv_rank", "mla_rope_dim",
        "indexer_layers", "indexer_dim", "compressed_cache_layers", "layer_pattern",
      ], given: shape),
    .computed(
      "kv_window_per_token_bytes", .integer, "KV cache per token of the window",
      "The same for the layers with a window; counts for the last tokens only, as many as the "
        + "window holds. – where llama.cpp makes no use of the window and caches all tokens.",
      formula:
        "2 × layers with a window × KV heads × head size × 2 bytes; with a compressed cache, "
        + "where a row is key and value, half of that",
      from: ["window_attention_layers", "kv_heads", "head_dim", "compressed_cache_layers"],
      given: shape),
    .computed(
      "linear_state_bytes", .integer, "State per sequence",
      "Bytes of the linear layers in 32 bits, as llama.cpp keeps them, whatever the context: layers "
        + "× (heads × head size × state size + 3 × convolution channels) × 4. With a compressed cache "
        + "the tokens of rows that are not finished, with their weights.",
      formula: "Linear layers × (state heads × state head size × state size + 3 × convolution "
        + "channels) × 4 bytes; with a compressed cache 2 × 8 × 2 × (head size + indexer head size) × "
        + "4 bytes for each layer with rows of four tokens, and 2 × 128 × head size × 4 for each with "
        + "rows of 128",
      from: [
        "linear_layers", "linear_heads", "linear_head_dim", "linear_state_dim",
        "linear_conv_channels", "compressed_cache_layers", "layer_pattern", "head_dim",
        "indexer_dim",
      ], given: shape),
    .computed(
      "default_quantization", .text, "Quantization",
      "The mix that pages and rigbook size reckon with where none is named: MXFP4_MOE for experts "
        + "published in MXFP4, else Q4_K_M.", isFigure: false,
      from: ["native_dtype", "moe_experts"]),
  ]
}
