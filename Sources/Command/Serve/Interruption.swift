import Dispatch
import Foundation
import Synchronization

/// The end of a command that runs until somebody ends it: Control-C, or a polite signal.
enum Interruption {
  private static let signals = [SIGINT, SIGTERM, SIGHUP]
  /// How long the work may take to end once it is asked to.
  private static let patience = 3.0

  /// Does `body` until it is done or the process is asked to end; then `body` is cancelled.
  ///
  /// What does not end soon, such as a long build, is left: after `orElse` the process ends with
  /// status 0. So it is at once when it is asked a second time.
  static func ends(
    orElse leave: @escaping @Sendable () -> Void = {},
    _ body: @escaping @Sendable () async throws -> Void
  ) async throws {
    let task = Task { try await body() }
    let count = Atomic(0)
    // A queue of its own, which a build that keeps all processors busy does not hold up.
    let queue = DispatchQueue(label: "signals")
    let sources = signals.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        let isFirst = count.wrappingAdd(1, ordering: .relaxed).newValue == 1
        task.cancel()
        queue.asyncAfter(deadline: .now() + (isFirst ? patience : 0)) {
          leave()
          // Without waiting for the threads of a build.
          _exit(EXIT_SUCCESS)
        }
      }
      source.resume()
      return source
    }
    defer { for source in sources { source.cancel() } }
    do {
      try await task.value
    } catch is CancellationError {
      // The user has ended it.
    }
  }
}
