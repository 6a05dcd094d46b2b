import Testing

@testable import Diagnostics

@Suite("Positions in source files")
struct SourceFileTests {
  @Test(arguments: [
    (0, 1, 1), (2, 1, 3), (3, 2, 1), (4, 2, 2), (6, 2, 4), (7, 3, 1), (99, 3, 1),
  ])
  func findsLineAndColumnInBytes(offset: Int, line: Int, column: Int) {
    // "ab", then a two-byte letter and one more, then an empty last line.
    let file = SourceFile(path: "a", text: "ab\néc\n")
    #expect(file.position(at: offset) == SourcePosition(line: line, column: column))
  }

  @Test(arguments: [0, 1, 2, 3, 4, 6])
  func findsTheOffsetOfAPositionAgain(offset: Int) {
    let file = SourceFile(path: "a", text: "ab\néc\n")
    #expect(file.offset(of: file.position(at: offset)) == offset)
  }

  @Test func givesLinesWithoutTheirBreaks() {
    let file = SourceFile(path: "a", text: "one\r\ntwo\n")
    #expect(file.line(1) == "one")
    #expect(file.line(2) == "two")
    #expect(file.line(4) == nil)
    #expect(file.lineCount == 2)
  }
}
