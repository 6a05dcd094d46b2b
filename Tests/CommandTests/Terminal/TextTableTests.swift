import Testing

@testable import Command

/// Tables that keep to a terminal's columns.
@Suite struct TextTableTests {
  private func table(_ names: [String], _ headings: [String]) -> String {
    var table = TextTable([.left, .right], flexible: 0)
    table.addHeading(headings.map { .init($0, .dim) })
    for name in names { table.add([.init(name), "1.00"]) }
    return table.render(colors: false)
  }

  @Test func keepsWhatIsNarrow() {
    #expect(table(["a name"], ["card", "left, MiB"]) == "card    left, MiB\na name       1.00\n")
  }

  @Test func breaksHeadingsFirst() throws {
    let name = String(repeating: "x", count: 60)
    let text = table([name], ["card", "a heading of many words"])
    let lines = text.split(separator: "\n").map(String.init)
    try #require(lines.count == 5, "\(text)")
    #expect(lines[3].hasPrefix("card ") && lines[3].hasSuffix(" words"))
    #expect(lines[4] == name + "     1.00")
  }

  @Test func breaksTheFlexibleColumnNext() throws {
    let name = Array(repeating: "word", count: 30).joined(separator: " ")
    let text = table([name], ["card", "left"])
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines.allSatisfy { $0.displayWidth <= 80 }, "\(text)")
    try #require(lines.count > 2)
    #expect(lines[1].hasSuffix("  1.00"))
  }

  @Test func runsNotesOnToTheEndOfTheLine() {
    var table = TextTable([.left, .left, .right], flexible: 1)
    table.add(["KV", "KV cache", "1 MiB"])
    table.addNote(.init(Array(repeating: "n", count: 60).joined(separator: " ")), from: 1)
    let lines = table.render(colors: false).split(separator: "\n").map(String.init)
    #expect(lines[0] == "KV  KV cache  1 MiB")
    #expect(lines.count == 3 && lines.dropFirst().allSatisfy { $0.hasPrefix("    n n") })
    #expect(lines.allSatisfy { $0.displayWidth <= 80 })
  }
}
