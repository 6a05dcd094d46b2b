import Diagnostics
import Foundation
import Markup
import Testing

/// Where no form, table or internal link is used, the output is what Debian's `cmark` prints.
@Suite struct ParityTests {
  /// The number of generated documents that are compared.
  private static let documentCount = 3000

  @Test func equalsCMarkOnEveryExampleOfTheSpecification() throws {
    let examples = try Self.specificationExamples()
    #expect(examples.count == 652)
    try compare(examples)
  }

  @Test func equalsCMarkOnGeneratedDocuments() throws {
    var generator = RandomDocument(seed: 2026)
    try compare((0..<Self.documentCount).map { _ in generator.next() })
  }

  @Test func equalsCMarkOnTextsThatStressItsParser() throws {
    try compare(StressText.all.filter { !$0.isRefused }.map(\.text))
  }

  /// Every page of this repository's site, with its forms and tables made ordinary text.
  @Test func equalsCMarkOnTheSiteItself() throws {
    let pages = try Self.sitePages()
    #expect(pages.count >= 10)
    try compare(
      pages.map { page in
        page.replacing("`=", with: "`x").replacing("`\\=", with: "`x").replacing("|", with: "/")
      })
  }

  private func compare(_ texts: [String]) throws {
    let expected = try CMarkProgram.html(for: texts.map { Array($0.utf8) })
    var compared = 0
    for (text, expected) in zip(texts, expected) {
      let parsed = Parsed(text)
      // A generated text can hold a form by accident, in a code span over two lines.
      guard parsed.document.forms.isEmpty else { continue }
      compared += 1
      let html = parsed.plainHTML
      if html != expected {
        Issue.record("\(text.debugDescription.prefix(400))\n\(difference(html, expected))")
      }
    }
    #expect(compared >= texts.count * 99 / 100, "too few texts without forms: \(compared)")
  }

  /// The first line in which two outputs differ.
  private func difference(_ found: String, _ expected: String) -> String {
    let found = found.split(separator: "\n", omittingEmptySubsequences: false)
    let expected = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(found, expected).prefix { $0 == $1 }.count
    func shown(_ lines: [Substring]) -> String {
      line < lines.count ? String(lines[line].prefix(300)) : "end of the output"
    }
    return
      "line \(line + 1) found:    \(shown(found))\nline \(line + 1) expected: \(shown(expected))"
  }

  private static func specificationExamples() throws -> [String] {
    let url = try #require(
      Bundle.module.url(
        forResource: "commonmark-0.30-examples", withExtension: "txt", subdirectory: "Fixtures"))
    let text = try String(contentsOf: url, encoding: .utf8).replacing("→", with: "\t")
    return text.split(separator: #/(?:^|\n)`{32} \d+\n/#, omittingEmptySubsequences: false)
      .dropFirst().map { $0 + "\n" }
  }

  /// The Markdown below `Content`, without front matter.
  private static func sitePages() throws -> [String] {
    let tests = URL(filePath: #filePath).deletingLastPathComponent()
    let root = tests.appending(path: "../../Content").standardized.resolvingSymlinksInPath()
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path)
    return try paths.filter { $0.hasSuffix(".md") }.sorted().map { path in
      let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
      return text.replacing(#/\A---\n(?s:.*?)\n---\n/#, with: "")
    }
  }
}
