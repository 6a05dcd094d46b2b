/// A card's ledger with a verdict, of whatever runtime.
protocol RatedLedger {
  /// How the need relates to the card.
  var verdict: Verdict { get }
  /// Bytes left over; negative when the card is too small.
  var room: Int64 { get }
}

extension CardLedger: RatedLedger {}
extension RuntimeLedger: RatedLedger {}

extension Array where Element: RatedLedger {
  /// The card that decides: that with the worst verdict and, among those, the least room.
  var bindingCard: Int {
    var binding = 0
    for index in indices {
      let (candidate, worst) = (self[index], self[binding])
      let isWorse = candidate.verdict.rawValue > worst.verdict.rawValue
      let isSame = candidate.verdict == worst.verdict
      if isWorse || (isSame && candidate.room < worst.room) { binding = index }
    }
    return binding
  }
}
