import Diagnostics
import Testing

@testable import Templates

@Suite struct NameTests {
  private func found(_ text: String) -> [String] {
    load(["page": text]).diagnostics.map { diagnostic in
      let column = diagnostic.span?.start.column ?? 0
      return "\(column) \(diagnostic.id.rawValue) \(diagnostic.help.joined(separator: "|"))"
    }
  }

  @Test(
    arguments: [
      ("{{page.titel}}", "3 unknown-name did you mean 'page.title'?"),
      ("<b>{{{ page.contnt }}}", "8 unknown-name did you mean 'page.content'?"),
      ("{{title}}", "3 unknown-name did you mean 'page.title'?|did you mean 'site.title'?"),
      ("{{pge.title}}", "3 unknown-name did you mean 'page'?"),
      ("{{#navigation}}{{herf}}{{/navigation}}", "18 unknown-name did you mean 'href'?"),
      ("{{#navigation}}{{.page}}{{/navigation}}", "18 unknown-name "),
      ("{{page.title.length}}", "3 unknown-name "),
      ("{{page.content}}", "1 escaped-html write '{{{page.content}}}'"),
      ("{{page.contents}}", "1 escaped-html write '{{{page.contents}}}'"),
      ("{{{page.title}}}", "1 unescaped-text write '{{page.title}}'"),
      ("{{&page.title}}", "1 unescaped-text write '{{page.title}}'"),
      (
        "{{page.is_home}}",
        "3 not-printable use it as a section: '{{#page.is_home}}…{{/page.is_home}}'"
      ),
      ("{{page.tags}}", "3 not-printable use it as a section: '{{#page.tags}}…{{/page.tags}}'"),
      ("{{site}}", "3 not-printable name one of its members, such as 'site.data_date'"),
      ("{{#page.title}}x{{/page.title}}", "4 not-a-section "),
      ("{{#page.content}}x{{/page.content}}", "4 not-a-section "),
      ("{{^page}}x{{/page}}", "4 not-a-section "),
      (
        "{{^page.tags}}{{.}}{{/page.tags}}", "17 not-printable use it as a section: '{{#.}}…{{/.}}'"
      ),
      ("{{shouted(page.title)}}", "3 unknown-transform "),
      ("{{uppercase(page.title)}}", "3 unknown-transform did you mean 'uppercased'?"),
      ("{{count(page.title)}}", "3 misplaced-transform "),
      ("{{#page.is_home}}{{#last()}}{{/last()}}{{/page.is_home}}", "21 misplaced-transform "),
      ("{{#uppercased()}}{{/uppercased()}}", "4 misplaced-transform "),
    ])
  func reportsNameThatCannotMeanAnything(text: String, expected: String) {
    #expect(found(text) == [expected])
  }

  @Test(
    arguments: [
      "{{page.title}} {{ site.title }} {{{page.content}}} {{{page.contents}}}",
      "{{#page}}{{title}}{{#author}}{{name}}{{.email}}{{site.title}}{{/author}}{{/page}}",
      "{{#site.tagline}}{{.}}{{/site.tagline}}{{^site.tagline}}none{{/site.tagline}}",
      "{{#page.author.email}}{{.}}{{/page.author.email}}",
      "{{#page.tags}}{{.}}{{^last()}}, {{/last()}}{{#odd()}}!{{/odd()}}{{/page.tags}}",
      "{{#navigation}}{{#is_current}}{{index()}}{{/is_current}}{{#children}}{{title}}{{/children}}{{/navigation}}",
      "{{#page.contents}}{{plusone(index())}} {{level}} {{id}}{{/page.contents}}",
      "{{#first(page.tags)}}{{.}}{{/first(page.tags)}}{{count(page.tags)}}",
      "{{^empty(site.tagline)}}{{uppercased(site.tagline)}}{{/empty(site.tagline)}}",
      "{{! a comment\nover two lines }}{{#site}}{{#has_catalog}}{{page.root}}{{/has_catalog}}{{/site}}",
      "{{page.title\n}}",
    ])
  func acceptsDeclaredNames(text: String) {
    #expect(concise(load(["page": text]).diagnostics) == [])
  }

  @Test func namesWhatIsKnownInSummary() {
    #expect(
      faults(in: "{{#page.author}}\n{{page.author.phone}}{{/page.author}}") == [
        "Templates/page.mustache:2:3: error: unknown name 'phone' in 'page.author'; expected one "
          + "of email, name [unknown-name]"
      ])
  }

  @Test func checksFollowingTagsInsideSectionOfUnknownName() {
    let ids = load(["page": "{{#nosuch}}{{page.titel}}{{/nosuch}}"]).diagnostics.map(\.id)
    #expect(ids == ["unknown-name", "unknown-name"])
  }
}
