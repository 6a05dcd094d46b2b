import Foundation
import TestSupport
import Testing

@testable import Command

/// Models by their configurations and files, on this repository's catalog.
@Suite struct SizeConfigTests {
  private static let config = Golden.fixtures + "/batch/config.json"

  private func size(_ arguments: [String]) throws -> BuiltCommand.Result {
    try BuiltCommand.run(["size"] + arguments + ["--site", SizeSpeedTests.site])
  }

  /// The fixture's configuration with a field before its first one.
  private func write(_ field: String, to folder: TemporaryFolder) throws -> String {
    let text = try String(contentsOfFile: Self.config, encoding: .utf8)
    try folder.write("{\(field)," + text.dropFirst(), to: "config.json")
    return folder.path + "/config.json"
  }

  /// A folder stands for the files that transformers writes into it.
  @Test func takesTheFolderOfACheckpoint() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/model.safetensors"
    let header = SafetensorsFixture.header(SafetensorsFixture.llama)
    try Data(SafetensorsFixture.file(header: header)).write(to: URL(filePath: path))
    try FileManager.default.copyItem(
      atPath: Self.config, toPath: folder.path + "/config.json")
    let options = ["--runtime", "transformers"]
    let file = try size(["--safetensors", path] + options)
    #expect(file.status == 0, "\(file.report)")
    #expect(try size(["--safetensors", folder.path] + options).output == file.output)
    #expect(
      try size(["--model-config", folder.path]).output
        == size(["--model-config", folder.path + "/config.json"]).output)
  }

  @Test(arguments: [
    (
      "--safetensors",
      "it is a folder without 'model.safetensors.index.json' or 'model.safetensors'"
    ),
    ("--model-config", "it is a folder without 'config.json'"), ("--gguf", "it is a folder"),
  ])
  func saysWhatToNameInAFolder(_ option: String, _ words: String) throws {
    let folder = try TemporaryFolder()
    let runtime = option == "--safetensors" ? ["--runtime", "vllm"] : []
    let result = try size([option, folder.path] + runtime)
    #expect(result.status == 1)
    #expect(result.message.hasPrefix("error[unreadable-file]: "))
    #expect(result.message.contains("cannot be read: \(words)"), "\(result.report)")
    #expect(result.report.hasSuffix("= help: name the file in it\n"))
  }

  @Test func saysThatAFileHasItsMix() throws {
    let result = try size(["--gguf", "a.gguf", "--imatrix"])
    #expect(result.status == 64)
    #expect(
      result.message.contains(
        "a file whose mix is made already, with an importance matrix or without"),
      "\(result.report)")
  }

  /// Of thousands of files that a name claims, the first that is missing is enough.
  @Test func namesTheFirstMissingFile() throws {
    let folder = try TemporaryFolder()
    let name = folder.path + "/model-00001-of-65535.gguf"
    let header = GGUFWriter.header(
      metadata: GGUFFixture.smallMetadata + [
        ("split.no", .uint32(0)), ("split.count", .uint32(65_535)),
      ], tensors: GGUFFixture.smallTensors)
    try Data(header).write(to: URL(filePath: name))
    let result = try size(["--gguf", name])
    #expect(result.status == 1)
    #expect(
      result.message.contains("the file 'model-00002-of-65535.gguf' of the split model is missing"),
      "\(result.report)")
    #expect(result.report.components(separatedBy: "error[").count == 2)
  }

  /// A state takes the same whatever the context, and its model states no limit.
  @Test(arguments: [[], ["--runtime", "vllm"]]) func findsNoLongestContext(runtime: [String]) throws
  {
    let folder = try TemporaryFolder()
    let text = """
      {"model_type": "mamba2", "hidden_size": 2048, "num_hidden_layers": 8, "vocab_size": 32000,
       "num_heads": 64, "head_dim": 64, "state_size": 128, "n_groups": 1, "conv_kernel": 4,
       "expand": 2, "torch_dtype": "bfloat16"}
      """
    try folder.write(text, to: "config.json")
    let result = try size(
      ["--model-config", folder.path, "-p", "4", "-g", "nvidia-rtx-4090", "--explain"] + runtime)
    #expect(result.status == 0, "\(result.report)")
    #expect(result.output.contains("Longest context  not limited, by the model or by memory\n"))
    #expect(!result.output.contains("KV heads"))
  }

  /// llama.cpp's mix is that of a file made from the checkpoint; vLLM loads the checkpoint itself.
  @Test func keepsToTheQuantizationOfAConfiguration() throws {
    let folder = try TemporaryFolder()
    let path = try write(
      #""quantization_config": {"quant_method": "awq", "bits": 4, "group_size": 128}"#, to: folder)
    let file = try size(["--model-config", path, "-q", "Q8_0"])
    #expect(file.status == 0)
    #expect(
      file.message.contains(
        "states a checkpoint in AWQ; a GGUF file in Q8_0 is sized, made from it"))
    let served = try size(["--model-config", path, "--runtime", "vllm"])
    #expect(served.status == 0 && served.report == "", "\(served.report)")
    #expect(served.output.contains(" AWQ "))
    let other = try size(["--model-config", path, "--runtime", "vllm", "-q", "FP8"])
    #expect(other.status == 1)
    #expect(other.message.contains("states a checkpoint in AWQ, which no option loads in FP8"))
    let unpacked = try size(["--model-config", path, "--runtime", "transformers", "-q", "BF16"])
    #expect(unpacked.status == 0)
    #expect(unpacked.message.hasPrefix("warning[checkpoint-differs]: "))
  }

  /// What is kept in 16 bits in a way that is not understood leaves no exact number.
  @Test func claimsNothingExactOfWhatItDoesNotCount() throws {
    let folder = try TemporaryFolder()
    let path = try write(
      #""quantization_config": {"quant_method": "fp8", "modules_to_not_convert": ["x.y"]}"#,
      to: folder)
    let result = try size(["--model-config", path, "--runtime", "vllm"])
    #expect(
      result.message.hasPrefix("warning[checkpoint-uncounted]: what 'x.y' in the quantization"))
    let weights = result.output.split(separator: "\n").first { $0.hasPrefix("Weights") }
    #expect(weights?.hasSuffix("derived") == true, "\(result.output)")
  }

  @Test func saysHowFarAContextCanBeStretched() throws {
    let own = try size(["--model-config", Self.config, "-c", "524289"])
    #expect(
      own.message.replacing("\u{A0}", with: " ").contains(
        "its longest context is 131,072 tokens; scaled positions, such as by YaRN, reach 524,288 "
          + "tokens"), "\(own.report)")
    let record = try size(["llama-3.1-8b", "-c", "131073"])
    #expect(
      record.message.replacing("\u{A0}", with: " ").contains(
        "its longest context is 131,072 tokens, scaled positions included"))
  }

  /// Files of 16 bits are a mix like others, where they fit.
  @Test func namesTheLargestMixThatFits() throws {
    let large = try size(["llama-3.1-8b", "-g", "nvidia-rtx-5090"]).output
    #expect(large.contains("Largest mix      bf16 still fits"), "\(large)")
    let small = try size(["llama-3.1-8b", "-g", "nvidia-rtx-3060-12gb"]).output
    #expect(small.contains("Largest mix      Q8_0 still fits"), "\(small)")
  }

  /// Host memory that is known to be short decides about mixes, too.
  @Test func namesTheLargestMixThatHostMemoryHolds() throws {
    let case30 = ["qwen3-30b-a3b", "-g", "nvidia-rtx-4090", "--experts-on-cpu", "all"]
    #expect(try size(case30).output.contains("Largest mix      bf16 still fits"))
    let some = try size(case30 + ["--ram", "32"]).output
    #expect(some.contains("Largest mix      Q6_K still fits"), "\(some)")
    let less = try size(case30 + ["-q", "Q8_0", "--ram", "32"]).output
    #expect(less.contains("Largest mix      Q6_K fits, host memory included"), "\(less)")
    let none = try size(case30 + ["--ram", "8"]).output
    #expect(none.contains("Largest mix      host memory holds none of the usual ones"), "\(none)")
  }

  /// The longest context says whether positions must be scaled for it, and from where on.
  @Test(arguments: [
    (
      ["qwen3-8b", "-g", "nvidia-rtx-5090"],
      "131,072 tokens, with room to spare; positions are scaled beyond the 40,960 it was made for"
    ),
    (
      ["glm-4-32b-0414", "-g", "nvidia-rtx-5090"],
      "131,072 tokens, with room to spare; positions are scaled beyond the 32,768 it was made for"
    ),
    (
      ["qwen3-8b", "-g", "nvidia-rtx-5090", "--runtime", "vllm", "-q", "FP8"],
      "; positions are scaled beyond the 40,960 it was made for"
    ),
    (["llama-3.1-8b", "-g", "nvidia-rtx-5090"], "131,072 tokens, with room to spare Largest mix"),
    (
      ["qwen3-8b"],
      "The model was made for 40,960 tokens of context; beyond that, positions must be scaled."
    ),
  ])
  func saysWhichLimitDecides(arguments: [String], words: String) throws {
    let result = try size(arguments)
    let text = result.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(text.contains(words), "\(result.report)")
    #expect(text.contains("scaled") != arguments.contains("llama-3.1-8b"))
  }

  @Test(arguments: [
    (["qwen3-8b"], 40_960), (["qwen3-8b", "--runtime", "vllm"], 40_960),
    (["llama-3.1-8b"], 131_072),
  ])
  func givesProgramsTheNativeContext(arguments: [String], tokens: Int) throws {
    let result = try size(arguments + ["--json"])
    let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    let model = try #require(json?["model"] as? [String: Any], "\(result.report)")
    #expect(model["native_context_tokens"] as? Int == tokens)
  }

  /// One byte that is no text leaves the other cases alone.
  @Test func keepsABadCellToItsLine() throws {
    let folder = try TemporaryFolder()
    var bytes = Array(
      "case_id,model_id,quantization\na,llama-3.1-8b,Q4_K_M\nb,llama-3.1-8b,Q4".utf8)
    bytes += [0] + Array("_K_M\nc\u{7},llama-3.1-8b,Q8_0\nd,llama-3.1-8b,Q8_0\n".utf8)
    bytes += Array("e,llama\"3.1-8b,Q8_0\nf,".utf8) + [0xFF] + Array(",Q8_0\n".utf8)
    try Data(bytes).write(to: URL(filePath: folder.path + "/cases.csv"))
    let result = try size(["--batch", folder.path + "/cases.csv"])
    #expect(result.status == 0, "\(result.report)")
    let lines = result.output.split(whereSeparator: \.isNewline).dropFirst().map(String.init)
    try #require(lines.count == 6)
    #expect(lines.map { $0.prefix { $0 != "," } } == ["a", "b", "c\u{FFFD}", "d", "e", "f"])
    #expect(lines[1].hasSuffix(",'quantization': found the control character U+0000,,,"))
    #expect(lines[2].hasSuffix(",'case_id': found the control character U+0007,,,"))
    #expect(lines[4].contains(",'model_id': ") || lines[4].contains(",\"'model_id': "))
    #expect(lines[5].hasSuffix(",'model_id': found a byte that is not UTF-8,,,"))
    for index in [0, 3] { #expect(lines[index].hasSuffix(",")) }
  }

  /// A column of names that is broken leaves nothing to go on with.
  @Test func stopsAtABrokenHeader() throws {
    let folder = try TemporaryFolder()
    try folder.write("case_id,model\u{7}_id\na,llama-3.1-8b\n", to: "cases.csv")
    let result = try size(["--batch", folder.path + "/cases.csv"])
    #expect(result.status == 1)
    #expect(result.output == "")
  }

  /// What is said beside answers keeps to their width, as far as it has spaces.
  @Test(arguments: [
    ["qwen2.5-72b", "--runtime", "vllm", "-q", "AWQ", "-g", "nvidia-rtx-4090:2"],
    ["llama-3.1-8b", "-g", "apple-m3-ultra-80c:2"], ["llama-3.1-8b", "-c", "131073"],
    ["llama-3.1-8b", "--runtime", "vllm", "-q", "Q8"], ["llama-3.1-8b", "-q", "Q9"],
  ])
  func keepsReportsToTheTerminal(_ arguments: [String]) throws {
    let result = try size(arguments)
    #expect(result.status != 0)
    for line in result.report.split(separator: "\n") where !line.contains("--> ") {
      #expect(String(line).displayWidth <= 80, "\(line)")
    }
  }

  /// So do excerpts of a long line.
  @Test func cutsExcerpts() throws {
    let folder = try TemporaryFolder()
    let path = try write(
      "\"\(String(repeating: "x", count: 200))\": 0, \"n_kv_heads\": -4", to: folder)
    let text = try String(contentsOfFile: path, encoding: .utf8).replacing("\n", with: " ")
    try folder.write(text, to: "config.json")
    let result = try size(["--model-config", path])
    #expect(result.status == 1)
    for line in result.report.split(separator: "\n") where !line.contains("--> ") {
      #expect(String(line).displayWidth <= 80, "\(line)")
    }
  }
}
