/// The experts of a mixture-of-experts model.
package struct Experts: Sendable, Equatable {
  /// Routed experts in each layer.
  package let count: Int64
  /// Routed experts used for each token.
  package let used: Int64
  /// Feed-forward width of one routed expert, in elements.
  package let feedForwardSize: Int64
  /// Layers at the start that have a dense feed-forward part instead.
  package let leadingDenseLayers: Int
  /// Feed-forward width of all experts that every token uses, in elements; zero without such.
  package let sharedFeedForwardSize: Int64
  /// Each how many layers one has experts, the last of them; 1 when all have.
  package let layerStep: Int
  /// Width that routed experts work in, where the stream is projected to it and back; zero when
  /// they work on the stream itself.
  package let latentSize: Int64
  /// Layers at the start whose experts a table gives for each token of the vocabulary; the router
  /// only weighs them.
  package let hashedLayers: Int

  /// Creates the experts of a model.
  ///
  /// - Parameters:
  ///   - count: Routed experts in each layer.
  ///   - used: Routed experts used for each token.
  ///   - feedForwardSize: Feed-forward width of one routed expert, in elements.
  ///   - leadingDenseLayers: Layers at the start without experts.
  ///   - sharedFeedForwardSize: Feed-forward width of all shared experts together.
  ///   - layerStep: Each how many layers one has experts.
  ///   - latentSize: Width that routed experts work in, where it is not the stream's.
  ///   - hashedLayers: Layers at the start whose experts a table gives.
  package init(
    count: Int64, used: Int64, feedForwardSize: Int64, leadingDenseLayers: Int = 0,
    sharedFeedForwardSize: Int64 = 0, layerStep: Int = 1, latentSize: Int64 = 0,
    hashedLayers: Int = 0
  ) {
    self.count = count
    self.used = used
    self.feedForwardSize = feedForwardSize
    self.leadingDenseLayers = leadingDenseLayers
    self.sharedFeedForwardSize = sharedFeedForwardSize
    self.layerStep = layerStep
    self.latentSize = latentSize
    self.hashedLayers = hashedLayers
  }

  /// The share of the routed experts that a token uses.
  var usedShare: Double { Double(used) / Double(count) }

  /// Whether a layer has experts.
  package func serve(layer: Int) -> Bool {
    layer >= leadingDenseLayers && (layer + 1) % layerStep == 0
  }
}
