/// How many streams a model serves at once, and what keeps it from more.
package struct MostStreams: Sendable, Equatable {
  /// What more streams would exceed.
  package enum Limit: UInt8, Sendable, CaseIterable {
    /// The memory of the cards.
    case memory
    /// Each stream would be slower than asked for.
    case speed
    /// llama.cpp takes no more slots.
    case slots
  }

  /// Creates it.
  package init(streams: Int64, limit: Limit) {
    self.streams = streams
    self.limit = limit
  }

  /// Streams at once, each with the whole context of a slot; zero where not even one is fast enough.
  package let streams: Int64
  /// What keeps it from more.
  package let limit: Limit
}

extension PreparedModel {
  /// Finds how many streams decode at once with no less than a rate each, every one with a cache that
  /// is full.
  ///
  /// More streams take more memory, and each gets slower, so halving finds it.
  ///
  /// - Parameters:
  ///   - rate: Tokens per second that each stream shall have, by the middle of the range.
  ///   - settings: How the model is loaded; each stream has the context of one of their slots.
  ///   - cards: The cards in order.
  ///   - split: How layers are dealt out to the cards.
  /// - Returns: The streams and what keeps it from more.
  /// - Throws: A `SpeedGap` where the speed is not known.
  package func mostStreams(
    atRate rate: Double, _ settings: LoadSettings, on cards: [Card], split: Split = .byMemory
  ) throws(SpeedGap) -> MostStreams {
    let most = min(LoadSettings.slotBound, LoadSettings.contextBound / settings.contextPerSlot)
    if let found = try limit(of: 1, atRate: rate, settings, on: cards, split: split) {
      return MostStreams(streams: 0, limit: found)
    }
    var (low, high, limit) = (Int64(1), most + 1, MostStreams.Limit.slots)
    while high - low > 1 {
      let middle = (low + high) / 2
      if let found = try self.limit(of: middle, atRate: rate, settings, on: cards, split: split) {
        (high, limit) = (middle, found)
      } else {
        low = middle
      }
    }
    return MostStreams(streams: low, limit: limit)
  }

  /// What keeps the cards from so many streams, or `nil` where they serve them.
  private func limit(
    of streams: Int64, atRate rate: Double, _ settings: LoadSettings, on cards: [Card],
    split: Split
  ) throws(SpeedGap) -> MostStreams.Limit? {
    guard
      let more = try? settings.with(
        contextTokens: settings.contextPerSlot * streams, slots: streams),
      let plan = try? plan(more, on: cards, split: split)
    else { return .slots }
    if plan.verdict == .doesNotFit { return .memory }
    let all = try plan.decodeAll(cachedTokens: settings.contextPerSlot)
    return all.each.mid < rate ? .speed : nil
  }
}
