import Foundation
import TestSupport
import Testing

/// `rigbook import wordpress`, on an invented record in the shape of a real one.
@Suite struct ImportWordPressTests {
  private static let record = Golden.fixtures + "/Import/page.json"

  /// A new site with the record beside it.
  private func site() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(try String(contentsOfFile: Self.record, encoding: .utf8), to: "page.json")
    #expect(try BuiltCommand.run(["new", "site"], in: folder.path).status == 0)
    return folder
  }

  @Test func writesMarkdown() throws {
    let result = try BuiltCommand.run(["import", "wordpress", Self.record])
    #expect(result.status == 0)
    try Golden.expect(result.output, equals: "import-wordpress.md")
  }

  @Test func listsWhatCouldNotBeCarriedOver() throws {
    let result = try BuiltCommand.run(
      ["import", "wordpress", Self.record, "--format", "concise"])
    try Golden.expect(result.report, equals: "import-wordpress.txt")
  }

  @Test func makesAPageThatPassesTheCheckOfANewSite() throws {
    let folder = try site()
    let result = try BuiltCommand.run(
      ["import", "wordpress", "page.json", "--output", "site/Content"], in: folder.path)
    #expect(result.status == 0)
    #expect(result.output == "site/Content/guides/workstations/index.md\n")
    let check = try BuiltCommand.run(["check", "--site", "site"], in: folder.path)
    #expect(check.status == 0, "\(check.report)")
    #expect(!check.report.contains("error"), "\(check.report)")
    let build = try BuiltCommand.run(["build", "--site", "site"], in: folder.path)
    #expect(build.status == 0)
    let page = try folder.read("site/Output/guides/workstations/index.html")
    for text in [
      "5 * 4 &lt; 21, and a | stays a bar", "<h2 id=\"cards\">", "<ol>", "An open case",
      "# not a heading", "1. not a list", "He wrote [sic]", "Is it loud?", "`=select`",
    ] {
      #expect(page.contains(text), "\(text)")
    }
  }

  @Test func writesNoFileOverAnother() throws {
    let folder = try site()
    let arguments = ["import", "wordpress", "page.json", "--output", "site/Content"]
    #expect(try BuiltCommand.run(arguments, in: folder.path).status == 0)
    let before = try folder.contents(of: "site/Content")
    let again = try BuiltCommand.run(arguments, in: folder.path)
    #expect(again.status == 1)
    #expect(again.output == "")
    #expect(again.report.hasPrefix("error[file-exists]: 'site/Content/guides/"), "\(again.report)")
    #expect(try folder.contents(of: "site/Content") == before)
  }

  /// Pages of one file link to each other; one that is not among them stays on the old site.
  @Test func linksThePagesOfAList() throws {
    let folder = try TemporaryFolder()
    let record = { (name: String, text: String) in
      #"{"link": "https://a.example/\#(name)/", "title": {"rendered": "\#(name)"}, "#
        + #""content": {"rendered": "\#(text)"}}"#
    }
    try folder.write(
      "[" + record("one", "<a href='/two/#x'>2</a> <a href='/six/'>6</a>") + ","
        + record("two", "Text") + "]", to: "pages.json")
    let printed = try BuiltCommand.run(["import", "wordpress", "pages.json"], in: folder.path)
    #expect(printed.status == 1)
    #expect(printed.report.hasPrefix("error[page-record]: 'pages.json' holds 2 pages"))
    let result = try BuiltCommand.run(
      ["import", "wordpress", "pages.json", "-o", "out"], in: folder.path)
    #expect(result.output == "out/one/index.md\nout/two/index.md\n", "\(result.report)")
    let text = try folder.read("out/one/index.md")
    #expect(text.hasSuffix("---\n[2](/two/) [6](https://a.example/six/)\n"), "\(text)")
  }

  /// Every field that is read and cannot be used is told, and so is what is left out of a text.
  @Test func listsWhatTheRecordSaysInVain() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      #"""
      {"parent": 7, "slug": "cards", "link": null, "date": "x", "modified": "2024-02-30T10:00:00",
       "status": 4, "excerpt": "x", "featured_media": "none", "yoast_head_json": [],
       "title": {"rendered": "Ca‮rds"},
       "content": {"rendered": "<p>a&#x202E;b <code>c​d</code></p>", "protected": false}}
      """#, to: "page.json")
    let result = try BuiltCommand.run(
      ["import", "wordpress", "page.json", "--format", "concise"], in: folder.path)
    #expect(result.status == 0)
    #expect(result.output == "---\ntitle: \"Cards\"\n---\nab `cd`\n")
    let told = result.report.split(separator: "\n").map { line in
      line.replacing("cards/index.md:", with: "").replacing("warning: not carried over: ", with: "")
        .replacing(" [not-carried-over]", with: "")
    }
    #expect(
      told == [
        "1:1: that the page stands below another (page 7): without a 'link' its path is unknown",
        "1:1: the character U+202E, which nobody sees",
        "1:1: the day of publication 'x', which is no date",
        "1:1: the day of the last change '2024-02-30T10:00:00', which is no date",
        "1:1: the field 'excerpt', which is a text",
        "1:1: the field 'featured_media', which is a text",
        "1:1: the field 'status', which is a number",
        "4:1: the character U+200B, which nobody sees",
        "4:1: the character U+202E, which nobody sees",
        "9 things not carried over",
      ])
  }

  @Test(arguments: [
    (#""link": "https://a.example/../../../etc/cron/""#, "'link'", "a step '.' or '..'"),
    (#""link": "https://a.example/a/%2E%2e/b/""#, "'link'", "a step '.' or '..'"),
    (#""link": "https://a.example/a/---/""#, "'link'", "a part without a letter or digit"),
    (#""slug": "..""#, "'slug'", "a part without a letter or digit"),
    (
      #""slug": "\#(String(repeating: "a", count: 5_000))""#, "'slug'",
      "a part of 5000 bytes, more than 200"
    ),
    (
      #""link": "https://a.example/\#(String(repeating: "abc/", count: 300))""#, "'link'",
      "1201 bytes, more than 1000"
    ),
  ])
  func refusesAPathThatNoPageCanHave(field: String, key: String, words: String) throws {
    let folder = try TemporaryFolder()
    let rest = #""title": {"rendered": "T"}, "content": {"rendered": "x"}}"#
    try folder.write("{\(field), \(rest)", to: "page.json")
    let result = try BuiltCommand.run(
      ["import", "wordpress", "page.json", "-o", "out", "--format", "concise"], in: folder.path)
    #expect(result.status == 1)
    let told = "error: the \(key) of the record makes no path of a page: it has \(words)"
    #expect(result.report.contains(told + " [page-record]"), "\(result.report)")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/out"))
  }

  @Test(arguments: [
    ("{", "json-truncated"), ("no", "json-syntax"), ("[]", "page-record"), ("7", "page-record"),
    ("{}", "page-record"), (#"{"title": {"rendered": "T"}, "slug": "t"}"#, "page-record"),
    (#"{"title": {"rendered": ""}, "slug": "t", "content": {"rendered": ""}}"#, "page-record"),
    (#"{"title": {"rendered": "T"}, "content": {"rendered": "x"}}"#, "page-record"),
    (
      #"[{"title": {"rendered": "T"}, "slug": "t", "content": {"rendered": "x"}}, {}]"#,
      "page-record"
    ),
  ])
  func refusesWhatIsNoRecord(_ text: String, _ id: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(text, to: "page.json")
    let result = try BuiltCommand.run(
      ["import", "wordpress", "page.json", "-o", "out"], in: folder.path)
    #expect(result.status == 1)
    #expect(result.output == "")
    #expect(result.report.hasPrefix("error[\(id)]: "), "\(result.report)")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/out"))
  }

  /// Broken and hostile HTML.
  private static let broken = [
    "<", "<p", "<p class=", "<!--", "<script>", "</p></div>", "<b><i>x</b></i>", "a<br/>b",
    "<table><tr><td><table><tr><td>x</table>", "<li>lone", "<p>`=id x` ``` ~~~</p>",
    "<p>+ x<br>===<br>--- | ---</p>", "<p>&lt;script&gt;alert(1)&lt;/script&gt; &bogus; &#0;</p>",
    "<a href='x'>y</a><a href='data:text/html,x'>z</a>!<a href='https://b.example/'>w</a>",
    "<h2></h2><h3 id='a b'># x #</h3>", "<ul><li><pre>a\n\n  b</pre><li></ul>",
    "<dl><dt>a<dd>b</dl>",
    "<details><summary>More</summary>text</details>", "<strong>a</strong>b<strong>*c*</strong>",
    "<blockquote><ul><li><table><tr><th>a<th>b<tr><td>1</table></ul></blockquote>",
    "\u{200B}\u{202E}<p>\u{7}bell</p>",
  ]

  /// Whatever is left of it, it becomes pages that the site takes.
  @Test func takesBrokenMarkup() throws {
    let folder = try site()
    let deep = String(repeating: "<div><ul><li><blockquote>", count: 300)
    let texts = Self.broken + Self.broken.map { deep + $0 }
    let records = texts.enumerated().map { index, text -> [String: Any] in
      ["slug": "p\(index)", "title": ["rendered": "A page"], "content": ["rendered": text]]
    }
    let data = try JSONSerialization.data(withJSONObject: records)
    try folder.write(String(decoding: data, as: UTF8.self), to: "broken.json")
    let result = try BuiltCommand.run(
      ["import", "wordpress", "broken.json", "-o", "site/Content"], in: folder.path)
    #expect(result.status == 0, "\(result.report)")
    let check = try BuiltCommand.run(["check", "--site", "site"], in: folder.path)
    #expect(check.output == "\(5 + texts.count) pages: no errors\n", "\(check.report)")
  }
}
