/// What the catalog can say of a model's shape and the engine cannot size.
struct UnsizedFeature {
  private let column: String
  /// Why a model with it is not sized, in words.
  let reason: String

  private static let all = [
    UnsizedFeature(column: "compressed_cache_layers", reason: "its cache is compressed"),
    UnsizedFeature(column: "linear_layers", reason: "it has layers with a linear state"),
    UnsizedFeature(column: "mla_kv_rank", reason: "it has latent attention"),
    UnsizedFeature(column: "window_attention_layers", reason: "it has layers with a window"),
    UnsizedFeature(column: "full_attention_layers", reason: "it has layers without attention"),
    UnsizedFeature(column: "moe_shared_experts", reason: "it has shared experts"),
    UnsizedFeature(column: "per_layer_embedding_size", reason: "it has embeddings for each layer"),
  ]

  /// Returns the first such feature of a model, or `nil` where the engine covers its shape.
  static func first(of record: RecordReader) -> UnsizedFeature? {
    if record["gated_mlp"].flag == false {
      return UnsizedFeature(column: "gated_mlp", reason: "its feed-forward layers have no gate")
    }
    if record.count("moe_layer_every") > 1 {
      return UnsizedFeature(column: "moe_layer_every", reason: "its experts skip layers")
    }
    return all.first { record[$0.column].integer != nil }
  }
}
