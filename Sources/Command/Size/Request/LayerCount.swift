import ArgumentParser

/// How many layers: `all`, or a number.
enum LayerCount: Hashable, Sendable, ExpressibleByArgument {
  case all
  case some(Int)

  /// More layers than any model has.
  static let most = 65_536

  init?(argument: String) {
    if argument.lowercased() == "all" {
      self = .all
    } else {
      guard let count = Int(argument) else { return nil }
      self = .some(count)
    }
  }

  /// Whether a model may have so many.
  var isCountable: Bool { (0...Self.most).contains(number ?? 0) }

  /// Refuses a number that no model has, which an option was given.
  func check(_ option: String) throws {
    guard isCountable else {
      throw ValidationError("\(option) takes 'all' or a number from 0 to \(Self.most).")
    }
  }

  /// The number, or `nil` for all.
  var number: Int? {
    guard case .some(let count) = self else { return nil }
    return count
  }

  var defaultValueDescription: String { number.map(String.init) ?? "all" }
}
