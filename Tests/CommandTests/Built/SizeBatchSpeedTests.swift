import Foundation
import TestSupport
import Testing

/// Speeds in the results of a file of cases, on this repository's catalog.
@Suite struct SizeBatchSpeedTests {
  private func size(_ arguments: [String]) throws -> BuiltCommand.Result {
    try BuiltCommand.run(["size"] + arguments + ["--site", SizeSpeedTests.site])
  }

  /// The rate of all slots is there in a file that has a column for them, with the reason where it is not
  /// stated.
  @Test func fillsTheRateOfAllSlotsInABatch() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "slots-\(UUID()).csv")
    try Data(
      """
      model_id,context_tokens,parallel,gpu
      llama-3.1-8b,16384,4,nvidia-rtx-4090
      llama-3.1-8b,4096,1,nvidia-rtx-4090
      llama-3.1-8b,16384,4,apple-m4-max-32c

      """.utf8
    ).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let lines = try size(["--batch", file.path]).output.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    try #require(lines.count == 4 && lines.allSatisfy { $0.count == 23 + 5 })
    let names = lines[0].suffix(5).joined(separator: ",")
    #expect(names == "all_tok_s_low,all_tok_s,all_tok_s_high,all_gap,all_basis")
    let json =
      try JSONSerialization.jsonObject(
        with: Data(
          size(["llama-3.1-8b", "-c", "16384", "-p", "4", "-g", "nvidia-rtx-4090", "--json"])
            .output.utf8)) as? [String: Any]
    let all = try #require(json?["decode_all"] as? [String: Any])
    let many = Array(lines[1].suffix(5))
    #expect(abs((Double(many[1]) ?? 0) - (all["tok_s"] as? Double ?? -1)) < 0.006)
    #expect(many[3] == "" && many[4] == "estimated")
    let rate = try #require(lines[0].firstIndex(of: "decode_tok_s"))
    #expect(lines[2].suffix(5).dropFirst().first == lines[2][rate])
    #expect(lines[3].suffix(5) == ["", "", "", "clock", ""])
  }

  /// A speed that is not stated says why, whatever columns the file has.
  @Test func saysInABatchWhySpeedsAreBlank() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "gaps-\(UUID()).csv")
    try Data(
      """
      case_id,model_id,gpu,context_tokens
      none,llama-3.1-8b,apple-m4-max-32c,8192
      known,llama-3.1-8b,nvidia-rtx-4090,8192
      large,llama-3.3-70b,nvidia-rtx-4090,8192
      any,llama-3.1-8b,,8192

      """.utf8
    ).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let lines = try size(["--batch", file.path]).output.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    try #require(lines.count == 5)
    #expect(lines[0].suffix(4) == ["error", "prefill_basis", "decode_gap", "prefill_gap"])
    #expect(lines[1].suffix(2) == ["clock", "clock"])
    // Nothing is missing where a speed is stated, where it does not fit, and where no card is named.
    #expect(lines[2...4].allSatisfy { $0.suffix(2) == ["", ""] })
  }
}
