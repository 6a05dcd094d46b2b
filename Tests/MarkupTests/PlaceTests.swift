import Diagnostics
import Markup
import Testing

/// Every place that is reported is the place of what it is about.
@Suite struct PlaceTests {
  @Test(arguments: [
    ("top", "a [t](d) b", "[t](d)"),
    ("second line", "a\nb [t](d)", "[t](d)"),
    ("quote", "> a\n> [t](d)", "[t](d)"),
    ("lazy line of a quote", "> a\nb [t](d)", "[t](d)"),
    ("indented lazy line", "> a\n    b [t](d)", "[t](d)"),
    ("lazy line in a nested list", "1. - > a\nb [t](d)", "[t](d)"),
    ("half-lazy line", "> > a\n>    b [t](d)", "[t](d)"),
    ("list", "- a\n- b\n\n  c\n  [t](d)", "[t](d)"),
    ("list with tab", "-\ta\n\tb [t](d)", "[t](d)"),
    ("lazy line inside a tab", "> - a\n>\tb [t](d)", "[t](d)"),
    ("after several-byte text", "Ünï 漢字 [t](d)", "[t](d)"),
    ("after an entity", "&copy;&amp; [t](d)", "[t](d)"),
    ("after a title over two lines", "[a](b\n'c') [t](d)", "[t](d)"),
    ("after code over two lines", "`a\nb` [t](d)", "[t](d)"),
    ("after a tag-like autolink", "x\n<a:b> [t](d)", "[t](d)"),
    ("after a backslash break", "a\\\nb [t](d)", "[t](d)"),
    ("after a hard break", "a  \nb [t](d)", "[t](d)"),
    ("after backticks that open nothing", "a ``\nb [t](d)", "[t](d)"),
    ("after an escaped backtick", "\\``a`\n[t](d)", "[t](d)"),
    ("after definitions", "[x]: y\n[z]: <u> 'v\nw'\na [t](d)", "[t](d)"),
    ("after definitions and a line below", "[x]: y\n---\n[t](d)\n===", "[t](d)"),
    ("after failed definition", "[x]: y 'z\n[t](d)", "[t](d)"),
    ("heading", "## a [t](d) ##", "[t](d)"),
    ("heading in a list", "- ##\t  a [t](d)", "[t](d)"),
    ("underlined heading", "a\n b [t](d)\n===", "[t](d)"),
    ("title over two lines", "a [t](d\n  \"e\") b", "[t](d\n  \"e\")"),
    ("table cell", "| a | b |\n|---|---|\n| x | Ü [t](d) |", "[t](d)"),
    ("table cell after an escaped bar", "| a |\n|---|\n| x \\| `y\\|z` [t](d) |", "[t](d)"),
    ("table in a list in a quote", "> - | a |\n>   |---|\n>   | x [t](d) |", "[t](d)"),
    ("text above a table", "a\n    [t](d)\n| b |\n|---|", "[t](d)"),
    ("lines ended by CR LF", "a\r\n> b\r\n> c [t](d)\r\n", "[t](d)"),
    ("reference", "a [t][r] b\n\n[r]: d", "[t][r]"),
    ("shortcut reference", "a [d] b\n\n[d]: d", "[d]"),
    ("link of an image", "[![i](j)](d)", "[![i](j)](d)"),
  ])
  func findsLinks(name: String, text: String, link: String) throws {
    for front in ["", "---\ntitle: x\n---\n"] {
      let parsed = Parsed(text, after: front)
      let found = parsed.document.links.filter { $0.destination == "d" }.map {
        parsed.text($0.span)
      }
      #expect(found == [link])
    }
  }

  @Test func findsAutolinks() {
    let parsed = Parsed("a\nb <https://x.y/z>\nand <me@x.y> [<http://q>](r)")
    #expect(
      parsed.document.links.map { parsed.text($0.span) } == [
        "<https://x.y/z>", "<me@x.y>", "[<http://q>](r)", "<http://q>",
      ])
  }

  @Test func findsHeadings() {
    let parsed = Parsed("# A\n\n> - ## B ##\n\nC\n=\n\n[r]: s\nD\n---\n")
    #expect(parsed.document.headings.map { parsed.text($0.span) } == ["# A", "## B ##", "C", "D"])
  }

  @Test func findsFormsAndTheirContent() throws {
    let text = "> - ```=table x\n>   a: b\n>   ---\n>\n>    select\n>   ```\n"
    let parsed = Parsed(text)
    let form = try #require(parsed.document.forms.first)
    #expect(form.content == "a: b\n---\n\n select\n")
    #expect(parsed.text(form.span) == String(text.dropFirst(4).dropLast()))
    let place = try #require(form.content.firstRange(of: "select"))
    let start = form.content.utf8.distance(from: form.content.startIndex, to: place.lowerBound)
    let span = parsed.source.span(form.map.source(start..<start + 6))
    #expect(parsed.text(span) == "select")
    #expect(span.start == SourcePosition(line: 5, column: 6))
  }

  @Test func findsPlacesInFormsParsedAsMarkdown() throws {
    let outer = Parsed("- ```=note\n  a\n  [t](d) <b>\n  ```\n")
    let form = try #require(outer.document.forms.first)
    let (inner, faults) = MarkdownDocument.parse(contentOf: form, in: outer.source)
    #expect(inner.links.map { outer.text($0.span) } == ["[t](d)"])
    #expect(faults.map { outer.text($0.span) } == ["<b>"])
  }

  @Test func findsEveryPlaceInGeneratedDocuments() {
    var generator = RandomPlaces(seed: 7)
    var places = 0
    for _ in 0..<3000 {
      let text = generator.next()
      let parsed = Parsed(text)
      var wrong: [String] = []
      for link in parsed.document.links where link.destination.hasPrefix("d") {
        places += 1
        let found = parsed.text(link.span)
        let mark = link.isImage ? "![i" : "[t\(link.destination.dropFirst())"
        let isWhole = found.hasPrefix(mark) && found.contains("](\(link.destination)")
        if !isWhole || found.last != ")" { wrong.append(found) }
      }
      for form in parsed.document.forms {
        places += 1
        let found = parsed.text(form.span)
        let name = form.argument.prefix { $0 != " " }
        let offset = parsed.source.bytes[form.contentOffset...].starts(with: name.utf8)
        let isForm = found.hasPrefix("`=\(name)") || found.hasPrefix("`` =\(name)")
        if !isForm || found.last != "`" || !offset { wrong.append(found) }
      }
      for fault in parsed.diagnostics where fault.id == "raw-html" {
        places += 1
        let found = parsed.text(fault.span)
        let shown = fault.summary.dropFirst("raw HTML '".count).prefix {
          $0.isLetter || $0.isNumber || $0 == "<"
        }
        if !found.hasPrefix(shown) || !found.hasSuffix(">") { wrong.append(found) }
      }
      if !wrong.isEmpty { Issue.record("\(text.debugDescription): \(wrong)") }
    }
    #expect(places > 5000)
  }
}
