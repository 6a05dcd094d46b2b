import Catalog
import Diagnostics
import Testing

@Suite("YAML")
struct YAMLTests {
  private func read(
    _ text: String, from start: Int = 0
  ) -> (value: YAMLValue?, diagnostics: [Diagnostic]) {
    let source = SourceFile(path: "a.yaml", text: text)
    return YAMLReader.read(source, range: start..<source.bytes.count)
  }

  /// One line for each value: its place and text.
  private func outline(_ value: YAMLValue?, indent: String = "") -> String {
    guard let value else { return "nothing\n" }
    let start = value.span.start
    let end = value.span.end
    let place = "\(start.line):\(start.column)-\(end.line):\(end.column)"
    switch value.kind {
    case .null: return "\(indent)null \(place)\n"
    case .scalar(let text, let isPlain):
      return "\(indent)\(isPlain ? text : "'\(text)'") \(place)\n"
    case .list(let items):
      return "\(indent)list \(place)\n" + items.map { outline($0, indent: indent + " ") }.joined()
    case .map(let entries):
      return "\(indent)map \(place)\n"
        + entries.map { entry in
          let key = entry.key.span.start
          return "\(indent) \(entry.key.text) \(key.line):\(key.column)\n"
            + outline(entry.value, indent: indent + "  ")
        }.joined()
    }
  }

  @Test(arguments: [
    ("a: \"x\\x07\"", 4, "U+0007"), ("a: \"\\0\"", 4, "U+0000"), ("a: \"\\e[1m\"", 4, "U+001B"),
    ("\"\\a\": b", 1, "U+0007"),
  ])
  func reportsControlCharactersOfEscapes(text: String, column: Int, character: String) {
    let (value, diagnostics) = read(text)
    #expect(value == nil)
    #expect(
      DiagnosticRenderer(format: .concise).render(diagnostics)
        == "a.yaml:1:\(column): error: the text holds the control character \(character) "
        + "[control-character]\n")
  }

  @Test func knowsThePlaceOfEveryValue() {
    let (value, diagnostics) = read(
      """
      größe: 12
      "quoted": 'it''s'
      list:
        - plain text
        - "a\\"b"
        - ~
      flow: {a: [1, two]}
      block: |
        first
        second
      empty:
      """)
    #expect(diagnostics == [])
    #expect(
      outline(value) == """
        map 1:1-1:1
         größe 1:1
          12 1:10-1:12
         quoted 2:1
          'it's' 2:11-2:18
         list 3:1
          list 4:3-4:3
           plain text 4:5-4:15
           'a"b' 5:5-5:11
           null 6:5-6:6
         flow 7:1
          map 7:7-7:7
           a 7:8
            list 7:11-7:11
             1 7:12-7:13
             two 7:15-7:18
         block 8:1
          'first
        second
        ' 8:8-8:9
         empty 11:1
          null 11:7-11:7

        """)
  }

  @Test func countsPlacesFromTheBeginningOfTheFile() {
    let text = "---\ntitle: A\n"
    #expect(outline(read(text, from: 4).value) == "map 2:1-2:1\n title 2:1\n  A 2:8-2:9\n")
  }

  @Test func givesNothingForAnEmptyText() {
    #expect(outline(read("").value) == "nothing\n")
    #expect(outline(read("# only a comment\n").value) == "nothing\n")
  }

  @Test(arguments: [
    ("a: 1\na: 2\n", "a.yaml:2:1: error: the key 'a' is there twice [duplicate-key]\n"),
    ("{a: 1, b: 2, a: 3}\n", "a.yaml:1:14: error: the key 'a' is there twice [duplicate-key]\n"),
    (
      "- id: x\n  name: y\n  id: z\n- id: w\n",
      "a.yaml:3:3: error: the key 'id' is there twice [duplicate-key]\n"
    ),
    (
      "a: &x 1\nb: *x\n",
      "a.yaml:2:4: error: found an alias; anchors and aliases are not supported [yaml-alias]\n"
    ),
    (
      "a: &x 1\nb: 2\n",
      "a.yaml:1:4: error: found an anchor; anchors and aliases are not supported [yaml-alias]\n"
    ),
    (
      "? [a]\n: b\n",
      "a.yaml:1:3: error: found a list or a mapping as key, expected a text [yaml-key]\n"
    ),
    (
      "a: b: c\n",
      """
      a.yaml:1:5: error: the YAML cannot be read: mapping values are not allowed in this context \
      [yaml-syntax]

      """
    ),
    (
      "a: 'open\n",
      """
      a.yaml:2:1: error: the YAML cannot be read: found unexpected end of stream [yaml-syntax]

      """
    ),
    (
      "a: 1\n--- \nb: 2\n",
      "a.yaml:2:1: error: found a second YAML document, expected one [yaml-syntax]\n"
    ),
    (
      "a: \u{1}\n",
      "a.yaml:1:4: error: found the control character U+0001 [control-character]\n"
    ),
  ])
  func reportsFault(text: String, report: String) {
    let (value, diagnostics) = read(text)
    #expect(DiagnosticRenderer(format: .concise).render(diagnostics) == report)
    #expect(value == nil)
  }

  /// Ways to nest, each written once for a level.
  enum Nesting: String, CaseIterable, Sendable {
    case lists = "["
    case maps = "{a: "
    case listMarks = "- "
    case keyMarks = "? "
    case indentation = "a:\n"

    func text(levels: Int) -> String {
      guard self == .indentation else { return String(repeating: rawValue, count: levels) }
      return (0..<min(levels, 900)).map { String(repeating: " ", count: $0) + rawValue }.joined()
    }
  }

  @Test(arguments: Nesting.allCases)
  func refusesDeepNesting(_ nesting: Nesting) {
    let (value, diagnostics) = read(nesting.text(levels: 100_000))
    #expect(value == nil)
    #expect(diagnostics.map(\.id.rawValue) == ["yaml-depth"])
  }

  @Test func refusesAliasBombs() {
    var text = "a0: &a0 [x, x]\n"
    for level in 1...40 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    #expect(read(text).diagnostics.map(\.id.rawValue) == ["yaml-alias"])
  }
}
