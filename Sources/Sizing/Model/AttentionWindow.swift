/// Layers whose tokens see a window of the latest tokens only, or their chunk of the context.
///
/// Every `fullEvery`-th layer sees the whole context: with 6, layers 5, 11, 17 … Where the layers follow
/// no such period, `limited` tells of each.
package struct AttentionWindow: Sendable, Equatable {
  /// Tokens of the window, or of a chunk (symbol `W`).
  package let tokens: Int64
  /// Each how many layers one sees the whole context; zero when none does, or when `limited` tells.
  package let fullEvery: Int
  /// Whether each layer sees only the window; empty where the period tells.
  package let limited: [Bool]
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
    limited = []
  }

  /// Creates a window of layers in any order, with the same heads in all.
  ///
  /// - Parameters:
  ///   - tokens: Tokens of the window.
  ///   - limited: Whether each layer sees only the window.
  package init(tokens: Int64, limited: [Bool]) {
    self.tokens = tokens
    self.limited = limited
    fullEvery = 0
    fullKVHeads = nil
    fullHeadSize = nil
  }

  /// Whether a layer sees only the window.
  package func limits(layer: Int) -> Bool {
    guard limited.isEmpty else { return limited[layer] }
    return fullEvery == 0 || layer % fullEvery < fullEvery - 1
  }

  /// The first layer that sees all; the first of all where none does.
  var firstFullLayer: Int {
    guard limited.isEmpty else { return limited.firstIndex(of: false) ?? 0 }
    return max(fullEvery - 1, 0)
  }
}

/// A window that a model's own code has and llama.cpp's graph of its family has not.
///
/// llama.cpp caches the whole context in every layer of such a model (Mistral 7B 0.1, Phi-3, StarCoder 2);
/// vLLM and transformers keep what the window holds.
package struct UnusedWindow: Sendable, Equatable {
  /// Tokens of the window.
  package let tokens: Int64
  /// Whether each layer has it; empty where all have.
  package let layers: [Bool]

  /// Creates a window.
  ///
  /// - Parameters:
  ///   - tokens: Tokens of the window.
  ///   - layers: Whether each layer has it; empty where all have.
  package init(tokens: Int64, layers: [Bool] = []) {
    self.tokens = tokens
    self.layers = layers
  }

  /// Whether a layer sees only the window.
  package func limits(layer: Int) -> Bool { layers.isEmpty || layers[layer] }
}
