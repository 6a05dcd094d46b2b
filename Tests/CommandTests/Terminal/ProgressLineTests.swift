import Synchronization
import Testing

@testable import Command

@Suite struct ProgressLineTests {
  /// What was written to standard error.
  final class Record: Sendable {
    private let pieces = Mutex<[String]>([])

    var all: [String] { pieces.withLock { $0 } }

    func add(_ text: String) { pieces.withLock { $0.append(text) } }
  }

  func progress(_ record: Record, isTerminal: Bool) -> ProgressLine {
    ProgressLine(
      Terminal(
        write: { _ in }, report: { record.add($0) }, colorsOutput: false, colorsReport: false,
        showsProgress: isTerminal))
  }

  @Test func rewritesOneLineForEachPercent() {
    let record = Record()
    let line = progress(record, isTerminal: true)
    for done in 1...1000 { line.show("rendering", done, of: 1000) }
    line.clear()
    #expect(record.all.count == 102)
    #expect(record.all.first == "\r\u{1B}[Krendering 1000 pages: 0 %")
    #expect(record.all.suffix(2) == ["\r\u{1B}[Krendering 1000 pages: 100 %", "\r\u{1B}[K"])
  }

  @Test func writesNothingElsewhere() {
    let record = Record()
    let line = progress(record, isTerminal: false)
    line.show("rendering", 1, of: 2)
    line.clear()
    #expect(record.all.isEmpty)
  }
}
