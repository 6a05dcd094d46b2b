import ArgumentParser
import Sizing

/// `on` or `off`.
enum Switch: String, CaseIterable, Sendable, ExpressibleByArgument {
  case on
  case off
}

/// Which rows of logits are kept, by llama.cpp's habits.
enum LogitRows: String, CaseIterable, Sendable, ExpressibleByArgument {
  case server
  case all

  /// The engine's word.
  var logits: LoadSettings.Logits {
    switch self {
    case .server: .server
    case .all: .all
    }
  }
}

extension Split {
  /// Reads `default`, `best`, or a share for each card, separated by commas or semicolons.
  init?(argument: String) {
    switch argument.lowercased() {
    case "default": self = .byMemory
    case "best": self = .best
    default:
      let parts = argument.split(omittingEmptySubsequences: false) { $0 == "," || $0 == ";" }
      let shares = parts.compactMap { part in Float(part.filter { $0 != " " }) }
      guard !parts.isEmpty, shares.count == parts.count,
        shares.allSatisfy({ $0 >= 0 && $0 < Self.shareBound }), shares.contains(where: { $0 > 0 })
      else { return nil }
      self = .given(shares)
    }
  }

  /// The shares and the cards that they are for, where there is not one for each: `3 shares for 2 cards`.
  func sharesBeside(cards count: Int) -> String? {
    guard case .given(let shares) = self, shares.count != count else { return nil }
    return "\(Counted.text(shares.count, "share")) for \(Counted.text(count, "card"))"
  }
}
