/// What a connection sends for a request.
package enum Reply: Sendable {
  case response(PreviewResponse)
  /// News as it comes, until the client leaves.
  case events(EventStream)
}

/// Server-sent events (the HTML standard, section 9.2), asked for one after the other.
package struct EventStream: Sendable {
  /// One element whenever there may be news; where several came, one is enough.
  package var signals: AsyncStream<Void>
  /// Gives a signal from outside, so that a client that is gone is noticed.
  package var wake: @Sendable () -> Void
  /// Returns the events since the last call as they are sent, empty for none.
  package var news: @Sendable () -> [UInt8]

  package init(
    signals: AsyncStream<Void>, wake: @escaping @Sendable () -> Void,
    news: @escaping @Sendable () -> [UInt8]
  ) {
    self.signals = signals
    self.wake = wake
    self.news = news
  }
}
