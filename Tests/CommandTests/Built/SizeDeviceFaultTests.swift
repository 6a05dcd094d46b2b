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
      [
        "llama-3.1-70b", "-c", "4096", "--gpu-layers", "40", "--cpu", "amd-epyc-9654p", "-g",
        "apple-m2-ultra-76c",
      ],
      """
      error[out-of-range]: Apple M2 Ultra (76-core GPU) is a computer's own chip, which stands alone, but the processor EPYC 9654P is named beside it
        = help: leave the processor out, or name another card

      """
    ),
    (
      [
        "llama-3.1-8b", "--runtime", "vllm", "--cpu", "amd-epyc-9654p", "-g",
        "amd-ryzen-ai-max-plus-395",
      ],
      """
      error[out-of-range]: Ryzen AI Max+ 395 (Radeon 8060S) is a computer's own chip, which stands alone, but the processor EPYC 9654P is named beside it
        = help: leave the processor out, or name another card

      """
    ),
    (
      ["qwen2.5-72b", "--runtime", "vllm", "-q", "AWQ", "-g", "nvidia-rtx-4090:2"],
      """
      error[out-of-range]: 2 cards would cut through weights that share a scale
        = help: numbers of cards that cut none in this format: 1; else name a format with smaller groups
        = help: where a publisher padded widths in such files, give their config.json with --model-config

      """
    ),
    (
      ["llama-3.1-8b", "--runtime", "vllm", "-g", "amd-mi250x:3"],
      """
      error[out-of-range]: 6 devices do not divide the model's query heads
        = help: its sizes are divided by 1, 2, 4, 8, 16, 32 devices

      """
    ),
    (
      ["llama-3.1-8b", "--runtime", "vllm", "-g", "amd-mi300x", "-g", "nvidia-rtx-4090"],
      """
      error[unsupported-option]: Instinct MI300X 192 GB needs ROCm and GeForce RTX 4090 needs CUDA, but a build of vllm has one of them
        = help: name cards of one maker, or leave --runtime out for llama.cpp

      """
    ),
    (
      [
        "llama-3.1-8b", "--runtime", "transformers", "-g", "nvidia-rtx-4090", "-g",
        "intel-arc-b580",
      ],
      """
      error[unsupported-option]: GeForce RTX 4090 needs CUDA and Arc B580 12 GB needs XPU, but a build of transformers has one of them
        = help: name cards of one maker, or leave --runtime out for llama.cpp

      """
    ),
    (
      ["qwen3-14b", "--runtime", "vllm", "-g", "amd-pro-w6800"],
      """
      error[unsupported-option]: Radeon PRO W6800 32 GB is of RDNA 2, which vLLM's documentation does not list
        = help: it lists AMD's CDNA 2, 3 and 4, RDNA 3 on Navi 31 and 32, RDNA 3.5 and 4, and NVIDIA's from compute capability 7.5
        = help: name another card, or leave --runtime out for llama.cpp

      """
    ),
    (
      ["qwen3-32b", "--runtime", "vllm", "-q", "INT8", "-g", "amd-mi300x"],
      """
      error[unsupported-option]: vLLM's documentation has INT8 as not supported on cards of AMD
        = help: formats that it does not rule out there are BF16, FP16, FP8, FP8-block128, MXFP8, INT8-weight-only, LLM.int8, AWQ, AWQ-g64, AWQ-g32, GPTQ, GPTQ-g64, GPTQ-g32, GPTQ-8bit, INT4, INT4-g32, INT4-zero, INT4-zero-g64, INT4-zero-g32, NF4, NF4-DQ, MXFP4, NVFP4

      """
    ),
  ])
  func refusesWhatDoesNotGoTogether(_ arguments: [String], _ report: String) throws {
    let site = SizeSpeedTests.site
    let result = try BuiltCommand.run(["size"] + arguments + ["--site", site])
    #expect(result.status == 1)
    #expect(result.output == "")
    #expect(result.message == report)
  }

  /// The processor of the same chip is the computer's own.
  @Test func takesTheChipsOwnProcessor() throws {
    let result = try BuiltCommand.run([
      "size", "llama-3.1-8b", "-c", "4096", "--gpu-layers", "20", "--cpu",
      "amd-ryzen-ai-max-plus-395-cpu", "-g", "amd-ryzen-ai-max-plus-395", "--site",
      SizeSpeedTests.site,
    ])
    #expect(result.status == 0, "\(result.message)")
    #expect(result.output.contains("tok/s"), "\(result.output)")
  }

  /// What the tool advises it does not refuse: chips of computers are offered one by one.
  @Test func offersComputersOnlyAlone() throws {
    let arguments = ["deepseek-v3", "-q", "IQ2_XS", "-g", "nvidia-rtx-4090:2", "--json"]
    let result = try BuiltCommand.run(["size"] + arguments + ["--site", SizeSpeedTests.site])
    let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    let advice = try #require(json?["advice"] as? [String: Any])
    let changes = try #require(advice["changes"] as? [[String: Any]])
    let card = try #require(changes.first { $0["change"] as? String == "gpu" })
    #expect(card["value"] as? String == "amd-mi250x", "\(card)")
    #expect(card["gpu_count"] as? Int == 2)
  }

  /// A card in which the driver sees two devices is planned as both of them, and counted as one.
  @Test func plansTheDevicesOfACard() throws {
    func size(_ more: [String]) throws -> String {
      let arguments = ["size", "llama-3.3-70b", "-g"] + more + ["--site", SizeSpeedTests.site]
      let result = try BuiltCommand.run(arguments)
      #expect(result.status == 0, "\(result.message)")
      return result.output.replacing("\u{A0}", with: " ")
    }
    let text = try size(["amd-mi250x"])
    let heading =
      "Instinct MI250X 128 GB · 2 devices to the driver\n  62.4 GiB addressable each (assumed)\n"
    #expect(text.contains(heading), "\(text)")
    let data = Data(try size(["amd-mi250x:2", "--split", "3,1", "--json"]).utf8)
    let json = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    let card = try #require(json?["gpu"] as? [String: Any])
    #expect(card["count"] as? Int == 2 && card["devices"] as? Int == 2, "\(card)")
    let layers = try #require(json?["cards"] as? [[String: Any]]).map { $0["layers"] as? Int ?? 0 }
    // Each half of a share is a device's: 81 units by 3, 3, 1 and 1.
    #expect(layers.count == 4 && layers.reduce(0, +) == 80, "\(layers)")
    #expect(layers[0] > 2 * layers[2] && abs(layers[0] - layers[1]) <= 1, "\(layers)")
  }

  /// What is refused is counted as it was named, and as llama.cpp counts.
  @Test func countsCardsAndTheirDevices() throws {
    let result = try BuiltCommand.run([
      "size", "llama-3.1-8b", "-g", "amd-mi250x:8", "--site", SizeSpeedTests.site,
    ])
    #expect(result.status == 1)
    let words = result.report.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("8 cards that are 16 devices to the driver"), "\(words)")
  }

  /// A card of several devices is not among single cards that hold a model.
  @Test func listsSingleDevicesAlone() throws {
    let result = try BuiltCommand.run([
      "size", "glm-4.5-air", "-q", "Q8_0", "--json", "--site", SizeSpeedTests.site,
    ])
    #expect(result.status == 0)
    #expect(result.output.contains("nvidia-h200-141gb-sxm"), "\(result.output)")
    #expect(!result.output.contains("amd-mi250x"))
  }

  /// Beside a computer's own chip a reason names what can be named there.
  @Test(arguments: [
    ("apple-m2-ultra-76c", "the catalog has no processor of this chip"),
    (
      "amd-ryzen-ai-max-plus-395",
      "name the chip's processor with --cpu amd-ryzen-ai-max-plus-395-cpu"
    ),
    ("nvidia-rtx-5090", "name the processor with --cpu"),
  ])
  func asksForAProcessorThatCanBeNamed(_ gpu: String, _ reason: String) throws {
    let result = try BuiltCommand.run([
      "size", "qwen3-30b-a3b", "-g", gpu, "--experts-on-cpu", "all", "--site",
      SizeSpeedTests.site,
    ])
    #expect(result.status == 0)
    let words = result.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains(reason), "\(words)")
  }

  /// A configuration may be asked for more than it states, up to what scaled positions reach.
  @Test(arguments: [
    ("131072", 0, true), ("131073", 0, true), ("524288", 0, true), ("524289", 1, false),
  ])
  func stretchesAContext(tokens: String, status: Int32, fits: Bool) throws {
    let config = Golden.fixtures + "/batch/config.json"
    let result = try BuiltCommand.run([
      "size", "--model-config", config, "-c", tokens, "--site", SizeSpeedTests.site,
    ])
    #expect(result.status == status)
    #expect(result.report.contains("[context-stretched]") == (fits && tokens != "131072"))
    #expect(result.report.contains("[out-of-range]") == !fits)
  }
}
