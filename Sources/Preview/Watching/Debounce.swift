/// Waits for the end of a burst of changes: an editor's save is several, a checkout thousands.
package struct Debounce: Sendable {
  package typealias Instant = ContinuousClock.Instant

  /// How long nothing must change before a burst is over.
  package var quiet: Duration
  /// How long after its first change a burst is over at the latest.
  package var longest: Duration
  private var first: Instant?
  private var last: Instant?

  /// Short enough for a save to be on screen within a tenth of a second.
  package static let standard = Debounce(quiet: .milliseconds(15), longest: .milliseconds(100))

  package init(quiet: Duration, longest: Duration) {
    self.quiet = quiet
    self.longest = longest
  }

  /// Notes a change.
  package mutating func note(_ now: Instant) {
    first = first ?? now
    last = now
  }

  /// Returns how long the burst still has to wait, zero when it is over, `nil` when there is none.
  package func wait(_ now: Instant) -> Duration? {
    guard let first, let last else { return nil }
    let end = min(last.advanced(by: quiet), first.advanced(by: longest))
    return max(now.duration(to: end), .zero)
  }

  /// Forgets the burst, which has been dealt with.
  package mutating func clear() {
    first = nil
    last = nil
  }
}
