import Foundation

/// When work began, by the time that its thread has computed.
struct WorkTime: Sendable {
  private let instant: ContinuousClock.Instant
  private let computed: Double

  /// The moment and the thread of the call.
  static var now: WorkTime { WorkTime(instant: .now, computed: computedSeconds) }

  /// Whether the thread, which is the one that began, has computed for longer since.
  func computedMore(than seconds: Double) -> Bool {
    // The time that passed is cheap to ask for, and never less.
    guard ContinuousClock.now - instant > .seconds(seconds) else { return false }
    return Self.computedSeconds - computed > seconds
  }

  /// Seconds that a processor has spent on this thread.
  /// The corresponding C function is `clock_gettime`.
  private static var computedSeconds: Double {
    var time = timespec()
    // The system writes into a value of this call.
    guard unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) == 0 else { return 0 }
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
