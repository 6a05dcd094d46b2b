/// A bound on the time that something takes.
enum Deadline {
  /// The time was over.
  struct Passed: Error {}

  /// Returns what `body` returns, or cancels it when it takes longer than `time`.
  static func within<Result: Sendable>(
    _ time: Duration, _ body: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    try await withThrowingTaskGroup(of: Result.self) { group in
      group.addTask { try await body() }
      group.addTask {
        try await Task.sleep(for: time)
        throw Passed()
      }
      defer { group.cancelAll() }
      guard let result = try await group.next() else { throw CancellationError() }
      return result
    }
  }
}
