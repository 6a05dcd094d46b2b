import Foundation
import TestSupport
import Testing

/// What `rigbook size` refuses of draft models and projectors, and what it warns of.
@Suite struct SizeAddedFaultTests {
  private func run(_ arguments: [String]) throws -> BuiltCommand.Result {
    try BuiltCommand.run(["size"] + arguments + ["--site", SizeTests.site])
  }

  @Test(arguments: [
    (["--draft", "tiny"], "unknown language model 'tiny'"),
    (["--draft", "llama-3.1-8b:FP8"], "unknown quantization 'FP8'"),
    (["--draft", "llama-3.1-8b", "--draft-kv-cache", "fp8"], "llama.cpp has no cache of type fp8"),
    (
      ["--draft", "llama-3.1-8b", "--draft-kv-cache", "q8_0", "--flash-attention", "off"],
      "without flash attention the draft model's values cannot be q8_0"
    ),
    (
      ["--draft", "llama-3.1-8b", "--draft-cards", "2"],
      "the draft model is to be on card 2, but there is 1"
    ),
    (["--draft", "llama-3.1-8b:FP8"], "help: FP8 is a format of checkpoints: add --runtime vllm"),
    (["--draft-gguf", "none.gguf"], "'none.gguf' cannot be read: there is no such file"),
    (["--projector", "none.gguf"], "'none.gguf' cannot be read: there is no such file"),
    (["--towers"], "'llama-3.1-8b' has no towers for pictures or sound that are known"),
    (["--runtime", "vllm", "--projector", "a.gguf"], "vllm is not sized with a file of towers"),
    (["--runtime", "vllm", "--draft-gguf", "a.gguf"], "vllm is not sized with GGUF files"),
    (
      ["--runtime", "transformers", "--draft", "llama-3.1-8b", "--draft-tokens", "2"],
      "transformers is not sized with a number of guesses"
    ),
  ])
  func saysWhatCannotBeAdded(_ arguments: [String], _ words: String) throws {
    let result = try run(["llama-3.1-8b"] + arguments)
    #expect(result.status == 1)
    #expect(result.output == "")
    #expect(result.message.contains(words), "\(result.report)")
  }

  @Test func tellsAModelFromAProjector() throws {
    let folder = try TemporaryFolder()
    let (model, eyes) = (folder.path + "/model.gguf", folder.path + "/eyes.gguf")
    try Data(GGUFFixture.small).write(to: URL(filePath: model))
    try Data(SizeAddedTests.projector).write(to: URL(filePath: eyes))
    let wrong = try run(["llama-3.1-8b", "--projector", model])
    #expect(wrong.message.contains("has the architecture 'llama', expected 'clip'"))
    let blind = try run(["llama-3.1-8b", "--draft-gguf", eyes])
    #expect(blind.status == 1, "\(blind.report)")
    #expect(blind.message.contains("holds towers and a projector, expected a language model"))
    #expect(blind.message.contains("help: load it beside one with --projector"))
  }

  /// The header of a file that is cut short says all the same what it takes.
  @Test func warnsOfProjectorsThatAreCutShort() throws {
    let folder = try TemporaryFolder()
    let (short, empty) = (folder.path + "/short.gguf", folder.path + "/empty.gguf")
    try Data(SizeAddedTests.projectorHeader).write(to: URL(filePath: short))
    let bare = GGUFWriter.header(metadata: [("general.architecture", .text("clip"))], tensors: [])
    try Data(bare).write(to: URL(filePath: empty))
    let warned = try run(["llama-3.1-8b", "--projector", short, "--json"])
    #expect(warned.status == 0)
    #expect(warned.output.contains("\"projector_bytes\": \(SizeAddedTests.projectorBytes)"))
    #expect(warned.message.contains("warning[truncated-data]"), "\(warned.report)")
    let refused = try run(["llama-3.1-8b", "--projector", empty])
    #expect(refused.status == 1)
    #expect(refused.message.contains("has no tensors"), "\(refused.report)")
  }

  @Test(arguments: [
    (["--draft-tokens", "3"], "There is no draft model to load so"),
    (["--draft", "a", "--draft-gguf", "b"], "one of --draft and --draft-gguf"),
    (["--draft", "a", "--draft-tokens", "2000"], "expected a whole number from 0 to 1024"),
    (["--draft", "a", "--draft-cards", "1,1"], "draft-cards"),
    (["--towers", "--projector", "a"], "leave --towers out"),
    (["--draft", "a", "--draft", "b"], "--draft names one model; found 2."),
    (["--cpu", "a", "--cpu", "a"], "for two sockets give --cpu ID:2."),
  ])
  func refusesOptionsThatContradict(_ arguments: [String], _ words: String) throws {
    let result = try run(["llama-3.1-8b"] + arguments)
    #expect(result.status == 64)
    #expect(result.output == "")
    #expect(result.message.contains(words), "\(result.report)")
  }
}
