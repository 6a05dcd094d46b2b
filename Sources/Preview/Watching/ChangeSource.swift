/// Something that notices changes to a site, asked by one thread.
protocol ChangeSource: Sendable {
  /// Waits until something changed, `timeout` is over or the pipe that ends the watch is written to.
  ///
  /// - Returns: The changed paths below the site folder, none where the time was over; `nil` when the
  ///   watch is to end.
  mutating func changes(within timeout: Duration?) -> Set<String>?

  /// Whether whoever wrote the files that changed so far has closed all of them, as far as anything
  /// tells: what else belongs to a save, such as giving a file another name, follows at once.
  var areClosed: Bool { get }
}

extension Duration {
  /// The duration in whole milliseconds, rounded up and bounded, as `poll` takes it.
  var pollTimeout: Int32 {
    let (seconds, attoseconds) = components
    guard seconds < 1_000_000 else { return 1_000_000_000 }
    let milliseconds = seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    return Int32(max(milliseconds, 0))
  }
}
