import Testing

@testable import Pages

@Suite("Words in Markdown")
struct MarkdownEscapeTests {
  @Test(arguments: [
    ("Q4_K_M", "Q4_K_M"), ("_x_", #"\_x\_"#), ("a*b|c", #"a\*b\|c"#),
    ("<b> & [c]", #"\<b> \& \[c\]"#),
    ("two\nlines", "two lines"), (#"`\"#, #"\`\\"#), ("1,234 GiB", "1,234 GiB"),
  ])
  func escapesOnlyMarkup(words: String, markdown: String) {
    #expect(MarkdownEscape.text(words) == markdown)
  }

  @Test func keepsAddressesInsideTheirParentheses() {
    #expect(MarkdownEscape.destination("a (b)|c<d>") == "a%20%28b%29%7Cc%3Cd%3E")
  }

  @Test func changesATextAtManyPlaces() {
    var edits = SourceEdits()
    edits.replace(4..<7, with: "B")
    edits.insert("> ", at: 4)
    edits.replace(0..<1, with: "A")
    edits.replace(5..<8, with: "lost")
    #expect(edits.applied(to: Array("one two three".utf8), in: 0..<11) == "Ane > B thr")
  }
}
