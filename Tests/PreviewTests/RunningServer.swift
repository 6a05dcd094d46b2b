import Preview

/// A server that runs as long as a test needs it.
enum RunningServer {
  /// Limits of time that no test meets, however long others keep it waiting.
  static let patient: ConnectionLimits = {
    var limits = ConnectionLimits()
    limits.headTime = .seconds(600)
    limits.idleTime = .seconds(600)
    limits.writeTime = .seconds(600)
    return limits
  }()

  /// Has `server` answer while `body` runs.
  static func serving(
    _ server: PreviewServer, _ ports: PortChoice = .exactly(0),
    _ body: @escaping @Sendable (_ port: UInt16) async throws -> Void
  ) async throws {
    let (listening, announce) = AsyncStream.makeStream(of: UInt16.self)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        defer { announce.finish() }
        do {
          try await server.run(ports) { announce.yield($0) }
        } catch is CancellationError {
          // The test is over.
        }
      }
      var ports = listening.makeAsyncIterator()
      if let port = await ports.next() {
        try await body(port)
        group.cancelAll()
      }
      while try await group.next() != nil {}
    }
  }
}
