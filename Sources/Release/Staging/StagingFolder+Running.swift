import Foundation
import Pages
import Synchronization

extension StagingFolder {
  /// Whether the process ends, so that nothing is written or released any more. Held while a release
  /// is put in place: the end comes before or after it, never between.
  static let isEnding = Mutex(false)

  /// Removes the folder of a build that may still be writing to it, when the process ends at once.
  static func removeRunning(_ folder: String) {
    isEnding.withLock { $0 = true }
    let manager = FileManager.default
    for _ in 0..<2 {
      guard manager.fileExists(atPath: folder) else { return }
      // What cannot be removed is left to the next build.
      try? manager.removeItem(atPath: folder)
      usleep(settling)
    }
  }

  /// How long what is being written when the end comes may take, in microseconds.
  private static let settling: useconds_t = 30_000

  /// - Throws: `ECANCELED` when the process ends.
  static func checkEnd() throws(SystemFailure) {
    guard !isEnding.withLock({ $0 }) else { throw SystemFailure(code: ECANCELED) }
  }
}
