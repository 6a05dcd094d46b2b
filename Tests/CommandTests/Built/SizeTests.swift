import Foundation
import TestSupport
import Testing

/// `rigbook size` on the catalog of the fixture, which holds three cards and two models.
@Suite struct SizeTests {
  static let site = Golden.fixtures + "/small"

  @Test(arguments: [
    ("size-any-card.txt", ["llama-3.1-8b"]),
    ("size-one-card.txt", ["llama-3.1-8b", "--gpu", "nvidia-rtx-4090"]),
    (
      "size-two-cards.txt",
      ["llama-3.3-70b", "--gpu", "nvidia-rtx-3090:2", "--context", "24576"]
    ),
    ("size-many-cards.txt", ["llama-3.3-70b", "-q", "q8_0", "-c", "131072", "-p", "8"]),
    (
      "size-six-cards.txt",
      ["llama-3.3-70b"]
        + (0..<3).flatMap { _ in ["-g", "nvidia-rtx-3090", "-g", "amd-rx-7900-xt"] }
    ),
    (
      "size-one-card.json",
      ["llama-3.1-8b", "--gpu", "nvidia-rtx-4090", "--kv-cache", "q8_0,q4_0", "--json"]
    ),
    (
      "size-vllm.txt",
      ["llama-3.1-8b", "--runtime", "vllm", "-q", "FP8", "-c", "65536", "-p", "8"]
        + ["--gpu", "nvidia-rtx-4090:2"]
    ),
    (
      "size-vllm-draft.txt",
      ["llama-3.3-70b", "--runtime", "vllm", "-q", "AWQ", "--draft", "llama-3.1-8b:FP8"]
        + ["--gpu", "nvidia-rtx-4090:4"]
    ),
    (
      "size-transformers.json",
      ["llama-3.1-8b", "--runtime", "transformers", "-q", "NF4", "--json"]
    ),
  ])
  func printsLedger(_ golden: String, _ arguments: [String]) throws {
    let result = try BuiltCommand.run(["size"] + arguments + ["--site", Self.site])
    #expect(result.status == 0)
    #expect(result.report == "")
    try Golden.expect(result.output, equals: golden)
  }

  /// llama.cpp's planner for Llama 3.1 8B, Q4_K_M, 8192 tokens: 4403 MiB of weights, 1024 of KV
  /// cache and 116 of compute buffer on the card, 281 and 24 in host memory.
  @Test func agreesWithThePlannerToTheMebibyte() throws {
    let result = try BuiltCommand.run([
      "size", "llama-3.1-8b", "--quantization", "Q4_K_M", "--context", "8192", "--site", Self.site,
    ])
    let numbers = result.output.split(separator: "\n").map { line in
      line.split(separator: " ").compactMap(Double.init).map { Int($0) }
    }
    #expect(numbers.contains([4403, 281]))
    #expect(numbers.contains([1024]))
    #expect(numbers.contains([116, 24]))
  }

  @Test func explainsEveryStep() throws {
    let arguments = ["size", "llama-3.1-8b", "--gpu", "nvidia-rtx-4090", "--explain"]
    let text = try BuiltCommand.run(arguments + ["--site", Self.site])
    #expect(text.status == 0)
    #expect(text.output.contains("\nMemory, step by step\n"), "\(text.output)")
    #expect(text.output.contains("\nDecode, step by step\n"))
    #expect(text.output.contains("= S × cells × L_card × b_cell\n"))
    let json = try BuiltCommand.run(arguments + ["--json", "--site", Self.site])
    #expect(json.status == 0)
    #expect(json.output.contains("\"symbol\": \"KV\""))
    #expect(json.output.contains("\"formula\": \"M − need\""))
  }

  @Test func explainsNoRoomWithoutCard() throws {
    let result = try BuiltCommand.run([
      "size", "llama-3.1-8b", "--json", "--explain", "--site", Self.site,
    ])
    #expect(result.output.contains("\"smallest_gpus\": ["))
    #expect(result.output.contains("\"symbol\": \"need\""))
    #expect(!result.output.contains("\"symbol\": \"margin\""))
  }

  @Test(arguments: [
    (
      ["llama3.1-8b"],
      """
      error[unknown-record]: unknown language model 'llama3.1-8b'
        = help: did you mean 'llama-3.1-8b'?

      """
    ),
    (
      ["qwen"],
      """
      error[unknown-record]: unknown language model 'qwen'
        = help: list them: rigbook query "select id, name from model"

      """
    ),
    (
      ["llama-3.1-8b", "--gpu", "nvidia-rtx-409"],
      """
      error[unknown-record]: unknown graphics card 'nvidia-rtx-409'
        = help: did you mean 'nvidia-rtx-4090'?

      """
    ),
    (
      ["llama-3.1-8b", "--quantization", "Q4_K"],
      """
      error[unknown-record]: unknown quantization 'Q4_K'
        = help: did you mean 'Q4_K_M'?

      """
    ),
    (
      ["llama-3.1-8b", "--context", "131073"],
      """
      error[out-of-range]: a context of 131,073 tokens is longer than 'llama-3.1-8b' allows
        = help: its longest context is 131,072 tokens, scaled positions included

      """
    ),
  ])
  func saysWhatCannotBeSized(_ arguments: [String], _ report: String) throws {
    let result = try BuiltCommand.run(["size"] + arguments + ["--site", Self.site])
    #expect(result.status == 1)
    #expect(result.output == "")
    #expect(result.message.replacing("\u{A0}", with: " ") == report)
  }

