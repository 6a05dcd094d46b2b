/// Where the bytes in host memory go.
package struct HostLedger: Sendable, Equatable {
  /// Bytes of weights that stay in host memory: the input embedding.
  package let weights: Int64
  /// Bytes of KV cache in host memory.
  package let cache: Int64
  /// Bytes of working buffers in host memory.
  package let compute: Int64
  /// Bytes of what is loaded beside the main model.
  package internal(set) var added = AddedBytes()

  /// All of it.
  package var need: Int64 { weights + cache + compute + added.total }
}
