import Diagnostics
import Markup
import Testing

/// Input that is refused, and input that is hard to parse.
@Suite struct InputTests {
  @Test(arguments: [
    ([0xFF], 1, 1), ([0x61, 0xC3], 1, 2), ([0xC0, 0x80], 1, 1),
    ([0xE0, 0x80, 0x80], 1, 1), ([0xED, 0xA0, 0x80], 1, 1), ([0xF4, 0x90, 0x80, 0x80], 1, 1),
    ([0xC3, 0xBC, 0x80], 1, 3), ([0xF0, 0x9F, 0x98, 0x0A], 1, 1),
  ])
  func reportsBytesThatAreNotText(bytes: [Int], line: Int, column: Int) {
    let parsed = Parsed(bytes: bytes.map { UInt8(truncatingIfNeeded: $0) })
    #expect(parsed.diagnostics.map(\.id.rawValue) == ["invalid-utf8"])
    #expect(parsed.diagnostics.map(\.span?.start) == [SourcePosition(line: line, column: column)])
    #expect(parsed.document.segments.isEmpty)
  }

  @Test(arguments: [
    ("a\n\u{7}b", 2, 1), ("a\nb\0", 2, 2), ("a\u{9B}31m", 1, 2), ("a\u{FEFF}", 1, 2),
    ("a &#7; b", 1, 1),
    ("a\n\n*b &#x1B;*", 3, 1), ("# &#127;", 1, 1), ("[a](b \"&#1;\")", 1, 1),
  ])
  func reportsControlCharacters(text: String, line: Int, column: Int) {
    let parsed = Parsed(text)
    #expect(parsed.diagnostics.map(\.id.rawValue) == ["control-character"])
    #expect(parsed.diagnostics.map(\.span?.start) == [SourcePosition(line: line, column: column)])
  }

  @Test func acceptsAllOfUTF8() {
    let parsed = Parsed("\u{A0}\u{7FF}\u{800}\u{D7FF}\u{E000}\u{FFFD}\u{10000}\u{10FFFF}\u{FFFD}")
    #expect(parsed.faults == [])
  }

  @Test func skipsByteOrderMark() {
    let parsed = Parsed("\u{FEFF}# a [b](c)\n")
    #expect(parsed.plainHTML == "<h1>a <a href=\"c\">b</a></h1>\n")
    #expect(parsed.document.links.map { parsed.text($0.span) } == ["[b](c)"])
  }

  @Test(arguments: [
    (">", 101, true), (">", 100, false), ("> ", 101, true), ("> ", 100, false), ("- ", 101, true),
    ("- ", 100, false), ("1. ", 101, true), ("1. ", 100, false), ("12) > * ", 34, true),
  ])
  func limitsNesting(marker: String, count: Int, isRefused: Bool) {
    let parsed = Parsed("x\n\n" + String(repeating: marker, count: count) + "a\n")
    #expect(parsed.diagnostics.map(\.id.rawValue) == (isRefused ? ["nesting-too-deep"] : []))
    if isRefused { #expect(parsed.diagnostics.first?.span?.start.line == 3) }
  }

  /// What looks like quotes in code is none; a fence that belongs to something else hides nothing.
  @Test(arguments: [
    ("```\n", "\n```\n", false), ("~~~ text\n", "\n", false), ("````\n```\n", "\n````\n", false),
    ("```\n```\n", "\n", true), ("``` `\n", "\n", true), ("- ```\n", "\n", true),
    ("  ```\n", "\n", true), ("<!--\n```\n-->\n", "\n", true), ("> ```\n", "\n", true),
  ])
  func countsNoMarkersInFences(before: String, after: String, isRefused: Bool) {
    let parsed = Parsed(before + String(repeating: ">", count: 150) + after)
    let ids = Set(parsed.diagnostics.map(\.id.rawValue))
    #expect(ids.contains("nesting-too-deep") == isRefused, "\(ids)")
  }

  @Test(arguments: ["- ", "*", "* ", "_\t", ".", "1.2.", "-"])
  func acceptsLongLinesThatDoNotNest(part: String) {
    #expect(Parsed(String(repeating: part, count: 2000)).faults == [])
  }

  @Test(.timeLimit(.minutes(1)), arguments: StressText.all)
  func parsesInLinearTime(stress: StressText) {
    let clock = ContinuousClock()
    let duration = clock.measure { _ = Parsed(stress.text).html }
    // A second and more is what a quadratic step takes on 100 kB; debug builds stay far below.
    #expect(duration < .seconds(8), "\(stress.name): \(duration)")
  }

  @Test func givesTheSameDocumentInEveryTask() async {
    let text = StressText.all[0].text + "\n\n# a\n\n|a|\n|-|\n|`=b`|\n"
    let expected = Parsed(text).html
    await withTaskGroup(of: String.self) { group in
      for _ in 0..<8 { group.addTask { Parsed(text).html } }
      for await html in group { #expect(html == expected) }
    }
  }
}
