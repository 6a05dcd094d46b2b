import Diagnostics
import Testing

@testable import Templates

@Suite struct RenderingTests {
  @Test(
    arguments: [
      ("{{page.title}}", "Memory"),
      ("{{{page.content}}}", "<p>Text</p>"),
      ("{{{page.contents}}}", "<ol><li>First</li></ol>"),
      ("{{#page.contents}}{{level}}:{{title}} {{/page.contents}}", "2:First 3:Second "),
      ("{{#page.tags}}{{.}}{{^last()}}, {{/last()}}{{/page.tags}}", "x, y, z"),
      ("{{#page.tags}}{{plusone(index())}}{{.}}{{/page.tags}}", "1x2y3z"),
      ("{{#reversed(page.tags)}}{{.}}{{/reversed(page.tags)}}", "zyx"),
      ("{{count(page.tags)}} {{uppercased(page.title)}}", "3 MEMORY"),
      ("{{first(page.tags)}}{{last(page.tags)}}", "xz"),
      ("{{#page.is_home}}home{{/page.is_home}}{{^page.is_home}}other{{/page.is_home}}", "other"),
      ("{{#site.tagline}}({{.}}){{/site.tagline}}{{^site.tagline}}none{{/site.tagline}}", "none"),
      ("{{#page.author}}{{name}}{{/page.author}}{{^page.author}}nobody{{/page.author}}", "nobody"),
      ("[{{page.author.name}}]", "[]"),
      ("{{^page.breadcrumbs}}top{{/page.breadcrumbs}}", "top"),
      (
        "{{^empty(page.tags)}}some{{/empty(page.tags)}}{{#empty(site.tagline)}}!{{/empty(site.tagline)}}",
        "some!"
      ),
      (
        "{{#navigation}}{{title}}{{#is_current}}*{{/is_current}}{{#children}}/{{title}}{{/children}};{{/navigation}}",
        "Cards*/Big;Memory;"
      ),
    ])
  func rendersTag(text: String, expected: String) throws {
    #expect(try rendered(text, pageValue()) == expected)
  }

  @Test func leavesOutAByteOrderMark() throws {
    #expect(
      try rendered("\u{FEFF}<!doctype html>{{page.title}}", pageValue()) == "<!doctype html>Memory")
  }

  @Test(
    arguments: [
      ("<b> & \"q\" 'a'", "&lt;b&gt; &amp; &quot;q&quot; &#39;a&#39;"),
      // A combining mark makes `<` part of another Character, but not of another byte.
      ("<\u{338}script>", "&lt;\u{338}script&gt;"),
      ("größer als 5 GiB", "größer als 5 GiB"),
    ])
  func escapesTextByteByByte(title: String, expected: String) throws {
    let found = try rendered("{{page.title}}", pageValue(title: title))
    #expect(Array(found.utf8) == Array(expected.utf8))
  }

  @Test func escapesTextInsidePartials() {
    let (library, _) = load(["page": "{{>partials/a}}", "partials/a": "{{page.title}}"])
    #expect(library.text("page", pageValue(title: "<\u{338}")) == "&lt;\u{338}")
  }

  @Test func escapesTextGivenWhereHTMLIsDeclared() throws {
    let value = pageValue(page: ["content": .text("<p>")])
    #expect(try rendered("{{{page.content}}}", value) == "&lt;p&gt;")
  }

  @Test func doesNotTakeAbsentNameFromEnclosingSection() throws {
    let value = pageValue(page: [
      "title": .text("Page"), "breadcrumbs": .list([.object(["is_current": .flag(true)])]),
    ])
    let text = "{{#page}}{{#breadcrumbs}}[{{title}}]{{/breadcrumbs}}{{/page}}"
    #expect(try rendered(text, value) == "[]")
  }

  @Test func treatsEmptyTextAsAbsent() throws {
    let value = TemplateValue.object(["site": .object(["tagline": .text("")])])
    let text = "{{#site.tagline}}yes{{/site.tagline}}{{^site.tagline}}no{{/site.tagline}}"
    #expect(try rendered(text, value) == "no")
  }

  @Test func hidesUndeclaredValues() throws {
    let value = pageValue(page: ["count": .text("9"), "items": .text("8")])
    #expect(try rendered("{{page.title}}", value) == "Memory")
  }

  @Test func leavesNoLineForStandaloneTags() throws {
    let text = """
      <ul>
      {{! one item per tag }}
        {{#page.tags}}
        <li>{{.}}</li>
        {{/page.tags}}
      </ul>

      """
    let expected = "<ul>\n  <li>x</li>\n  <li>y</li>\n  <li>z</li>\n</ul>\n"
    #expect(try rendered(text, pageValue()) == expected)
  }

  @Test func doesNotIndentLinesInsideHTMLOfIndentedPartial() {
    let (library, _) = load([
      "page": "<main>\n  {{>partials/body}}\n</main>\n", "partials/body": "{{{page.content}}}\n",
    ])
    let value = pageValue(content: "<pre>a\n  b\n</pre>")
    #expect(library.text("page", value) == "<main>\n  <pre>a\n  b\n</pre>\n</main>\n")
  }

  @Test func rendersSameBytesFromManyTasks() async {
    let (library, _) = load([
      "page": "{{>partials/nav}}{{#page.tags}}{{.}} {{page.title}}\n{{/page.tags}}",
      "partials/nav": "{{#navigation}}{{title}} {{href}}{{/navigation}}",
    ])
    let value = pageValue()
    let expected = library.text("page", value)
    let others = await withTaskGroup(of: String.self) { group in
      for _ in 0..<64 { group.addTask { library.text("page", value) } }
      return await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(others == [expected])
  }

  @Test func rendersNothingForTemplateWithFaults() {
    let (library, diagnostics) = load(["page": "{{page.title"])
    #expect(diagnostics.containsErrors)
    #expect(library.has("page"))
    #expect(library.text("page", pageValue()) == "")
  }
}
