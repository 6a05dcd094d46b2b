import Testing

@testable import Pages

@Suite("The opening of a page")
struct LeadSplitTests {
  @Test(arguments: [
    ("<p>a</p>\n<h2>b</h2>\n", "<p>a</p>\n"),
    (
      "<p>a</p>\n<ul>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n<p>d</p>\n<figure>e</figure>\n",
      "<p>a</p>\n<ul>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n<p>d</p>\n"
    ),
    ("<h2>a</h2>\n<p>b</p>\n", ""), ("<p>a</p>\n", "<p>a</p>\n"), ("", ""),
    ("<p>a", ""), ("<ul>\n<li>a</li>\n", ""), ("<pre>a</pre>\n", ""),
  ])
  func isTheParagraphsAndListsItBeginsWith(html: String, lead: String) {
    let split = LeadSplit(html)
    #expect(split.lead == lead)
    #expect(split.lead + split.body == html)
  }
}
