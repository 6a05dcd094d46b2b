import Diagnostics
import Foundation
import Testing

@testable import Preview

@Suite struct PreviewEventTests {
  struct Decoded: Decodable {
    struct Fault: Decodable {
      var summary: String
      var file: String?
      var line: Int?
      var excerpt: String?
      var marks: String?
      var help: [String]
    }
    var mark: String
    var faulty: Bool
    var assets: [String]
    var errors: Int
    var warnings: Int
    var more: Int
    var diagnostics: [Fault]
  }

  func decode(_ event: PreviewEvent) throws -> Decoded {
    let lines = String(decoding: event.bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    try #require(lines.count == 4)
    #expect(lines[0] == "id: \(event.mark)")
    #expect(lines[1].hasPrefix("data: "))
    #expect(lines[2...] == ["", ""])
    return try JSONDecoder().decode(Decoded.self, from: Data(lines[1].dropFirst(6).utf8))
  }

  @Test func isOneLineWhateverTheFaultsHold() throws {
    let file = SourceFile(path: "Content/a.md", text: "one\ntwo <b>\"three\"</b>\n")
    let fault = Diagnostic(
      "unknown-name", "no '\u{2028}\r\n\u{1B}[31m</script>' \\ here", at: file.span(8..<11),
      help: ["one\ntwo"])
    let event = PreviewEvent(
      mark: "s-3", isFaulty: true, changes: .none, diagnostics: [fault], source: { _ in file })
    let decoded = try decode(event)
    #expect(decoded.faulty)
    #expect(decoded.diagnostics.count == 1)
    let found = try #require(decoded.diagnostics.first)
    #expect(found.summary == fault.summary)
    #expect(found.help == fault.help)
    #expect(found.file == "Content/a.md")
    #expect(found.line == 2)
    #expect(found.excerpt == "two <b>\"three\"</b>")
    #expect(found.marks == "    ^^^")
  }

  @Test func namesPagesUntilThereAreTooMany() {
    func text(_ changes: PageChanges) -> String {
      String(
        decoding: PreviewEvent(mark: "s-1", isFaulty: false, changes: changes).bytes,
        as: UTF8.self)
    }
    #expect(text(.none).contains(#""pages":[],"#))
    #expect(text(.all).contains(#""pages":"all","#))
    let few = PageChanges(pages: ["gpu/", ""], assets: ["assets/site.css"])
    #expect(text(few).contains(#""pages":["","gpu/"],"assets":["assets/site.css"]"#))
    let many = PageChanges(pages: Set((0..<501).map { "page-\($0)/" }))
    #expect(text(many).contains(#""pages":"all","#))
  }

  @Test func showsErrorsFirstAndCountsTheRest() throws {
    let warnings = (0..<60).map { place in
      Diagnostic("w", .warning, "warning \(place)", at: SourceSpan(file: "a", line: place + 1))
    }
    let error = Diagnostic("e", .error, "error", at: SourceSpan(file: "b", line: 1))
    let event = PreviewEvent(
      mark: "s-1", isFaulty: true, changes: .none, diagnostics: warnings + [error, error])
    let decoded = try decode(event)
    #expect(decoded.errors == 1)
    #expect(decoded.warnings == 60)
    #expect(decoded.more == 11)
    #expect(decoded.diagnostics.map(\.summary).prefix(2) == ["error", "warning 0"])
  }

  @Test func tellsWhatChangedSinceAnEarlierVersion() {
    var journal = ChangeJournal()
    journal.add(PageChanges(pages: ["a/"]))
    journal.add(PageChanges(pages: ["b/"], assets: ["x.css"]))
    journal.add(PageChanges(pages: []))
    #expect(journal.version == 3)
    #expect(journal.changes(since: 3) == .none)
    #expect(journal.changes(since: 1) == PageChanges(pages: ["b/"], assets: ["x.css"]))
    #expect(journal.changes(since: 0) == PageChanges(pages: ["a/", "b/"], assets: ["x.css"]))
    // Versions of the future are of another run.
    #expect(journal.changes(since: 4) == .all)
    journal.add(.all)
    #expect(journal.changes(since: 2) == PageChanges(pages: nil))
    for _ in 0..<300 { journal.add(.none) }
    #expect(journal.changes(since: 3) == .all)
    #expect(journal.changes(since: 200) == .none)
  }
}
