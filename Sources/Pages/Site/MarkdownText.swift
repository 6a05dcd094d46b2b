package import Diagnostics
package import Prose
import Synchronization

/// The text of a Markdown file, read when it is asked for.
///
/// A text that only its own page needs is read again each time and not kept: ten thousand texts with
/// their links and headings take far more memory than their bytes.
package final class MarkdownText: Sendable {
  /// What a file held when it was read.
  package struct Reading: Sendable {
    package var file: SourceFile
    /// The bytes of the file below its front matter.
    package var body: Range<Int>
    package var prose: PreparedProse
    package var faults: [Diagnostic]
  }

  private let source: PageSource
  private let isKept: Bool
  private let kept = Mutex<Reading?>(nil)

  init(_ source: PageSource, isKept: Bool) {
    self.source = source
    self.isKept = isKept
  }

  /// Returns the text, with its faults.
  package func read() -> Reading {
    guard isKept else { return reading() }
    return kept.withLock { kept in
      if let kept { return kept }
      let reading = reading()
      kept = reading
      return reading
    }
  }

  /// The text without its faults.
  package var prose: PreparedProse { read().prose }

  private func reading() -> Reading {
    do {
      let file = try source.load()
      let (prose, faults) = PreparedProse.read(file, range: source.body)
      return Reading(file: file, body: source.body, prose: prose, faults: faults)
    } catch {
      let file = SourceFile(path: source.path, bytes: [])
      return Reading(
        file: file, body: 0..<0, prose: PreparedProse.read(file, range: 0..<0).prose,
        faults: [UnreadFile.diagnostic(source.path, error)])
    }
  }
}