  /// A line for each case in the same order; what cannot be sized says why and stops nothing.
  @Test func sizesEveryCaseOfAFile() throws {
    let cases = Golden.fixtures + "/batch/cases.csv"
    let result = try BuiltCommand.run(["size", "--batch", cases, "--site", Self.site])
    #expect(result.status == 0)
    #expect(result.report == "")
    let folder = Golden.fixtures + "/batch/"
    try Golden.expect(
      result.output.replacing("\r\n", with: "\n").replacing(folder, with: ""),
      equals: "size-batch.csv")
    let lines = result.output.split(separator: "\r\n")
    let (plain, configured) = (lines[1].dropFirst(6), lines[2].dropFirst(11))
    #expect(lines[1].hasPrefix("plain,") && lines[2].hasPrefix("configured,"))
    #expect(plain.drop { $0 != "," } == configured.drop { $0 != "," })
  }

  @Test func saysWhatIsWrongWithAFileOfCases() throws {
    let missing = try BuiltCommand.run(["size", "--batch", "none.csv", "--site", Self.site])
    #expect(missing.status == 1)
    #expect(missing.output == "")
    #expect(
      missing.report
        == "error[unreadable-file]: 'none.csv' cannot be read: there is no such file\n")
    let folder = try TemporaryFolder()
    let file = folder.path + "/cases.csv"
    try Data("case_id,model_id,contextt_tokens\n".utf8).write(to: URL(filePath: file))
    let misspelt = try BuiltCommand.run(["size", "--batch", file, "--site", Self.site])
    #expect(misspelt.status == 1)
    #expect(misspelt.output == "")
    #expect(misspelt.message.contains("cases.csv:1:18"))
    #expect(misspelt.message.contains("did you mean 'context_tokens'?"))
  }

  /// The header of a file of the mix gives what the mix gives.
  @Test func readsTheHeaderOfAGGUFFile() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/llama.gguf"
    try Data(GGUFFixture.llama).write(to: URL(filePath: path))
    let arguments = ["--gpu", "nvidia-rtx-4090", "--site", Self.site]
    let found = try BuiltCommand.run(["size", "--gguf", path] + arguments)
    #expect(found.status == 0, "\(found.report)")
    let record = try BuiltCommand.run(["size", "llama-3.1-8b"] + arguments)
    let ledger = found.output.drop { $0 != "\n" }.prefix { $0 != "█" }
    #expect(ledger.contains("Weights            4403.49  281.81"))
    #expect(ledger == record.output.drop { $0 != "\n" }.prefix { $0 != "█" })
    #expect(found.output.hasPrefix("Small – test · Q4_K_M · "))
  }

  @Test func readsTheHeadersOfSafetensorsFiles() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/model.safetensors"
    let header = SafetensorsFixture.header(SafetensorsFixture.llama)
    try Data(SafetensorsFixture.file(header: header)).write(to: URL(filePath: path))
    try FileManager.default.copyItem(
      atPath: Golden.fixtures + "/batch/config.json", toPath: folder.path + "/config.json")
    let options = ["--runtime", "transformers", "--json", "--site", Self.site]
    let found = try BuiltCommand.run(["size", "--safetensors", path] + options)
    #expect(found.status == 0, "\(found.report)")
    #expect(found.output.contains("\"checkpoint_bytes\": 16060522496"))
    let record = try BuiltCommand.run(["size", "llama-3.1-8b", "-q", "BF16"] + options)
    let marker = "\"settings\""
    #expect(
      found.output.components(separatedBy: marker).last
        == record.output.components(separatedBy: marker).last)
  }

  @Test(arguments: [
    ("--gguf", "cut.gguf", "error["), ("--gguf", "empty.gguf", "error["),
    ("--safetensors", "cut.gguf", "config.json' cannot be read: there is no such file"),
    ("--gguf", ".", "cannot be read: it is a folder"),
    ("--model-config", "cut.gguf", "error["),
  ])
  func refusesFilesThatAreNone(_ option: String, _ name: String, _ words: String) throws {
    let folder = try TemporaryFolder(["empty.gguf": ""])
    try Data(GGUFFixture.small.prefix(100)).write(to: URL(filePath: folder.path + "/cut.gguf"))
    let runtime = option == "--safetensors" ? ["--runtime", "vllm"] : []
    let result = try BuiltCommand.run(
      ["size", option, folder.path + "/" + name, "--site", Self.site] + runtime)
    #expect(result.status == 1)
    #expect(result.output == "")
    #expect(result.message.contains(words), "\(result.report)")
  }

  @Test func saysWhichRuntimeLoadsWhichFile() throws {
    let gguf = try BuiltCommand.run([
      "size", "--gguf", "a.gguf", "--runtime", "vllm", "--site", Self.site,
    ])
    #expect(gguf.message.contains("vllm is not sized with GGUF files"))
    let tensors = try BuiltCommand.run([
      "size", "--safetensors", "a.safetensors", "--site", Self.site,
    ])
    #expect(tensors.message.contains("llama.cpp loads no safetensors files"))
  }

  @Test(arguments: [
    (["llama-3.1-8b", "--runtime", "vllm", "--towers"], "'llama-3.1-8b' has no towers"),
    (["llama-3.1-8b", "--runtime", "vllm", "--draft", "tiny"], "unknown language model 'tiny'"),
  ])
  func saysWhatCannotBeAdded(_ arguments: [String], _ words: String) throws {
    let result = try BuiltCommand.run(["size"] + arguments + ["--site", Self.site])
    #expect(result.status == 1)
    #expect(result.output == "")
    #expect(result.message.contains(words), "\(result.report)")
  }

  @Test func saysThatThereIsNoCatalog() throws {
    let folder = try TemporaryFolder()
    let result = try BuiltCommand.run(["size", "llama-3.1-8b"], in: folder.path)
    #expect(result.status == 1)
    #expect(result.report.hasPrefix("error[no-catalog]: '.' holds no catalog"))
  }
}
