import Foundation
import TestSupport
import Testing

/// Figures of pages that the command prints too.
@Suite struct PageAgreementTests {
  /// The page on other calculators counts the bits of a parameter as the command does, also of a model whose
  /// towers are a file of their own.
  @Test func countsTheBitsOfAFileAsTheCommandDoes() throws {
    let page = try String(
      contentsOfFile: SizeSpeedTests.site + "/Content/method/other-calculators.md",
      encoding: .utf8)
    let table = try #require(page.components(separatedBy: "id: bits-of-a-mix\n").dropFirst().first)
    let rest = try #require(table.components(separatedBy: "---\n").dropFirst().first)
    let query = try #require(rest.components(separatedBy: "```").first)
    let result = try BuiltCommand.run(
      ["query", query, "--format", "csv", "--site", SizeSpeedTests.site])
    let rows = result.output.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let header = try #require(rows.first)
    let bits = try #require(header.firstIndex(of: "bits_bpw"))
    let low = try #require(header.firstIndex(of: "low_pct"))
    #expect(rows.contains { $0.first == "gemma-3-27b" })
    for row in rows.dropFirst() {
      let sized = try BuiltCommand.run(
        ["size", row[0], "-q", "Q4_K_M", "--json", "--site", SizeSpeedTests.site])
      let json = try JSONSerialization.jsonObject(with: Data(sized.output.utf8)) as? [String: Any]
      let model = try #require(json?["model"] as? [String: Any])
      let said = try #require(model["bits_per_weight"] as? Double)
      let (shown, short) = (Double(row[bits]) ?? 0, Double(row[low]) ?? 0)
      #expect(abs(shown - said) < 0.001, "\(row)")
      #expect(abs(short - 100 * (1 - 4 / said)) < 0.1, "\(row)")
    }
  }
}
