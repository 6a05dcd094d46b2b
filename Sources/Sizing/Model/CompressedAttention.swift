/// Attention to a window of the latest tokens and to compressed rows of the others (DeepSeek V4).
///
/// Each layer caches one row for each token of the window, which serves all heads as key and as
/// value. Beside it a layer may cache one row for several tokens of the whole context.
package struct CompressedAttention: Sendable, Equatable {
  /// How many tokens share a cached row beside the window.
  package enum Compression: UInt8, Sendable, CaseIterable {
    /// There is the window alone.
    case none
    /// Four tokens each; an indexer chooses the rows that a token sees (CSA).
    case fine
    /// 128 tokens each, all of which a token sees (HCA).
    case coarse

    /// Tokens for each row; zero where there are no rows.
    package var tokens: Int64 {
      switch self {
      case .none: 0
      case .fine: 4
      case .coarse: 128
      }
    }

    /// The compression with so many tokens for each row, or `nil` where there is none such.
    package init?(tokens: Int64) {
      for compression in Self.allCases where compression.tokens == tokens {
        self = compression
        return
      }
      return nil
    }
  }

  /// Width of the compressed queries.
  package let queryRank: Int64
  /// Groups of heads, each of which is brought to a narrow form of its own.
  package let outputGroups: Int64
  /// Width of that form.
  package let outputRank: Int64
  /// What chooses among the rows of four tokens.
  package let indexer: SparseIndexer
  /// The compression of each layer.
  package let layers: [Compression]

  /// Creates the sizes.
  package init(
    queryRank: Int64, outputGroups: Int64, outputRank: Int64, indexer: SparseIndexer,
    layers: [Compression]
  ) {
    self.queryRank = queryRank
    self.outputGroups = outputGroups
    self.outputRank = outputRank
    self.indexer = indexer
    self.layers = layers
  }
}

/// Residual streams that each part of a layer reads mixed and writes back to mixed (hyper-connections).
///
/// Source: the graph of llama.cpp, which refuses other numbers.
package enum HyperConnections {
  /// The streams.
  package static let streams: Int64 = 4
  /// Numbers of each token by which a part mixes them: for reading, for writing, and among each other.
  package static let mixes = (2 + streams) * streams
  /// How often rows and columns of the matrix among streams are brought to a sum of one.
  static let rounds = 20
}
