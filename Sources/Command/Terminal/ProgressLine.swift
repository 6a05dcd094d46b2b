import Synchronization

/// One line on standard error that says how far a build is, on a terminal only.
final class ProgressLine: Sendable {
  private let terminal: Terminal
  private let shown = Mutex("")

  init(_ terminal: Terminal) { self.terminal = terminal }

  /// Shows how many of `total` things are done. May be called from any task, in any order.
  func show(_ verb: String, _ done: Int, of total: Int, _ nouns: String = "pages") {
    guard terminal.showsProgress, total > 0 else { return }
    // A line per percent is plenty; writing each page would cost more than some pages do.
    let percent = done * 100 / total
    let text = "\(verb) \(total) \(nouns): \(percent) %"
    shown.withLock { shown in
      guard shown != text else { return }
      shown = text
      terminal.report("\r\u{1B}[K\(text)")
    }
  }

  /// Takes the line away, so that what follows begins on a clean one.
  func clear() {
    shown.withLock { shown in
      guard !shown.isEmpty else { return }
      shown = ""
      terminal.report("\r\u{1B}[K")
    }
  }
}
