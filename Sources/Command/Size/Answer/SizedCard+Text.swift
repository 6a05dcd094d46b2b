import Catalog
import Sizing

extension SizedCard {
  /// Devices next to each other of the same kind, with their number.
  static func runs(of cards: [SizedCard]) -> [(card: SizedCard, count: Int)] {
    var runs: [(card: SizedCard, count: Int)] = []
    for card in cards {
      if let last = runs.last, last.card.id == card.id {
        runs[runs.count - 1].count += 1
      } else {
        runs.append((card, 1))
      }
    }
    return runs
  }

  /// The name, with the number of cards where there are several.
  func name(times count: Int) -> String { count == 1 ? name : "\(count) × \(name)" }
}

extension Verdict {
  /// The colour that goes with it.
  var style: TextStyle {
    switch self {
    case .fits: .good
    case .tight: .caution
    case .doesNotFit: .bad
    }
  }
}
