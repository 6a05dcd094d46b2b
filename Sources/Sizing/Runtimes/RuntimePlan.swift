/// Where the bytes of a checkpoint go under a runtime, and whether they fit.
package struct RuntimePlan: Sendable {
  /// The model and the format of its checkpoint.
  package let checkpoint: PreparedCheckpoint
  /// How it is served.
  package let settings: RuntimeSettings
  /// One ledger for each card, in order.
  package let cards: [RuntimeLedger]
  /// vLLM's pool of cache; `nil` for other runtimes.
  package let pool: CachePool?
  /// The index of the card that decides.
  package let bindingCard: Int

  init(
    checkpoint: PreparedCheckpoint, settings: RuntimeSettings, cards: [RuntimeLedger],
    pool: CachePool? = nil
  ) {
    self.checkpoint = checkpoint
    self.settings = settings
    self.cards = cards
    self.pool = pool
    bindingCard = cards.bindingCard
  }

  /// The ledger that decides.
  package var bindingLedger: RuntimeLedger { cards[bindingCard] }
  /// The item of it that decides.
  package var bindingItem: RuntimeItem { bindingLedger.bindingItem }
  /// The verdict: that of the binding card, which is the worst.
  package var verdict: Verdict { bindingLedger.verdict }
  /// Bytes left over on the binding card below the runtime's limit.
  package var margin: Int64 { bindingLedger.room }
  /// Bytes over all cards.
  package var need: Int64 { sum { $0.need } }
  /// The least to expect over all cards.
  package var needLow: Int64 { sum { $0.needLow } }
  /// The most to expect over all cards.
  package var needHigh: Int64 { sum { $0.needHigh } }
  /// Bytes that PyTorch's allocator reports over all cards.
  package var allocated: Int64 { sum { $0.allocated } }

  private func sum(_ part: (RuntimeLedger) -> Int64) -> Int64 {
    var total: Int64 = 0
    for ledger in cards { total += part(ledger) }
    return total
  }
}

/// The memory that vLLM has left for the cache on the card with the least.
package struct CachePool: Sendable, Equatable {
  /// Bytes of the pool on that card; zero when nothing is left.
  package let bytes: Int64
  /// Tokens that it holds, in whole blocks, of sequences as long as the context.
  package let tokens: Int64
  /// Sequences of the given context that are served from it at once.
  package let sequences: Int64
  /// Whether it holds no more of them; else vLLM serves no more at once (`max_num_seqs`).
  package let isFull: Bool
}
