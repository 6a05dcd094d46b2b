/// Waits for the end of a burst of changes: an editor's save is several, a checkout thousands.
package struct Debounce: Sendable {
  package typealias Instant = ContinuousClock.Instant

  /// How long nothing must change before a burst is over.
  package var quiet: Duration
  /// The same where all files that changed have been closed by whoever wrote them.
  package var quietWhenClosed: Duration
  /// How long after its first change a burst is over at the latest.
  package var longest: Duration
  private var first: Instant?
  private var last: Instant?
  private var isClosed = false

  /// Short enough for a save to be on screen within a tenth of a second.
  package static let standard = Debounce(
    quiet: .milliseconds(15), quietWhenClosed: .milliseconds(4), longest: .milliseconds(100))

  /// Without `quietWhenClosed` it makes no difference whether files are closed.
  package init(quiet: Duration, quietWhenClosed: Duration? = nil, longest: Duration) {
    self.quiet = quiet
    self.quietWhenClosed = quietWhenClosed ?? quiet
    self.longest = longest
  }

  /// Notes a change, after which all files that changed are known to be closed, or are not.
  package mutating func note(_ now: Instant, isClosed: Bool = false) {
    first = first ?? now
    last = now
    self.isClosed = isClosed
  }

  /// Returns how long the burst still has to wait, zero when it is over, `nil` when there is none.
  package func wait(_ now: Instant) -> Duration? {
    guard let first, let last else { return nil }
    let quiet = isClosed ? quietWhenClosed : quiet
    let end = min(last.advanced(by: quiet), first.advanced(by: longest))
    return max(now.duration(to: end), .zero)
  }

  /// Forgets the burst, which has been dealt with.
  package mutating func clear() {
    first = nil
    last = nil
  }
}
