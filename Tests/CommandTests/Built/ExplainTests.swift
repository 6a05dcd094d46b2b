import Foundation
import TestSupport
import Testing

/// `rigbook explain`, on the machines of a fixture.
@Suite struct ExplainTests {
  private static let fixture = URL(filePath: #filePath)
    .appending(path: "../../../ReleaseTests/Fixtures/machines").standardizedFileURL.path

  /// A site whose systems derive their figures.
  private func explain(_ page: String) throws -> BuiltCommand.Result {
    let site = try TemporaryFolder()
    for name in ["Content", "Templates"] {
      try FileManager.default.copyItem(
        atPath: Self.fixture + "/" + name, toPath: site.path + "/" + name)
    }
    let file = "Content/systems/[configuration].md"
    try site.write(try site.read(file) + "\n```=derivation\n```\n", to: file)
    return try BuiltCommand.run(["explain", page, "--site", site.path])
  }

  @Test func listsWhatCanBeExplained() throws {
    let result = try explain("systems/cfg-single-5090-tower/")
    #expect(result.status == 0, "\(result.report)")
    #expect(result.output.contains("#derivation-peak_dc_w\n"), "\(result.output)")
  }

  @Test func explainsAComputedColumn() throws {
    let text = try explain("systems/cfg-single-5090-tower/#derivation-peak_dc_w").output
      .replacing("\u{A0}", with: " ")
    #expect(text.contains(": Peak power "), "\(text)")
    #expect(text.contains("\n  again: rigbook query "), "\(text)")
    #expect(text.contains("source of "), "\(text)")
  }

  @Test func saysWhatIsNotThere() throws {
    let page = try explain("system/")
    #expect(
      page.status == 1
        && page.report.contains("error[unknown-page]: the site has no page 'system/'"))
    let anchor = try explain("systems/cfg-single-5090-tower/#derivation-peak")
    #expect(anchor.status == 1)
    #expect(anchor.report.contains("has no anchor 'derivation-peak' that can be explained"))
    #expect(anchor.report.contains("did you mean 'derivation-peak_dc_w'?"), "\(anchor.report)")
    #expect(anchor.output == "")
  }
}
