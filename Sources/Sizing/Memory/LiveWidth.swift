extension LanguageModel {
  /// The most elements per token of a micro-batch that are alive at once in a block, in 32-bit
  /// results, with flash attention (symbol `w`).
  ///
  /// The largest over the kinds of block: dense `3F + 2E + q`, with fused gate and up `3F + 2E`,
  /// experts `max(3·u·F_e + 2E + q, 2·u·E + u·F_e + 2E)`.
  func liveWidth(_ settings: LoadSettings) -> Int64 {
    var width: Int64 = 0
    let stream = 2 * hiddenSize
    // The queries' place stays a hole when the feed-forward part begins. A block cache turns the
    // queries once more, and a row of the stream then fills the hole where it has the same width.
    let fillsHole = settings.cacheTypeK.isQuantized && queryWidth == hiddenSize
    let queries = fillsHole ? 0 : queryWidth
    if feedForwardSize > 0 {
      width = 3 * feedForwardSize + stream + (block.fusesGateUp ? 0 : queries)
    }
    if let experts {
      let inner = experts.used * experts.feedForwardSize
      width = max(width, 3 * inner + stream + queries)
      width = max(width, 2 * experts.used * hiddenSize + inner + stream)
    }
    return width
  }

  /// The same without flash attention, beside the scores: residual stream and queries, each twice.
  func liveWidthBesideScores(_ settings: LoadSettings) -> Int64 {
    if block.fusesQueryKeyValue { return hiddenSize + queryWidth }
    let parts = 2 * hiddenSize + 2 * queryWidth
    return settings.cacheTypeK.isQuantized ? parts - queryWidth : parts
  }
}
