/// Layers whose tokens see a window of the latest tokens only, or their chunk of the context.
///
/// Every `fullEvery`-th layer sees the whole context: with 6, layers 5, 11, 17 …
package struct AttentionWindow: Sendable, Equatable {
  /// Tokens of the window, or of a chunk (symbol `W`).
  package let tokens: Int64
  /// Each how many layers one sees the whole context; zero when none does.
  package let fullEvery: Int
  /// Key and value heads of the layers that see all; `nil` when as many as in the others.
  package let fullKVHeads: Int64?
  /// Elements of a head of the layers that see all; `nil` when as in the others.
  package let fullHeadSize: Int64?

  /// Creates a window.
  ///
  /// - Parameters:
  ///   - tokens: Tokens of the window, or of a chunk.
  ///   - fullEvery: Each how many layers one sees the whole context; zero when none does.
  ///   - fullKVHeads: Key and value heads of those layers, where they differ.
  ///   - fullHeadSize: Elements of a head of those layers, where they differ.
  package init(
    tokens: Int64, fullEvery: Int, fullKVHeads: Int64? = nil, fullHeadSize: Int64? = nil
  ) {
    self.tokens = tokens
    self.fullEvery = fullEvery
    self.fullKVHeads = fullKVHeads
    self.fullHeadSize = fullHeadSize
  }

  /// Whether a layer sees only the window.
  package func limits(layer: Int) -> Bool {
    fullEvery == 0 || layer % fullEvery < fullEvery - 1
  }
}
