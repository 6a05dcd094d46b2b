internal import Sizing

/// What follows from the shape of a language model before anything is known of its use.
struct ModelFigures {
  private let record: RecordReader

  init(_ record: RecordReader) { self.record = record }

  /// The cells of ``columns``.
  var cells: [Cell] {
    [
      .text(attention), .flag(record["moe_experts"].integer != nil), parameters, isSized.flag,
      isSized.reason, cachePerToken, windowPerToken, stateBytes,
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

  private var isSized: (flag: Cell, reason: Cell) {
    do throws(SizingFault) {
      _ = try LanguageModel(record)
      return (.flag(true), .notApplicable)
    } catch {
      guard case .unsupported(_, _, let reason, _) = error else {
        return (.flag(false), .text(error.message))
      }
      return (.flag(false), .text(reason))
    }
  }

  /// Bytes that one more token adds: two for each number of 16 bits.
  private var cachePerToken: Cell {
    guard record["compressed_cache_layers"].integer == nil else { return .notStated }
    let layers = record["full_attention_layers"].integer ?? record.count("layers")
    if let rank = record["mla_kv_rank"].integer {
      return .integer(layers * (rank + record.count("mla_rope_dim")) * 2)
    }
    let heads = record["global_kv_heads"].integer ?? record.count("kv_heads")
    let size = record["global_head_dim"].integer ?? record.count("head_dim")
    return .integer(2 * layers * heads * size * 2)
  }

  private var windowPerToken: Cell {
    guard let layers = record["window_attention_layers"].integer else { return .notApplicable }
    guard record["compressed_cache_layers"].integer == nil else { return .notStated }
    return .integer(2 * layers * record.count("kv_heads") * record.count("head_dim") * 2)
  }

  private var stateBytes: Cell {
    guard let layers = record["linear_layers"].integer else { return .notApplicable }
    let state =
      record.count("linear_heads") * record.count("linear_head_dim")
      * record.count("linear_state_dim") * 4
    return .integer(layers * (state + 3 * record.count("linear_conv_channels") * 2))
  }
}

extension ModelFigures {
  static let columns: [ColumnSchema] = [
    .computed(
      "attention", .choice(["MHA", "GQA", "MQA", "MLA", "hybrid", "compressed"]), "Attention",
      "MHA: a KV head for each head; GQA: one for several; MQA: one for all; MLA: one compressed "
        + "vector; hybrid: some layers keep a state of fixed size; compressed: one entry for "
        + "several tokens."),
    .computed("is_moe", .flag, "Mixture of experts", "Whether the model has routed experts."),
    .computed(
      "parameters_text", .text, "Parameters",
      "Total in words, and the active ones of a mixture of experts."),
    .computed(
      "is_sized", .flag, "Covered by the engine",
      "Whether the sizing engine covers the model’s architecture and shape."),
    .computed(
      "unsized_reason", .text, "Why it is not sized",
      "What the engine does not cover; – for a model that it sizes."),
    .computed(
      "kv_per_token_bytes", .integer, "KV cache per token",
      "Bytes in 16 bits that one more token adds in the layers with full attention: 2 × layers × "
        + "KV heads × head size × 2; with latent attention layers × (KV rank + head part with "
        + "position) × 2. Index keys are not in it."),
    .computed(
      "kv_window_per_token_bytes", .integer, "KV cache per token of the window",
      "The same for the layers with a window; counts for the last tokens only, as many as the "
        + "window holds."),
    .computed(
      "linear_state_bytes", .integer, "State per sequence",
      "Bytes of the linear layers, whatever the context: layers × (heads × head size × state size "
        + "× 4 + 3 × convolution channels × 2)."),
  ]
}
