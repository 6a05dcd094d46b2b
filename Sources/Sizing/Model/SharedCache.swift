/// Layers at the end that have no cache of their own: they attend to that of an earlier layer.
package struct SharedCache: Sendable, Equatable {
  /// How many there are.
  package let layers: Int
  /// Width of their feed-forward part, where it differs from that of the others.
  package let feedForwardSize: Int64?

  /// Creates the description of the layers.
  package init(layers: Int, feedForwardSize: Int64? = nil) {
    self.layers = layers
    self.feedForwardSize = feedForwardSize
  }
}

/// Several residual streams of which one is computed on and all are updated (AltUp).
///
/// Source: the defaults of `llama-hparams.h`, which files do not override.
enum AlternatingStreams {
  /// The streams.
  static let count: Int64 = 4
  /// Width of the matrices beside attention (LAuReL).
  static let lowRank: Int64 = 64
  /// Layers at the start whose feed-forward part is made sparse.
  static let sparseLayers = 10
}
