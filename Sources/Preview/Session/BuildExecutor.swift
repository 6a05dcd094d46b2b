import Dispatch

/// Runs builds on threads of their own.
///
/// A build keeps every thread that it gets busy; on the threads that all tasks share it would keep
/// the server from answering until it is done.
final class BuildExecutor: TaskExecutor {
  private let queue = DispatchQueue(label: "build", attributes: .concurrent)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
