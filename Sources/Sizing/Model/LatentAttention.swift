/// Attention whose keys and values come from a compressed row (MLA), which alone is cached as a rule.
package struct LatentAttention: Sendable, Equatable {
  /// Width of the compressed queries; zero when queries are not compressed.
  package let queryRank: Int64
  /// Width of the compressed keys and values (symbol `r_kv`).
  package let keyValueRank: Int64
  /// Elements of a key head that carry no position.
  package let nopeSize: Int64
  /// Elements of a key head that carry the position; they are cached beside the compressed row.
  package let ropeSize: Int64
  /// Elements of a value head.
  package let valueSize: Int64
  /// What chooses the tokens that are attended to, or `nil` where all are.
  package let indexer: SparseIndexer?
  /// Whether the keys and values of all heads are cached, made from the row by one matrix.
  ///
  /// So llama.cpp computes with files from before it cached the rows: their `attn_kv_b` has the halves
  /// that later files hold apart, and they state no sizes of heads for MLA. So do all runtimes with
  /// MiniCPM3.
  package let cachesHeads: Bool

  /// Creates the ranks and head parts.
  package init(
    queryRank: Int64, keyValueRank: Int64, nopeSize: Int64, ropeSize: Int64, valueSize: Int64,
    indexer: SparseIndexer? = nil, cachesHeads: Bool = false
  ) {
    self.queryRank = queryRank
    self.keyValueRank = keyValueRank
    self.nopeSize = nopeSize
    self.ropeSize = ropeSize
    self.valueSize = valueSize
    self.indexer = indexer
    self.cachesHeads = cachesHeads
  }

  /// Elements of a compressed row with the part that carries the position.
  package var cachedWidth: Int64 { keyValueRank + ropeSize }
}
