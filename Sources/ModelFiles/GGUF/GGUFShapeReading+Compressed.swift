internal import Sizing

extension GGUFShapeReading {
  /// Reads attention to a window and to compressed rows; `nil` where the family has none.
  mutating func readCompressed(_ architecture: Architecture) -> CompressedAttention? {
    guard architecture.hasCompressedAttention else { return nil }
    let rank = required("attention.q_lora_rank")
    let groups = required("attention.output_group_count")
    let outputRank = required("attention.output_lora_rank")
    let heads = required("attention.indexer.head_count")
    let size = required("attention.indexer.key_length")
    let chosen = required("attention.indexer.top_k")
    if let streams = optional("hyper_connection.count"), streams != HyperConnections.streams {
      _ = refuse(
        "hyper_connection.count", "expected \(HyperConnections.streams) residual streams")
    }
    guard let rows = readCompressions(), let rank, let groups, let outputRank, let heads, let size,
      let chosen
    else { return nil }
    return CompressedAttention(
      queryRank: rank, outputGroups: groups, outputRank: outputRank,
      indexer: SparseIndexer(heads: heads, keySize: size, chosen: chosen), layers: rows)
  }

  private mutating func readCompressions() -> [CompressedAttention.Compression]? {
    let key = "attention.compress_ratios"
    guard let tokens = perLayer(key) else {
      if entry(key) == nil { _ = required(key) }
      return nil
    }
    let rows = tokens.compactMap { CompressedAttention.Compression(tokens: $0) }
    guard rows.count == tokens.count else {
      _ = refuse(key, "expected 0, 4 or 128 for each layer")
      return nil
    }
    return rows
  }
}
