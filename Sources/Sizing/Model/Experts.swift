/// The routed experts of a mixture-of-experts model.
package struct Experts: Sendable, Equatable {
  /// Experts in each layer.
  package let count: Int64
  /// Experts used for each token.
  package let used: Int64
  /// Feed-forward width of one expert, in elements.
  package let feedForwardSize: Int64
  /// Layers at the start that have a dense feed-forward part instead.
  package let leadingDenseLayers: Int

  /// Creates the experts of a model.
  ///
  /// - Parameters:
  ///   - count: Experts in each layer.
  ///   - used: Experts used for each token.
  ///   - feedForwardSize: Feed-forward width of one expert, in elements.
  ///   - leadingDenseLayers: Layers at the start without experts.
  package init(count: Int64, used: Int64, feedForwardSize: Int64, leadingDenseLayers: Int = 0) {
    self.count = count
    self.used = used
    self.feedForwardSize = feedForwardSize
    self.leadingDenseLayers = leadingDenseLayers
  }
}
