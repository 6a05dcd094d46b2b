import Foundation
import TestSupport
import Testing

@testable import Command

/// What `rigbook size` prints keeps to the 80 columns of a terminal, on this repository's catalog.
@Suite struct SizeWidthTests {
  private static let wide = "nvidia-rtx-pro-6000-blackwell-maxq"
  private static let unlike = [
    "nvidia-rtx-3090", "amd-rx-7900-xtx", "nvidia-rtx-4090", "nvidia-rtx-5090",
    "nvidia-rtx-3060-12gb",
    "amd-mi300x", "nvidia-rtx-4080", "nvidia-h100-80gb-pcie",
  ].flatMap { ["-g", $0] }

  @Test(arguments: [
    ["llama-3.1-8b"], ["llama-3.3-70b", "-q", "Q8_0", "-c", "131072"], ["deepseek-v3"],
    ["llama-3.1-8b", "--gpu-layers", "0"], ["llama-3.1-8b", "-g", "nvidia-rtx-3090", "--explain"],
    ["gpt-oss-120b", "-g", "nvidia-rtx-5090", "--experts-on-cpu", "24", "--explain"]
      + ["--cpu", "amd-ryzen-9-9950x", "--ram", "48", "--disk", "samsung-990-pro-4tb"],
    ["qwen3-32b", "-g", "nvidia-rtx-3090", "--draft", "qwen3-0.6b:Q8_0", "--explain", "-p", "8"],
    ["deepseek-v3", "-g", wide + ":4", "-c", "131072", "-p", "4"],
    ["llama-4-scout", "-c", "10485760"] + unlike,
    ["llama-3.1-405b", "-q", "Q8_0", "--draft", "llama-3.2-1b"] + unlike,
    ["qwen3-235b-a22b", "-g", "nvidia-rtx-3060-12gb:15", "--users-at", "12.5", "--explain"],
    ["gemma-3-27b", "--towers", "-g", "apple-m3-ultra-80c", "--kv-cache", "q8_0", "--explain"],
    ["qwen3.5-397b-a17b", "-c", "262144", "-p", "16", "-g", "amd-mi300x:8", "--explain"],
    ["deepseek-v4-pro", "-g", wide + ":8"],
    ["llama-3.1-70b", "--runtime", "vllm", "-q", "AWQ", "-g", "nvidia-rtx-4090:2", "-p", "8"],
    ["qwen3-30b-a3b", "--runtime", "vllm", "-g", "nvidia-h100-80gb-sxm:2", "--explain"],
    ["llama-3.1-8b", "--runtime", "transformers", "-g", "nvidia-rtx-4090:2", "--explain"],
    ["llama-3.3-70b", "--runtime", "vllm", "-g", wide, "-c", "131072"],
    ["llama-3.1-405b", "--runtime", "vllm", "-q", "FP8", "-p", "64"],
    ["llama-3.3-70b", "--runtime", "transformers", "--draft", "llama-3.2-1b"]
      + unlike.map { $0.hasPrefix("amd-") ? "nvidia-l40s" : $0 },
  ])
  func keepsToTheTerminal(_ arguments: [String]) throws {
    let result = try BuiltCommand.run(["size"] + arguments + ["--site", SizeSpeedTests.site])
    #expect(result.status == 0, "\(result.report)")
    for line in result.output.split(separator: "\n") where String(line).displayWidth > 80 {
      Issue.record("\(String(line).displayWidth) columns: \(line)")
    }
  }

  /// Names of files may be as long as they like.
  @Test func cutsLongNames() throws {
    let folder = try TemporaryFolder()
    let name = String(repeating: "long", count: 40)
    try folder.write(
      try String(contentsOfFile: Golden.fixtures + "/batch/config.json", encoding: .utf8),
      to: name + ".json")
    let result = try BuiltCommand.run([
      "size", "--model-config", folder.path + "/\(name).json", "--site", SizeSpeedTests.site,
    ])
    #expect(result.status == 0, "\(result.report)")
    #expect(result.output.split(separator: "\n").allSatisfy { String($0).displayWidth <= 80 })
    #expect(result.output.replacing("\n  ", with: "").hasPrefix(name))
  }
}
