extension LanguageModel {
  /// Refuses sizes outside the range of any model there is or is likely to be.
  ///
  /// The bounds keep every product of the engine below 2^62 bytes, over 64 cards too.
  func checkSizes() throws(ModelFault) {
    try check(Int64(layers), .layers, 1...1024)
    try check(hiddenSize, .hiddenSize, 1...(1 << 18))
    try check(feedForwardSize, .feedForwardSize, 0...(1 << 21))
    try check(queryHeads, .queryHeads, 1...2048)
    try check(kvHeads, .kvHeads, 1...2048)
    try check(keyHeadSize, .keyHeadSize, 1...2048)
    try check(valueHeadSize, .valueHeadSize, 1...2048)
    try check(vocabularySize, .vocabularySize, 1...(1 << 23))
    if let contextLimit { try check(contextLimit, .contextLimit, 1...LoadSettings.contextBound) }
    guard queryHeads % kvHeads == 0 else { throw .headsDoNotDivide }
  }

  /// Refuses experts that contradict themselves or the rest of the shape.
  func checkExperts() throws(ModelFault) {
    guard let experts else {
      guard architecture.hasExperts != true else { throw .expertsDoNotApply }
      guard feedForwardSize > 0 else { throw .sizeOutOfRange(.feedForwardSize) }
      return
    }
    guard architecture.hasExperts != false else { throw .expertsDoNotApply }
    try check(experts.count, .expertCount, 1...4096)
    try check(experts.used, .expertsUsed, 1...4096)
    try check(experts.feedForwardSize, .expertFeedForwardSize, 1...(1 << 21))
    try check(Int64(experts.leadingDenseLayers), .leadingDenseLayers, 0...Int64(layers))
    guard experts.used <= experts.count else { throw .moreExpertsUsedThanPresent }
    guard (feedForwardSize > 0) == (experts.leadingDenseLayers > 0) else {
      throw .feedForwardSizeDoesNotApply
    }
  }

  private func check(
    _ value: Int64, _ size: ModelSize, _ range: ClosedRange<Int64>
  ) throws(ModelFault) {
    guard range.contains(value) else { throw .sizeOutOfRange(size) }
  }

  /// Whether all elements together, at four bytes each, are counted exactly by a `Double`.
  var isCountable: Bool {
    let widths = Double(2 * queryWidth + keyWidth + valueWidth + 8)
    var perLayer = Double(hiddenSize) * widths + 3 * Double(hiddenSize) * Double(feedForwardSize)
    if let experts {
      let all = Double(experts.count) * Double(experts.feedForwardSize)
      perLayer += 3 * Double(hiddenSize) * all + Double(hiddenSize) * Double(experts.count)
    }
    let embeddings = 2 * Double(hiddenSize) * Double(vocabularySize)
    return 4 * (perLayer * Double(layers) + embeddings) < 9_007_199_254_740_992
  }
}
