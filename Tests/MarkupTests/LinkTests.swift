import Diagnostics
import Markup
import Testing

/// Links, images, and what is refused.
@Suite struct LinkTests {
  @Test(arguments: [
    ("[a](/b/)", false), ("[a](../b.md#c)", false), ("[a](#c)", false), ("[a](ref:gpu/x)", false),
    ("[a]()", false), ("[a](//host/x)", false), ("![a](b.png)", false), ("[a](?b:c)", false),
    ("[a](https://b.c)", true), ("<mailto:a@b.c>", true), ("<a@b.c>", true),
    ("![a](http://b/c.png)", true),
  ])
  func tellsInternalFromExternal(text: String, isExternal: Bool) {
    let parsed = Parsed(text)
    #expect(parsed.document.links.map(\.isExternal) == [isExternal])
    let gaps = parsed.document.segments.filter { if case .link = $0 { true } else { false } }
    #expect(gaps.count == (isExternal ? 0 : 1))
  }

  @Test func givesDestinationAndTitleWithoutEscapes() throws {
    let link = try #require(Parsed("[a](b\\*c&amp;d \"e \\\" f\")").document.links.first)
    #expect(link.destination == "b*c&d")
    #expect(link.title == "e \" f")
  }

  @Test func escapesTheResolvedDestination() {
    let html = Parsed("[a](b)").document.html(form: { _, _ in "" }, link: { _ in "x y&'\"<ü" })
    #expect(html == "<p><a href=\"x%20y&amp;&#x27;%22%3C%C3%BC\">a</a></p>\n")
  }

  @Test func leavesNoTraceOfLinksInImageDescriptions() {
    let parsed = Parsed("![a [b](c) ![d](e)](f)")
    #expect(parsed.html == "<p><img src=\"f\" alt=\"a b d\" /></p>\n")
  }

  @Test(arguments: [
    ("[a](javascript:b)", "[a](javascript:b)"), ("[a](JavaScript:b)", "[a](JavaScript:b)"),
    ("<vbscript:a>", "<vbscript:a>"),
    ("![a](data:image/png;base64,x)", "![a](data:image/png;base64,x)"),
    ("[a](java&#115;cript:b)", "[a](java&#115;cript:b)"), ("[a](file:///b)", "[a](file:///b)"),
    ("[a][b]\n\n[b]: javascript:c", "[a][b]"), ("| a |\n|---|\n| [x](data:y) |", "[x](data:y)"),
    ("> a\nb [c](file:d)", "[c](file:d)"), ("![[a](javascript:b)](c)", "[a](javascript:b)"),
  ])
  func reportsUnsafeLinks(text: String, place: String) {
    #expect(Parsed(text).faults == ["unsafe-link: \(place)"])
  }

  @Test(arguments: [
    ("<div>\na\n</div>\n", ["<div>"]), ("a <b>c</b>", ["<b>"]), ("a</b> <b>c", ["</b>", "<b>"]),
    ("a <!-- b -->", ["<!-- b -->"]),
    ("> a\nb <i\nc='d'> e", ["<i\nc='d'>"]), ("| a |\n|---|\n| <b>x</b> |", ["<b>"]),
    ("- a\n\n  <p>\n", ["<p>"]), ("# a <br> b", ["<br>"]), ("![a <b>](c)", ["<b>"]),
  ])
  func reportsRawHTML(text: String, places: [String]) {
    #expect(Parsed(text).faults == places.map { "raw-html: \($0)" })
  }

  @Test func acceptsHarmlessNeighboursOfWhatIsRefused() {
    #expect(Parsed("`<b>` \\<b> a < b &lt;b> [a](/javascript:b)").faults == [])
  }

  @Test func escapesEveryByteAsCMarkDoes() throws {
    let scalars = (0x21..<0x250).compactMap(Unicode.Scalar.init).filter {
      !"<>\\&|".unicodeScalars.contains($0) && !(0x7F..<0xA0).contains($0.value)
    }
    let url = "/" + String(String.UnicodeScalarView(scalars))
    let text = "[a](<\(url)>)\n"
    let expected = try #require(try CMarkProgram.html(for: [Array(text.utf8)]).first)
    #expect(Parsed(text).html == expected)
    #expect(expected.contains("href=\"\(HTMLEscape.href(url))\""))
  }

  @Test func escapesTextForElementsAndAttributes() {
    #expect(HTMLEscape.text("a<b>&\"'ü") == "a&lt;b&gt;&amp;&quot;'ü")
  }
}
