import Diagnostics
import Markup
import Testing

/// Headings and their anchors.
@Suite struct HeadingTests {
  @Test(arguments: [
    ("How much memory?", "how-much-memory"), ("GPU", "gpu"),
    ("The card's *role*", "the-cards-role"),
    ("The card\u{2019}s role", "the-cards-role"), ("PCIe 5.0 x16", "pcie-5-0-x16"),
    ("Größe & Äußeres", "größe-äußeres"), ("漢字", "漢字"), ("ÉTÉ", "été"),
    ("`code` here", "code-here"),
    ("...", "section"), ("", "section"), ("[Link](x) text", "link-text"), ("a -- b", "a-b"),
    ("-a-", "a"), ("हिन्दी", "हिन्दी"),
  ])
  func makesReadableIds(text: String, id: String) {
    #expect(Parsed("## \(text)\n").document.headings.map(\.id) == [id])
  }

  @Test func makesIdsUnique() {
    let parsed = Parsed("# a\n# a\n# a 2\n# a\n# b `=id a-3`\n")
    #expect(parsed.document.headings.map(\.id) == ["a", "a-2", "a-2-2", "a-4", "a-3"])
  }

  @Test func avoidsReservedIds() {
    let source = Parsed("# a\n").source
    let (document, _) = MarkdownDocument.parse(source, range: 0..<4, reserved: ["a"])
    #expect(document.headings.map(\.id) == ["a-2"])
  }

  @Test func takesIdOfTheAuthor() {
    let parsed = Parsed("## How *much*? `=id how-much`\n\nText `=id x`\n")
    #expect(
      parsed.html.hasPrefix(
        "<h2 id=\"how-much\"><a class=\"permalink\" href=\"#how-much\">How <em>much</em>?</a></h2>\n"
          + "<p>Text"))
    #expect(parsed.document.headings.map(\.text) == ["How much?"])
    #expect(parsed.document.forms.isEmpty)
    #expect(parsed.faults == ["misplaced-id: `=id x`"])
  }

  @Test(arguments: [
    ("# a `=id`", "invalid-id: `=id`"), ("# a `=id b c`", "invalid-id: `=id b c`"),
    ("# a `=id \"x\"`", "invalid-id: `=id \"x\"`"),
    ("# a `=id b` `=id c`", "duplicate-id: `=id c`"),
    ("# a `=id b`\n# c `=id b`", "duplicate-id: `=id b`"),
  ])
  func reportsFaultyIds(text: String, fault: String) {
    #expect(Parsed(text).faults == [fault])
  }

  /// A link cannot stand in a link, and a form may become one.
  @Test(arguments: [
    ("## a [b](c)", "a-b", "a <a href=\"c\">b</a>"), ("## a `=b`", "a", "a {b}"),
    ("## ![a](b)", "a", "<img src=\"b\" alt=\"a\" />"),
  ])
  func putsThePermalinkBesideWhatHoldsLinks(text: String, id: String, words: String) {
    #expect(
      Parsed(text).html
        == "<h2 id=\"\(id)\">\(words)<a class=\"permalink-mark\" href=\"#\(id)\" "
        + "aria-label=\"Link to this heading\"></a></h2>\n")
  }

  @Test func makesNoPermalinkWithoutWords() {
    #expect(Parsed("##\n").html == "<h2 id=\"section\"></h2>\n")
  }

  @Test func escapesTheAddressOfAPermalink() {
    #expect(
      Parsed("# Größe\n").html
        == "<h1 id=\"größe\"><a class=\"permalink\" href=\"#gr%C3%B6%C3%9Fe\">Größe</a></h1>\n")
  }

  @Test func listsHeadingsInContainers() {
    let parsed = Parsed("> # a\n\n- ## b\n\nc\nd\n---\n")
    #expect(parsed.document.headings.map(\.level) == [1, 2, 2])
    #expect(parsed.document.headings.map(\.text) == ["a", "b", "c d"])
  }
}
