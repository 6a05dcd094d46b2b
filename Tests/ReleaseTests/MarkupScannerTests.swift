import Testing

@testable import Release

@Suite("Links and anchors of finished pages")
struct MarkupScannerTests {
  private func scan(_ html: String) -> MarkupScanner.Facts { MarkupScanner.scan(Array(html.utf8)) }

  @Test func findsAttributesHoweverTheyAreWritten() {
    let facts = scan(
      """
      <!DOCTYPE html><html><head><link rel=stylesheet href=a.css><script src='b.js'></script></head>
      <body ID="top"><a class="x" href="c/?a=1&amp;b=2">c</a><img src = "d.png"/><br>
      <h2 id=last>Last</h2></body></html>
      """)
    #expect(facts.links.map(facts.text) == ["a.css", "b.js", "c/?a=1&b=2", "d.png"])
    #expect(facts.ids.map(facts.text) == ["top", "last"])
  }

  @Test func leavesCommentsAndScriptsAlone() {
    let facts = scan(
      "<!-- <a href=\"no\"> --><script>'<a href=\"no\">'</script><style><a href=no></style><p id=a>"
    )
    #expect(facts.links.map(facts.text) == [])
    #expect(facts.ids.map(facts.text) == ["a"])
  }

  @Test(arguments: [
    "<", "<a", "<a href", "<a href=", "<a href=\"", "<!--", "</", "<a \"", "<script>",
  ])
  func endsOnBrokenInput(html: String) {
    #expect(scan(html).ids == [])
  }
}
