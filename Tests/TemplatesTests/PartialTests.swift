import Diagnostics
import Testing

@testable import Templates

@Suite struct PartialTests {
  @Test func suggestsPartialInFolder() throws {
    let (_, diagnostics) = load(["page": "\n  {{> head }}", "partials/head": "{{site.title}}"])
    let fault = try #require(diagnostics.first { $0.id == "unknown-partial" })
    #expect(fault.span?.start == SourcePosition(line: 2, column: 7))
    #expect(fault.help == ["did you mean 'partials/head'?"])
  }

  @Test func suggestsPartialOfSimilarName() throws {
    let (_, diagnostics) = load(["page": "{{>partials/haed}}", "partials/head": ""])
    let fault = try #require(diagnostics.first { $0.id == "unknown-partial" })
    #expect(fault.help == ["did you mean 'partials/head'?"])
  }

  @Test func checksPartialInContextOfEachInclusion() {
    let (_, diagnostics) = load([
      "page": "{{#navigation}}{{>partials/item}}{{/navigation}}{{>partials/item}}",
      "other": "{{>partials/item}}", "partials/item": "<a>{{href}}</a>",
    ])
    #expect(
      concise(diagnostics) == [
        "Templates/partials/item.mustache:1:6: error: unknown name 'href'; expected one of "
          + "navigation, page, site [unknown-name]"
      ])
  }

  @Test func acceptsPartialWhoseNamesComeFromSections() {
    let (library, diagnostics) = load([
      "page": "{{#navigation}}{{>item}}{{/navigation}}", "item": "<a>{{href}}</a>",
    ])
    #expect(concise(diagnostics) == [])
    #expect(library.pageNames == ["page"])
  }

  @Test func keepsPageThatAnotherPageIncludes() {
    let (library, diagnostics) = load(["page": "{{page.title}}", "sheet": "<main>{{>page}}</main>"])
    #expect(concise(diagnostics) == [])
    #expect(library.pageNames == ["page", "sheet"])
  }

  @Test func takesPlaceInListAwayInsidePartial() {
    let (_, diagnostics) = load([
      "page": "{{#page.tags}}{{>comma}}{{/page.tags}}", "comma": "{{^last()}}, {{/last()}}",
    ])
    #expect(diagnostics.map(\.id) == ["misplaced-transform"])
  }

  /// Templates in a row, each of which includes the next a number of times.
  private func row(_ count: Int, times: Int) -> [Diagnostic] {
    let files = (0..<count).map { index in
      let tag = index + 1 < count ? "{{>p\(index + 1)}}" : "x"
      return SourceFile(
        path: "Templates/p\(index).mustache", text: String(repeating: tag, count: times))
    }
    return TemplateLibrary.load(files, shape: pageShape).diagnostics
  }

  @Test func reportsPartialsThatLeadTooFar() {
    #expect(concise(row(64, times: 1)) == [])
    #expect(
      concise(row(65, times: 1)) == [
        "Templates/p0.mustache:1:4: error: partials are nested more than 64 levels deep "
          + "[deep-nesting]"
      ])
    #expect(Set(row(2000, times: 1).map(\.id)) == ["deep-nesting"])
    #expect(concise(row(13, times: 2)) == [])
    // 2 + 4 + 8 + … inclusions: 16,382 from the 13th template before the last on.
    #expect(
      row(14, times: 2).map(\.summary) == [
        "with 'p1' the template includes more than 10000 partials"
      ])
  }

  @Test func reportsATemplateThatIsTooLarge() {
    let text = String(repeating: "<p>some words</p>\n", count: 20_000)
    #expect(load(["page": text]).diagnostics.map(\.id) == ["template-too-large"])
  }

  @Test func tellsWhatATemplatePrints() {
    let (library, _) = load([
      "page": "{{>a}}", "a": "{{#page}}{{#page.content}}{{{.}}}{{/page.content}}{{/page}}",
      "other": "{{page.title}} {{! page.content }}",
    ])
    #expect(library.prints(["content"], in: "page"))
    #expect(!library.prints(["content"], in: "other"))
    #expect(!library.prints(["title"], in: "other"))
  }

  @Test func reportsPartialsThatIncludeEachOther() throws {
    let (library, diagnostics) = load([
      "page": "{{>a}}", "a": "x{{>b}}", "b": "\n {{>a}}", "c": "{{>c}}",
    ])
    #expect(
      concise(diagnostics) == [
        "Templates/b.mustache:2:5: error: partial 'a' includes itself; expected partials to come "
          + "to an end [recursive-partial]",
        "Templates/c.mustache:1:4: error: partial 'c' includes itself; expected partials to come "
          + "to an end [recursive-partial]",
      ])
    #expect(diagnostics.first?.notes.map(\.text) == ["through a → b → a"])
    #expect(library.text("page", pageValue()) == "")
  }

  @Test func warnsOfPartialThatIsIncludedNowhere() {
    let (_, diagnostics) = load(["page": "", "partials/old": "{{anything}}"])
    #expect(diagnostics.map { "\($0.severity) \($0.id.rawValue)" } == ["warning unused-partial"])
  }

  @Test func listsWhatTemplateCanInclude() {
    let (library, _) = load([
      "page": "{{>partials/z}}{{#page.tags}}{{>partials/a}}{{/page.tags}}",
      "partials/z": "{{>partials/m}}",
      "partials/a": "", "partials/m": "", "other": "{{>partials/m}}",
    ])
    #expect(library.closure(of: "page") == ["page", "partials/a", "partials/m", "partials/z"])
    #expect(library.closure(of: "other") == ["other", "partials/m"])
    #expect(library.has("partials/m"))
    #expect(!library.has("Templates/page"))
  }

  @Test func checksManyInclusionsInLinearTime() {
    // Each partial includes the next twice: 2^12 paths, 12 scopes; and 2^40 are too many.
    func ids(_ count: Int) -> [Diagnostic.Identifier] {
      var files = [SourceFile(path: "Templates/page.mustache", text: "{{>p0}}")]
      for index in 0..<count {
        let next =
          index < count - 1 ? "{{>p\(index + 1)}}{{>p\(index + 1)}}" : "{{nosuch}}"
        files.append(SourceFile(path: "Templates/p\(index).mustache", text: next))
      }
      return TemplateLibrary.load(files, shape: pageShape).diagnostics.map(\.id)
    }
    #expect(ids(12) == ["unknown-name"])
    #expect(ids(40) == ["too-many-partials"])
  }

  @Test func passesOverOtherFiles() {
    let files = [
      SourceFile(path: "Templates/Assets/site.css", text: "{{"),
      SourceFile(path: "Content/a.mustache", text: "{{"),
      SourceFile(path: "Templates/page.mustache", text: "x"),
    ]
    let (library, diagnostics) = TemplateLibrary.load(files, shape: pageShape)
    #expect(diagnostics.isEmpty)
    #expect(library.pageNames == ["page"])
  }
}
