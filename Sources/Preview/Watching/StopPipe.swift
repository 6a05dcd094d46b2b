import Foundation

/// Wakes a thread that waits, to end it.
final class StopPipe: Sendable {
  private let input: Int32
  private let output: Int32

  /// Opens the pipe, or returns `nil` where the process has no file descriptors left.
  init?() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    (output, input) = (ends[0], ends[1])
  }

  deinit {
    close(input)
    close(output)
  }

  /// Ends the wait of the other thread, now and for ever.
  func stop() {
    var byte: UInt8 = 1
    // A pipe that is full has been written to already.
    _ = write(input, &byte, 1)
  }

  /// Waits for a time, or for ever; returns `false` when the thread is to end.
  ///
  /// The corresponding C function is `poll`. With `file` the wait is over when there is something to
  /// read there, too.
  func wait(_ time: Duration?, orFor file: Int32? = nil) -> Bool {
    var files = [pollfd(fd: output, events: Int16(POLLIN), revents: 0)]
    if let file { files.append(pollfd(fd: file, events: Int16(POLLIN), revents: 0)) }
    _ = poll(&files, nfds_t(files.count), time?.pollTimeout ?? -1)
    return files[0].revents == 0
  }
}
