import Testing

@testable import Preview

@Suite struct DebounceTests {
  static let start = ContinuousClock.now
  static func after(_ milliseconds: Int) -> ContinuousClock.Instant {
    start.advanced(by: .milliseconds(milliseconds))
  }

  /// The times of changes, when it is asked, and what is left to wait, all in milliseconds.
  @Test(
    arguments: [
      ([], 0, nil), ([0], 0, 15), ([0], 10, 5), ([0], 15, 0), ([0], 99, 0),
      ([0, 10], 15, 10), ([0, 14, 28, 42, 56, 70, 84, 98], 98, 2), ([0, 99], 100, 0),
    ] as [([Int], Int, Int?)])
  func waitsForQuietButNotForEver(_ changes: [Int], _ now: Int, _ wait: Int?) {
    var debounce = Debounce(quiet: .milliseconds(15), longest: .milliseconds(100))
    for change in changes { debounce.note(Self.after(change)) }
    #expect(debounce.wait(Self.after(now)) == wait.map { .milliseconds($0) })
  }

  @Test func waitsShortlyOnceAllFilesAreClosed() {
    var debounce = Debounce(
      quiet: .milliseconds(15), quietWhenClosed: .milliseconds(4), longest: .milliseconds(100))
    debounce.note(Self.after(0), isClosed: true)
    #expect(debounce.wait(Self.after(0)) == .milliseconds(4))
    debounce.note(Self.after(2), isClosed: false)
    #expect(debounce.wait(Self.after(2)) == .milliseconds(15))
    debounce.note(Self.after(10), isClosed: true)
    #expect(debounce.wait(Self.after(10)) == .milliseconds(4))
  }

  @Test func forgetsWhatIsDealtWith() {
    var debounce = Debounce.standard
    debounce.note(Self.start)
    debounce.clear()
    #expect(debounce.wait(Self.after(1000)) == nil)
  }

  @Test(
    arguments: [
      (Duration.zero, 0), (.microseconds(1), 1), (.milliseconds(15), 15), (.seconds(2), 2000),
      (.seconds(Int64.max / 2), 1_000_000_000), (.milliseconds(-5), 0),
    ] as [(Duration, Int32)])
  func roundsUpForThePoll(_ time: Duration, _ milliseconds: Int32) {
    #expect(time.pollTimeout == milliseconds)
  }

  @Test func announcesManyChangesOnce() async {
    let feed = ChangeFeed()
    for place in 0..<5000 { feed.announce(["Content/\(place).md"]) }
    feed.finish()
    var signals = 0
    for await _ in feed.signals { signals += 1 }
    #expect(signals == 1)
    let changes = feed.take()
    #expect(changes.paths.count == 1000)
    #expect(changes.all == nil)
    #expect(feed.take() == ChangeFeed.Changes())
  }

  @Test func knowsWhetherAllChangesAreNamed() {
    let feed = ChangeFeed()
    feed.announce(["Content/one.md"])
    feed.announce(["Content/one.md", "Content/two.md"])
    #expect(feed.take().all == ["Content/one.md", "Content/two.md"])
    feed.announce([String]())
    #expect(feed.take().all == nil)
    // Who wants to look anyhow learns of what is known.
    feed.announce(["Content/one.md"])
    feed.announce([String]())
    #expect(feed.take().all == ["Content/one.md"])
  }
}
