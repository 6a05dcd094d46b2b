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
  /// What the number rests on: how fast several streams are is always estimated, see
  /// ``Plan/decodeAll(cachedTokens:)``.
  package var basis: Estimate.Basis { .estimated }
}

extension PreparedModel {
  /// Finds how many streams decode at once with no less than a rate each, every one with a cache that
  /// is full.
  ///
  /// More streams take more memory, and with the same kernels each gets slower, so halving finds the most
  /// that one kind of kernel serves. Where cards change kernels each may get faster again, so what is
  /// beyond the last change is looked at first.
  ///
  /// - Parameters:
  ///   - rate: Tokens per second that each stream shall have, by the likely rate.
  ///   - settings: How the model is loaded; each stream has the context of one of their slots.
  ///   - cards: The cards in order.
  ///   - split: How layers are dealt out to the cards.
  /// - Returns: The streams and what keeps it from more.
  /// - Throws: A `SpeedGap` where the speed is not known.
  package func mostStreams(
    atRate rate: Double, _ settings: LoadSettings, on cards: [Card], split: Split = .byMemory
  ) throws(SpeedGap) -> MostStreams {
    let most = min(LoadSettings.slotBound, LoadSettings.contextBound / settings.contextPerSlot)
    var end = most
    var beyond = MostStreams.Limit.slots
    for start in Self.starts(on: cards, upTo: most) {
      guard let found = try limit(of: start, atRate: rate, settings, on: cards, split: split)
      else {
        return try lastServed(start...end, beyond) { streams throws(SpeedGap) in
          try limit(of: streams, atRate: rate, settings, on: cards, split: split)
        }
      }
      (end, beyond) = (start - 1, found)
    }
    return MostStreams(streams: 0, limit: beyond)
  }

  /// The numbers of streams from which cards use the same kernels, the largest first; 1 is the last.
  private static func starts(on cards: [Card], upTo most: Int64) -> [Int64] {
    var starts: [Int64] = [1]
    for card in cards {
      guard let bound = card.speed?.vectorStreams, bound < most,
        !starts.contains(bound + 1)
      else { continue }
      starts.append(bound + 1)
    }
    return starts.sorted(by: >)
  }

  /// Finds the last number of streams without a limit, of which the first has none and those after one
  /// that has are limited too.
  ///
  /// - Parameters:
  ///   - streams: Where to look.
  ///   - beyond: What limits one more than these.
  ///   - limit: What limits so many, or `nil`.
  /// - Returns: The streams and what keeps the cards from more.
  /// - Throws: What `limit` throws.
  private func lastServed(
    _ streams: ClosedRange<Int64>, _ beyond: MostStreams.Limit,
    _ limit: (Int64) throws(SpeedGap) -> MostStreams.Limit?
  ) throws(SpeedGap) -> MostStreams {
    var (low, high, found) = (streams.lowerBound, streams.upperBound + 1, beyond)
    while high - low > 1 {
      let middle = (low + high) / 2
      if let reason = try limit(middle) {
        (high, found) = (middle, reason)
      } else {
        low = middle
      }
    }
    return MostStreams(streams: low, limit: found)
  }

  /// Plans so many streams, each with the context of one slot of the settings.
  ///
  /// - Parameters:
  ///   - streams: How many.
  ///   - settings: How the model is loaded otherwise.
  ///   - cards: The cards in order.
  ///   - split: How layers are dealt out to the cards.
  /// - Returns: The plan, or `nil` where llama.cpp takes no such number.
  package func plan(
    of streams: Int64, _ settings: LoadSettings, on cards: [Card], split: Split = .byMemory
  ) -> Plan? {
    guard
      let more = try? settings.with(
        contextTokens: settings.contextPerSlot * streams, slots: streams)
    else { return nil }
    return try? plan(more, on: cards, split: split)
  }

  /// What keeps the cards from so many streams, or `nil` where they serve them.
  private func limit(
    of streams: Int64, atRate rate: Double, _ settings: LoadSettings, on cards: [Card],
    split: Split
  ) throws(SpeedGap) -> MostStreams.Limit? {
    guard let plan = plan(of: streams, settings, on: cards, split: split) else { return .slots }
    if plan.verdict == .doesNotFit { return .memory }
    let all = try plan.decodeAll(cachedTokens: settings.contextPerSlot)
    return all.each.mid < rate ? .speed : nil
  }
}
