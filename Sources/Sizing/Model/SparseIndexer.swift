/// A small attention that scores all tokens and chooses those that latent attention sees (DSA).
///
/// Its keys are cached beside the compressed rows, in the keys' format.
package struct SparseIndexer: Sendable, Equatable {
  /// Query heads.
  package let heads: Int64
  /// Elements of a head, and of the one key of each token.
  package let keySize: Int64
  /// The most tokens that are chosen.
  package let chosen: Int64
  /// For each layer, whether it takes the choice of a layer before it instead of making its own;
  /// empty where all make their own.
  package let sharing: [Bool]

  /// The most tokens that the indexers of DeepSeek-V3.2 and GLM choose.
  package static let usualChoice: Int64 = 2048

  /// Creates the sizes.
  package init(
    heads: Int64, keySize: Int64, chosen: Int64 = Self.usualChoice, sharing: [Bool] = []
  ) {
    self.heads = heads
    self.keySize = keySize
    self.chosen = chosen
    self.sharing = sharing
  }

  /// Whether a layer makes its own choice, so that it has the tensors and the cache for it.
  package func serves(layer: Int) -> Bool { sharing.isEmpty || !sharing[layer] }
}
