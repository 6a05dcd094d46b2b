import Catalog
import Sizing

extension Derivation {
  /// The steps in words, but for those that lead to some quantities.
  func steps(without left: [Quantity]) -> [DerivationText.Step] {
    zip(terms, DerivationText.steps(self)).compactMap { term, step in
      left.contains(term.quantity) ? nil : step
    }
  }
}

extension [Quantity] {
  /// What is about the room of a card. Where none was named, a plan's own card is only a pretence.
  static let roomOfCard: [Quantity] = [
    .usableBytes, .comfortableReserve, .tightReserve, .utilisation, .runtimeLimit, .margin,
  ]
}
