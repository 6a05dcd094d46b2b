/// How many layers: `all`, or a number.
enum LayerCount: Hashable, Sendable {
  case all
  case some(Int)

  /// More layers than any model has.
  static let most = 65_536

  /// Reads `all` or a number that a model may have; `nil` for anything else.
  init?(argument: String) {
    if argument.lowercased() == "all" {
      self = .all
    } else {
      guard let count = Int(argument), (0...Self.most).contains(count) else { return nil }
      self = .some(count)
    }
  }

  /// The number, or `nil` for all.
  var number: Int? {
    guard case .some(let count) = self else { return nil }
    return count
  }
}
