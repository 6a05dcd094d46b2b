import Dispatch
import Foundation
import Synchronization

/// Runs builds on threads of their own.
///
/// A build keeps every thread that it gets busy. Tasks and, on Linux, the queues of Dispatch share as
/// many threads as there are processors: on those it would keep the server from answering until it
/// is done. Here the system shares the processors out.
final class BuildExecutor: TaskExecutor {
  private struct Work {
    var jobs: [UnownedJob] = []
    var isOver = false
  }

  private let work = Mutex(Work())
  /// Counts the jobs that no thread has taken.
  private let waiting = DispatchSemaphore(value: 0)
  private let threads: Int

  /// As much as the first thread of a process has; what is nested in content takes some.
  private static let stackSize = 8 << 20

  /// Starts the threads.
  init(threads: Int) {
    self.threads = threads
    for _ in 0..<threads {
      let thread = Thread { [self] in run() }
      thread.name = "build"
      thread.stackSize = Self.stackSize
      thread.start()
    }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    work.withLock { $0.jobs.append(job) }
    waiting.signal()
  }

  /// Ends the threads. Nothing may run or be added then.
  func stop() {
    work.withLock { $0.isOver = true }
    for _ in 0..<threads { waiting.signal() }
  }

  private func run() {
    while true {
      waiting.wait()
      let job = work.withLock { work in work.jobs.isEmpty ? nil : work.jobs.removeFirst() }
      if let job {
        job.runSynchronously(on: asUnownedTaskExecutor())
      } else if work.withLock({ $0.isOver }) {
        return
      }
    }
  }
}
