import Catalog
import Diagnostics
import Testing

@testable import Prose

/// What the lints let stand: as it is, by claims, by waivers and by settings.
@Suite struct LintWaiverTests {
  @Test(arguments: [
    "It has `=gpu.rtx-1.memory_gib`.", "Code such as `24 GB` says nothing.",
    "```\n24 GB\n```", "Text.\n\n    24 GB `x\n\n    8 GB\n\nMore.",
    "- A\n\n      24 GB\n", "> ~~~\n> 24 GB\n> ~~~\n", "```=note\nText.\n\n    24 GB\n```",
    "A [GeForce RTX 1](/gpus/rtx-1/).", "See [it](/24 GB/).",
    "The year 2026 has 12 months.", "Chapter 3 GBs", "Most models have at most one new token.",
    "A dense 1 TOPS-less rate.", "The latest is `=gpu.rtx-1.name`.",
    "Cores run at a boost clock.", "The memory of two cards is not added in total.",
    "In llama.cpp it writes\n`=select max(memory_gib) as a_tok_s from gpu`.\nThe context is short.",
  ])
  func letsStand(_ text: String) throws {
    #expect(try LintSample.report(text.replacing("/24 GB/", with: "/x/") + "\n") == [])
  }

  /// A claim is asked again with every build.
  @Test func letsClaimsStand() throws {
    let text = """
      ## A

      **The best has *24 GB*, `=gpu.rtx-1.memory_gib` of it usable.**

      Another has 8 GB.

      ```=claim verdict
      select count(*) = 4 from gpu
      ```

      """
    #expect(try LintSample.report(text) == ["13 bare-quantity"])
  }

  @Test func takesWaivers() throws {
    let place = SourceSpan(file: "Content/a.md", line: 2)
    func waiver(_ lint: Lint, _ text: String?) -> LintWaiver {
      LintWaiver(lint: lint, text: text, span: place)
    }
    let text = "It has 24 GB and 8 GB.\n"
    let one = try LintSample.lint(text, waivers: [waiver(.bareQuantity, "24 GB")])
    #expect(one.map(\.summary) == ["'8 GB' is typed by hand, expected a value or a claim"])
    #expect(try LintSample.lint(text, waivers: [waiver(.bareQuantity, nil)]) == [])
    let needless = try LintSample.lint("None.\n", waivers: [waiver(.bareQuantity, "24 GB")])
    #expect(needless.map(\.id) == ["needless-waiver"])
    #expect(needless.map(\.severity) == [.error])
  }

  @Test func followsTheSettings() throws {
    func settings(_ yaml: String) -> (LintSettings, [Diagnostic]) {
      let source = SourceFile(path: "site.yaml", text: yaml)
      let (value, _) = YAMLReader.read(source, range: 0..<source.bytes.count)
      var fields = Fields(value, of: "the settings", at: SourceSpan(file: "site.yaml", line: 1))
      let settings = LintSettings(&fields)
      return (settings, fields.finish())
    }
    let text = "The latest has 24 GB.\n"
    let (some, faults) = settings("lints: {bare-quantity: error, ageing-word: off}")
    #expect(faults == [])
    let found = try LintSample.lint(text, settings: some)
    #expect(found.map(\.id) == ["bare-quantity"] && found.map(\.severity) == [.error])
    let (_, wrong) = settings("lints: {bare-quantty: error, ageing-word: 'no'}")
    #expect(wrong.map(\.id) == ["unknown-value", "unknown-value"])
    #expect(wrong.first?.help == ["did you mean 'bare-quantity'?"])
  }
}
