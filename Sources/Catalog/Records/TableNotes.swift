import Synchronization

/// Takes note of the tables of a catalog that somebody looks into, by their places.
final class TableNotes: Sendable {
  /// A bit for each of the first tables; the last stands for all others together.
  private let bits = Atomic<UInt64>(0)
  private static let last = 63

  init() {}

  func note(_ place: Int) {
    let bit = Self.bit(of: place)
    // Nearly always it is noted already, and reading costs less than writing.
    guard bits.load(ordering: .relaxed) & bit == 0 else { return }
    bits.bitwiseOr(bit, ordering: .relaxed)
  }

  func noteAll() { bits.store(.max, ordering: .relaxed) }

  /// Whether somebody may have looked into a table.
  func holds(_ place: Int) -> Bool { bits.load(ordering: .relaxed) & Self.bit(of: place) != 0 }

  private static func bit(of place: Int) -> UInt64 { 1 << UInt64(min(place, last)) }
}
