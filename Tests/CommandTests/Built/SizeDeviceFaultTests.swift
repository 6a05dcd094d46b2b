import Foundation
import TestSupport
import Testing

/// Devices that cannot hold a model together, on this repository's catalog.
@Suite struct SizeDeviceFaultTests {
  @Test(arguments: [
    (
      ["llama-3.1-8b", "-g", "apple-m3-ultra-80c:2"],
      """
      error[out-of-range]: Apple M3 Ultra (80-core GPU) is a computer's own chip, which stands alone, but 2 devices are named
        = help: name it once, without a count and without other cards

      """
    ),
    (
      ["qwen2.5-72b", "--runtime", "vllm", "-q", "AWQ", "-g", "nvidia-rtx-4090:2"],
      """
      error[out-of-range]: so many cards would cut through weights that share a scale
        = help: name another number of cards, or a format with smaller groups
        = help: where a publisher padded widths in such files, give their config.json with --model-config

      """
    ),
  ])
  func refusesWhatDoesNotGoTogether(_ arguments: [String], _ report: String) throws {
    let site = SizeSpeedTests.site
    let result = try BuiltCommand.run(["size"] + arguments + ["--site", site])
    #expect(result.status == 1)
    #expect(result.output == "")
    #expect(result.report == report)
  }
}
