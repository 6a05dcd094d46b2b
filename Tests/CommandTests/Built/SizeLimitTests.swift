import Foundation
import TestSupport
import Testing

/// What llama.cpp refuses however much memory there is, and what it cuts.
@Suite struct SizeLimitTests {
  private func run(
    _ arguments: [String], site: String = SizeTests.site
  ) throws -> BuiltCommand.Result {
    try BuiltCommand.run(["size"] + arguments + ["--site", site])
  }

  private func expectRefusal(
    _ result: BuiltCommand.Result, _ words: String, help: String
  ) {
    #expect(result.status == 1)
    #expect(result.output == "")
    #expect(result.message.contains(words), "\(result.report)")
    #expect(result.message.contains("= help: \(help)"), "\(result.report)")
  }

  @Test func refusesMoreDevicesThanAScheduleHas() throws {
    let sixteen = try run(["llama-3.1-8b", "-g", "nvidia-rtx-4090:16"])
    expectRefusal(
      sixteen, "llama.cpp does not run on 16 cards, expected 1 to 15",
      help: "it plans over 16 devices, of which the processor is one")
    #expect(try run(["llama-3.1-8b", "-g", "nvidia-rtx-4090:15"]).status == 0)
    let served = try run(["llama-3.1-8b", "-g", "nvidia-rtx-4090:16", "--runtime", "transformers"])
    #expect(served.status == 0, "\(served.report)")
  }

  /// Blocks and experts beyond llama.cpp's tables; other runtimes have none.
  @Test(arguments: [
    ("513 layers", #""num_hidden_layers": 513, "model_type": "llama""#),
    (
      "513 experts",
      #""num_hidden_layers": 2, "model_type": "mixtral", "num_local_experts": 513, "#
        + #""num_experts_per_tok": 2, "num_key_value_heads": 4"#
    ),
  ])
  func refusesModelsBeyondTheTables(_ found: String, _ fields: String) throws {
    let folder = try TemporaryFolder([
      "config.json":
        #"{\#(fields), "hidden_size": 64, "intermediate_size": 128, "num_attention_heads": 4, "#
        + #""vocab_size": 100, "max_position_embeddings": 8192}"#
    ])
    let path = folder.path + "/config.json"
    expectRefusal(
      try run(["--model-config", path]), "llama.cpp loads no model of \(found)",
      help: "size it for another runtime")
    let served = try run(["--model-config", path, "--runtime", "vllm"])
    #expect(served.status == 0, "\(served.report)")
  }

  @Test func refusesADraftOfAnotherVocabulary() throws {
    expectRefusal(
      try run(["llama-3.1-8b", "--draft", "llama-2-7b"], site: SizeSpeedTests.site),
      "the draft model has 32000 tokens and the model 128256, expected vocabularies that differ by "
        + "at most 128", help: "llama.cpp takes no guesses of another vocabulary")
  }

  @Test func refusesADraftOfAnotherTokenizer() throws {
    let folder = try TemporaryFolder()
    func file(_ name: String, _ entries: [(String, GGUFWriter.Value)]) throws -> String {
      let keys = entries.map(\.0)
      let metadata = GGUFFixture.smallMetadata.filter { !keys.contains($0.0) } + entries
      let bytes = GGUFWriter.header(metadata: metadata, tensors: GGUFFixture.smallTensors)
      try Data(bytes).write(to: URL(filePath: folder.path + "/" + name))
      return folder.path + "/" + name
    }
    let model = try file("model.gguf", [("tokenizer.ggml.bos_token_id", .uint32(1))])
    let same = try file("same.gguf", [("tokenizer.ggml.bos_token_id", .uint32(1))])
    let other = try file("other.gguf", [("tokenizer.ggml.bos_token_id", .uint32(7))])
    let unmarked = try file("unmarked.gguf", [("tokenizer.ggml.add_bos_token", .flag(false))])
    let pairs = try file(
      "pairs.gguf",
      [("tokenizer.ggml.model", .text("gpt2")), ("tokenizer.ggml.merges", .texts(["a b"]))])
    #expect(try run(["--gguf", model, "--draft-gguf", same]).status == 0)
    for (draft, words) in [
      (other, "the beginning of a text is another token in"),
      (unmarked, "the beginning of a text is marked otherwise in"),
      (pairs, "the vocabulary is of another kind in"),
    ] {
      expectRefusal(
        try run(["--gguf", model, "--draft-gguf", draft]), words,
        help: "llama.cpp takes no guesses of another vocabulary")
    }
  }

  @Test func refusesAProjectorOfAnotherModel() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/eyes.gguf"
    func write(_ width: UInt64) throws {
      let bytes = GGUFWriter.header(
        metadata: [
          ("general.architecture", .text("clip")), ("clip.projector_type", .text("mlp")),
        ], tensors: [.init("mm.2.weight", [1024, width], 1)])
      try Data(bytes).write(to: URL(filePath: path))
    }
    try write(5120)
    expectRefusal(
      try run(["llama-3.1-8b", "--projector", path]),
      "makes rows of 5120 by its tensor 'mm.2.weight', expected 4096 as 'llama-3.1-8b' has",
      help: "llama.cpp refuses it; take the projector of this model")
    try write(4096)
    #expect(try run(["llama-3.1-8b", "--projector", path]).status == 0)
  }

  /// `n_ubatch = min(n_batch, n_ubatch)`: with the usual batch nothing is larger than 2048.
  @Test func cutsMicroBatchesToTheBatch() throws {
    let plain = try run(["llama-3.1-8b", "--micro-batch", "2048", "--json"])
    let cut = try run(["llama-3.1-8b", "--micro-batch", "8192", "--json"])
    #expect(cut.output == plain.output)
    #expect(
      cut.message.contains(
        "warning[micro-batch-cut]: a micro-batch of 8192 tokens is cut to the batch of 2048"),
      "\(cut.report)")
    let large = try run([
      "llama-3.1-8b", "--micro-batch", "8192", "--batch-size", "8192", "--json",
    ])
    #expect(large.report == "")
    #expect(large.output.contains("\"micro_batch_tokens\": 8192"), "\(large.output)")
    let folder = try TemporaryFolder([
      "cases.csv": """
      case_id,model_id,batch_size,micro_batch
      plain,llama-3.1-8b,,2048
      cut,llama-3.1-8b,,8192
      large,llama-3.1-8b,8192,8192

      """
    ])
    let lines = try run(["--batch", folder.path + "/cases.csv"]).output.split(separator: "\r\n")
      .map { $0.drop { $0 != "," } }
    #expect(lines.count == 4 && lines[1] == lines[2] && lines[2] != lines[3], "\(lines)")
  }
}
