import Testing

@testable import Diagnostics

@Suite("Reports of diagnostics")
struct DiagnosticRendererTests {
  private static let source = SourceFile(
    path: "Content/a.md", text: "---\ntitle: A\nwieght: 12\n---\n")

  private static let fault = Diagnostic(
    "unknown-field", .error, "unknown field 'wieght'",
    at: source.span(13..<19), help: ["did you mean 'weight'?"])

  private func renderer(_ format: DiagnosticRenderer.Format) -> DiagnosticRenderer {
    DiagnosticRenderer(format: format, source: { $0 == Self.source.path ? Self.source : nil })
  }

  @Test func printsOneLineWhenConcise() {
    let text = renderer(.concise).render([Self.fault])
    #expect(text == "Content/a.md:3:1: error: unknown field 'wieght' [unknown-field]\n")
  }

  @Test func printsExcerptAndHelpWhenFull() {
    let text = renderer(.full).render([Self.fault])
    #expect(
      text == """
        error[unknown-field]: unknown field 'wieght'
         --> Content/a.md:3:1
          |
        3 | wieght: 12
          | ^^^^^^
          = help: did you mean 'weight'?

        """)
  }

  /// Lines are broken at spaces, and further ones stand below the text; a long word stays whole.
  @Test func keepsToTheColumns() {
    let word = String(repeating: "w", count: 50)
    let fault = Diagnostic(
      "unknown-field", .error, "unknown field 'wieght', which no page of this site has",
      at: Self.source.span(13..<19), help: ["did you mean 'weight', or even \(word)?"])
    var renderer = renderer(.full)
    renderer.columns = 40
    #expect(
      renderer.render([fault]) == """
        error[unknown-field]: unknown field
          'wieght', which no page of this site
          has
         --> Content/a.md:3:1
          |
        3 | wieght: 12
          | ^^^^^^
          = help: did you mean 'weight', or even
                  \(word)?

        """)
    renderer.format = .concise
    #expect(renderer.render([fault]).split(separator: "\n").count == 1)
  }

  @Test func printsNotesWithTheirOwnPlaces() {
    var fault = Self.fault
    fault.notes = [Diagnostic.Note("the title is here", at: Self.source.span(4..<9))]
    fault.help = []
    let text = renderer(.full).render([fault])
    #expect(
      text == """
        error[unknown-field]: unknown field 'wieght'
         --> Content/a.md:3:1
          |
        3 | wieght: 12
          | ^^^^^^
          = note: the title is here
         --> Content/a.md:2:1
          |
        2 | title: A
          | ^^^^^

        """)
  }

  @Test func writesJSONWithPlaces() {
    let text = renderer(.json).render([Self.fault])
    #expect(
      text == """
        [
          {"id": "unknown-field", "severity": "error", "summary": "unknown field 'wieght'", \
        "span": {"file": "Content/a.md", "line": 3, "column": 1, "end_line": 3, "end_column": 7}, \
        "help": ["did you mean 'weight'?"]}
        ]

        """)
  }

  @Test func sortsByFileAndPlaceAndDropsRepeats() {
    let later = Diagnostic("b", "later", at: SourceSpan(file: "b.md", line: 1))
    let earlier = Diagnostic("a", "earlier", at: SourceSpan(file: "a.md", line: 9))
    let placeless = Diagnostic("c", "placeless", at: nil)
    let sorted = [later, earlier, later, placeless].sortedForReport()
    #expect(sorted.map(\.summary) == ["placeless", "earlier", "later"])
  }

  @Test func keepsTheMarksInViewOnLongLines() {
    let text = String(repeating: "x", count: 500) + "wrong" + String(repeating: "y", count: 500)
    let source = SourceFile(path: "long.csv", text: text)
    let window = ExcerptWindow(line: text, span: source.span(500..<505))
    #expect(window.text.count <= 101)
    #expect(window.marks == "^^^^^")
    let marked = window.text.dropFirst(window.indent.count).prefix(5)
    #expect(marked == "wrong")
    let narrow = ExcerptWindow(bytes: Array(text.utf8), span: source.span(500..<505), limit: 60)
    #expect(narrow.text.count <= 61)
    #expect(narrow.text.dropFirst(narrow.indent.count).prefix(5) == "wrong")
  }

  @Test func paintsOnlyWhenAsked() {
    var colored = renderer(.concise)
    colored.usesColor = true
    #expect(colored.render([Self.fault]).contains("\u{1B}[1;31merror\u{1B}[0m"))
    #expect(!renderer(.concise).render([Self.fault]).contains("\u{1B}"))
  }

  /// An author's file may hold anything, and a terminal obeys it.
  @Test(arguments: DiagnosticRenderer.Format.allCases)
  func writesOutWhatATerminalWouldObey(format: DiagnosticRenderer.Format) {
    let hostile = "a\u{1B}[2J\u{7}\u{9B}31m\u{202E}b\r\nc\u{7F}"
    let source = SourceFile(path: "x\u{1B}.md", text: hostile)
    let fault = Diagnostic(
      "wrong-id", "'\(hostile)' is not an id", at: source.span(0..<1),
      notes: [.init(hostile, at: source.span(1..<2))], help: [hostile])
    let text = DiagnosticRenderer(format: format) { _ in source }.render([fault])
    let harmful = text.unicodeScalars.filter {
      $0 != "\n" && ($0.value < 0x20 || (0x7F..<0xA0).contains($0.value) || $0.value == 0x202E)
    }
    #expect(harmful.isEmpty, "\(harmful)")
    #expect(text.contains(format.isDocument ? #"a\u001b[2J"# : #"'a\u{1B}[2J\u{7}\u{9B}31m"#))
  }

  @Test func showsPeopleOnlyTheFirstOfManyAlike() {
    let many = (0..<1300).map { line in
      Diagnostic("broken-link", "'\(line)' leads nowhere", at: Self.source.span(line..<line + 1))
    }
    let other = Diagnostic("unknown-page", .warning, "other", at: nil)
    let concise = renderer(.concise).render(many + [other]).split(separator: "\n")
    #expect(concise.count == 52)
    #expect(concise.last == "error: and 1,250 more of this kind [broken-link]")
    #expect(
      renderer(.full).render(many).hasSuffix(
        "error[broken-link]: and 1,250 more of this kind\n  = help: '--format json' lists all\n"))
    let json = renderer(.json).render(many + [other]).split(separator: "\n")
    #expect(json.count == 1303)
  }

  @Test func makesControlCharactersHarmless() {
    let source = SourceFile(path: "c.md", text: "a\u{1B}[31mb")
    let window = ExcerptWindow(line: "a\u{1B}[31mb", span: source.span(0..<1))
    #expect(!window.text.contains("\u{1B}"))
  }
}
