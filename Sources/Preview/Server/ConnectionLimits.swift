/// What one server gives to all that connect to it.
package struct ConnectionLimits: Hashable, Sendable {
  /// How many connections are served at once; more are told to come back.
  package var connections = 64
  /// The longest request line with its fields, in bytes.
  package var headByteCount = 16_384
  /// How long a request may take to arrive once it has begun.
  package var headTime = Duration.seconds(10)
  /// How long a connection may say nothing between requests.
  package var idleTime = Duration.seconds(30)
  /// How long a client may take to accept a piece of an answer.
  package var writeTime = Duration.seconds(30)
  /// How long an event stream may be silent.
  package var heartbeat = Duration.seconds(15)

  package init() {}
}
