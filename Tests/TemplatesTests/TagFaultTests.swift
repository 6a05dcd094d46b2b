import Diagnostics
import Testing

@testable import Templates

@Suite struct TagFaultTests {
  @Test(
    arguments: [
      (
        "a\n  {{page.title",
        "Templates/page.mustache:2:3: error: tag is not closed; expected '}}' [unclosed-tag]"
      ),
      (
        "{{page.title\n<p>{{site.title}}",
        "Templates/page.mustache:1:1: error: tag is not closed; expected '}}' [unclosed-tag]"
      ),
      (
        "{{{page.content}} x",
        "Templates/page.mustache:1:1: error: tag ends in two braces; expected three [stray-delimiter]"
      ),
      (
        "{{page.title}}} x",
        "Templates/page.mustache:1:1: error: tag ends in three braces; expected two [stray-delimiter]"
      ),
      (
        "<p>\nx }} y",
        "Templates/page.mustache:2:3: error: '}}' outside a tag; expected '{{' before it [stray-delimiter]"
      ),
      (
        "{{! note",
        "Templates/page.mustache:1:1: error: comment is not closed; expected '}}' [unclosed-tag]"
      ),
      (
        "{{! note\n<p>{{page.title}}</p>",
        "Templates/page.mustache:2:4: error: comment holds '{{'; expected '}}' before it [nested-tag]"
      ),
      (
        "<p>\u{7}</p>",
        "Templates/page.mustache:1:4: error: found the control character U+0007 [control-character]"
      ),
      ("{{}}", "Templates/page.mustache:1:1: error: tag has no name; expected one [malformed-tag]"),
      (
        "{{ #page.tags}}",
        "Templates/page.mustache:1:4: error: '#' stands after a space; expected it directly after '{{' [malformed-tag]"
      ),
      (
        "{{page title}}",
        "Templates/page.mustache:1:3: error: 'page title' is not a name; expected letters, digits, '_', '-', with '.' between parts [malformed-tag]"
      ),
      (
        "{{page..title}}",
        "Templates/page.mustache:1:3: error: 'page..title' is not a name; expected letters, digits, '_', '-', with '.' between parts [malformed-tag]"
      ),
      (
        "{{count(page.tags}}",
        "Templates/page.mustache:1:3: error: 'count(page.tags' is not a name; expected letters, digits, '_', '-', with '.' between parts [malformed-tag]"
      ),
      (
        "{{=<% %>=}}",
        "Templates/page.mustache:1:1: error: own delimiters are not supported; expected a variable, section, partial or comment [unsupported-tag]"
      ),
      (
        "{{<base}}",
        "Templates/page.mustache:1:1: error: template inheritance is not supported; expected a variable, section, partial or comment [unsupported-tag]"
      ),
      (
        "{{>*name}}",
        "Templates/page.mustache:1:1: error: a partial named at run time is not supported; expected a variable, section, partial or comment [unsupported-tag]"
      ),
      (
        "é {{^page.tags}}",
        "Templates/page.mustache:1:4: error: section 'page.tags' is not closed; expected '{{/page.tags}}' [unclosed-section]"
      ),
      (
        "x{{/page.tags}}",
        "Templates/page.mustache:1:2: error: 'page.tags' is closed here but no section is open [unopened-section]"
      ),
      (
        "{{#page.tags}}\n{{/page.tag}}",
        "Templates/page.mustache:2:1: error: 'page.tag' is closed here; expected 'page.tags' [mismatched-section]"
      ),
    ])
  func reportsBadlyWrittenTagAtItsPlace(text: String, expected: String) {
    #expect(faults(in: text) == [expected])
  }

  @Test func reportsInnerSectionThatIsNeverClosed() {
    let found = faults(in: "{{#navigation}}\n{{#is_current}}\n{{/navigation}}\n")
    #expect(
      found == [
        "Templates/page.mustache:2:1: error: section 'is_current' is not closed; expected "
          + "'{{/is_current}}' [unclosed-section]"
      ])
  }

  @Test func pointsFromWrongClosingTagToOpeningTag() throws {
    let diagnostic = try #require(
      load(["page": "\n{{#page.tags}}{{/page.tag}}"]).diagnostics.first)
    let note = try #require(diagnostic.notes.first)
    #expect(note.span?.start == SourcePosition(line: 2, column: 1))
  }

  @Test func reportsAllFaultsOfAllFilesInReadingOrder() {
    let found = load([
      "page": "{{site.titel}}\n{{>foot}}\n{{page.content}}", "b": "{{nosuch}}",
    ]).diagnostics
    #expect(
      found.map { "\($0.span?.file ?? "") \($0.span?.start.line ?? 0) \($0.id.rawValue)" } == [
        "Templates/b.mustache 1 unknown-name", "Templates/page.mustache 1 unknown-name",
        "Templates/page.mustache 2 unknown-partial", "Templates/page.mustache 3 escaped-html",
      ])
  }

  @Test func reportsBytesThatAreNotText() {
    let file = SourceFile(
      path: "Templates/page.mustache", bytes: Array("ab\n".utf8) + [0xFF, 0x61])
    let (_, diagnostics) = TemplateLibrary.load([file], shape: pageShape)
    #expect(
      concise(diagnostics) == [
        "Templates/page.mustache:2:1: error: template is not UTF-8 text [invalid-utf8]"
      ])
  }

  @Test func refusesSectionsNestedWithoutEnd() {
    let text = String(repeating: "{{#page.is_home}}", count: 10_000)
    let ids = Set(load(["page": text]).diagnostics.map(\.id))
    #expect(ids == ["deep-nesting", "unclosed-section"])
  }

  @Test(arguments: ["{{!", "{", "}", "{{{", "{{#", "{{&}}", "{{{}}}", "{{ . }}", "{{>}}", "{{/}}"])
  func readsFragmentsWithoutTrapping(text: String) {
    #expect(!load(["page": text + "\r\n"]).diagnostics.isEmpty || text.count == 1)
  }
}
