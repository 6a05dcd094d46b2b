internal import Sizing

/// What the catalog can say of a model's shape and the engine cannot size.
struct UnsizedFeature {
  /// Why a model with it is not sized, in words.
  let reason: String

  /// Returns the first such feature of a model, or `nil` where the engine covers its shape.
  static func first(of record: RecordReader) -> UnsizedFeature? {
    if record["compressed_cache_layers"].integer != nil {
      return hasKnownCompression(record) ? nil : UnsizedFeature(reason: "its cache is compressed")
    }
    if let layers = record["indexer_layers"].integer, layers != record.count("layers") {
      return UnsizedFeature(reason: "only some of its layers choose tokens for sparse attention")
    }
    return hasLayersWithoutAttention(record)
      ? UnsizedFeature(reason: "it has layers without attention") : nil
  }

  /// Whether the record says of each layer how many tokens share a row.
  private static func hasKnownCompression(_ record: RecordReader) -> Bool {
    guard let name = record["gguf_architecture"].text,
      let architecture = Architecture(named: name)
    else { return false }
    return architecture.hasCompressedAttention && record["layer_pattern"].text != nil
  }

  private static func hasLayersWithoutAttention(_ record: RecordReader) -> Bool {
    // A pattern says which layers are feed-forward parts only.
    guard record["layer_pattern"].text == nil,
      let full = record["full_attention_layers"].integer
    else { return false }
    let others =
      record.count("window_attention_layers") + record.count("linear_layers")
      + record.count("shared_cache_layers")
    return full + others < record.count("layers")
  }
}
