import Diagnostics
import ModelFiles
import Sizing
import TestSupport
import Testing

/// GGUF headers that llama.cpp's loaders take, and that they refuse, by their entries.
@Suite("Entries of GGUF headers")
struct GGUFEntryTests {
  /// The errors of a header with one entry changed, or left out; keys of the architecture without its
  /// name in front.
  private func errors(
    _ id: String, _ key: String, _ value: GGUFWriter.Value?,
    tensors: (inout [GGUFWriter.Tensor]) -> Void = { _ in }
  ) throws -> [String] {
    let shape = try CatalogModels.named(id).shape
    let isGeneral = key.hasPrefix("tokenizer.") || key.hasPrefix("general.")
    let key = isGeneral ? key : "\(shape.architecture.name).\(key)"
    let file = ShapeGGUF(shape)
    var metadata = file.metadata
    metadata.removeAll { $0.0 == key }
    if let value { metadata.append((key, value)) }
    var list = file.tensors
    tensors(&list)
    let bytes = GGUFWriter.header(metadata: metadata, tensors: list)
    let source = ByteSource(SourceFile(path: "model.gguf", bytes: bytes))
    let found = try #require(GGUFReader.read(source).model).languageModel()
    #expect(found.diagnostics.containsErrors == (found.model == nil))
    return found.diagnostics.filter { $0.severity == .error }.map(\.summary)
  }

  @Test(arguments: [
    ("llama-3.1-8b", "llama.context_length"),
    ("llama-3.1-8b", "llama.attention.layer_norm_rms_epsilon"),
    ("llama-3.1-8b", "tokenizer.ggml.model"),
    ("starcoder2-7b", "starcoder2.attention.layer_norm_epsilon"),
    ("deepseek-v3", "deepseek2.attention.q_lora_rank"),
    ("deepseek-v3", "deepseek2.expert_feed_forward_length"),
    ("gemma-4-31b", "gemma4.embedding_length_per_layer_input"),
    ("gemma-4-31b", "gemma4.attention.key_length_swa"),
    ("gpt-oss-20b", "gpt-oss.expert_feed_forward_length"),
    ("llama-4-scout", "llama4.interleave_moe_layer_step"),
    ("glm-4.5", "glm4moe.expert_shared_count"),
    ("kimi-linear-48b-a3b", "kimi-linear.expert_gating_func"),
    ("deepseek-v4-flash", "deepseek4.swiglu_clamp_exp"),
  ])
  func refusesAFileWithout(id: String, key: String) throws {
    let name = try CatalogModels.named(id).shape.architecture.name
    let short = key.hasPrefix("\(name).") ? String(key.dropFirst("\(name).".count)) : key
    #expect(try errors(id, short, nil) == ["the metadata entry '\(key)' is missing"])
  }

  @Test(
    arguments: [
      ("llama-3.1-8b", "block_count", .uint64(32), "u64", "u32"),
      ("llama-3.1-8b", "context_length", .text("8192"), "str", "u32"),
      ("llama-3.1-8b", "attention.layer_norm_rms_epsilon", .uint32(0), "u32", "f32"),
      ("llama-3.1-8b", "rope.scaling.finetuned", .uint32(1), "u32", "bool"),
      ("llama-3.1-8b", "attention.head_count", .int32(32), "i32", "u32, or a list of it"),
      ("llama-3.1-8b", "embedding_length", .integers([4096]), "a list of i32", "u32"),
      (
        "llama-3.1-8b", "attention.head_count_kv", .floats([Float](repeating: 8, count: 32)),
        "a list of f32", "u32, or a list of it"
      ),
      ("llama-3.1-8b", "tokenizer.ggml.model", .uint32(1), "u32", "str"),
      ("deepseek-v4-flash", "attention.compress_ratios", .uint32(4), "u32", "a list of u32"),
    ] as [(String, String, GGUFWriter.Value, String, String)])
  func refusesAnotherType(
    id: String, key: String, value: GGUFWriter.Value, found: String, expected: String
  ) throws {
    let said = try errors(id, key, value)
    #expect(
      said.count == 1 && said[0].hasSuffix("\(key)' is of the type \(found), expected \(expected)"),
      "\(said)")
  }

  @Test(
    arguments: [
      ("llama-3.1-8b", "attention.head_count_kv", 33, "33 values, expected 32: one for each block"),
      ("llama-3.1-8b", "feed_forward_length", 31, "31 values, expected 32: one for each block"),
      ("qwen3-next-80b-a3b", "attention.recurrent_layers", 12, "12 values, expected 48"),
      ("glm-4-32b-0414", "rope.dimension_sections", 3, "3 values, expected 4"),
      ("gemma-4-31b", "attention.sliding_window_pattern", 6, "6 values, expected 60"),
      ("glm-5", "attention.indexer.types", 79, "79 values, expected 78"),
    ])
  func refusesListsOfOtherLengths(id: String, key: String, count: Int, words: String) throws {
    let said = try errors(id, key, .integers([Int32](repeating: 8, count: count)))
    #expect(said.count == 1 && said[0].contains("\(key)' has \(words)"), "\(said)")
  }

  @Test(
    arguments: [
      ("llama-3.1-8b", "tokenizer.ggml.model", .text("foo"), "the tokenizer 'foo' is none"),
      (
        "llama-3.1-8b", "tokenizer.ggml.model", .text("llama"), "'tokenizer.ggml.tokens' is missing"
      ),
      ("llama-3.1-8b", "rope.scaling.type", .text("dynamic"), "positions are scaled by 'dynamic'"),
      ("llama-3.1-8b", "rope.dimension_count", .uint32(64), "is 64, expected the 128 elements"),
      ("qwen3-30b-a3b", "expert_used_count", .uint32(0), "found 0 of 128 experts in use"),
      ("qwen3-30b-a3b", "expert_group_count", .uint32(128), "found 128 groups of 128 experts"),
      ("qwen3-30b-a3b", "expert_count", .uint32(513), "found 513 experts in a layer"),
      ("llama-3.1-8b", "expert_used_count", .uint32(2), "found 2 of 0 experts in use"),
      ("llama-3.1-8b", "block_count", .uint32(513), "expected 1 to 512 blocks"),
      ("deepseek-v4-flash", "expert_gating_func", .uint32(2), "is 2, expected 4"),
    ] as [(String, String, GGUFWriter.Value, String)])
  func refusesWhatTheLoaderRefuses(
    id: String, key: String, value: GGUFWriter.Value, words: String
  ) throws {
    let said = try errors(id, key, value)
    #expect(said.count == 1 && said[0].contains(words), "\(said)")
  }

  @Test func refusesTokensWithoutWhatTheyNeed() throws {
    let shape = try CatalogModels.named("qwen3-0.6b").shape
    func said(_ entries: [(String, GGUFWriter.Value)]) throws -> [String] {
      let file = ShapeGGUF(shape)
      let metadata = file.metadata.filter { !$0.0.hasPrefix("tokenizer.") } + entries
      let bytes = GGUFWriter.header(metadata: metadata, tensors: file.tensors)
      let source = ByteSource(SourceFile(path: "model.gguf", bytes: bytes))
      let found = try #require(GGUFReader.read(source).model).languageModel()
      return found.diagnostics.map(\.summary)
    }
    let tokens: (String, GGUFWriter.Value) = (
      "tokenizer.ggml.tokens", .texts([String](repeating: "x", count: 151_936))
    )
    let pairs: (String, GGUFWriter.Value) = ("tokenizer.ggml.model", .text("gpt2"))
    #expect(try said([pairs, tokens]) == ["the metadata entry 'tokenizer.ggml.merges' is missing"])
    #expect(try said([pairs, tokens, ("tokenizer.ggml.pre", .text("kimi-k2"))]) == [])
    #expect(try said([pairs, tokens, ("tokenizer.ggml.merges", .texts(["a b"]))]) == [])
    let few = try said([
      ("tokenizer.ggml.model", .text("llama")), tokens, ("tokenizer.ggml.scores", .floats([0, 1])),
    ])
    #expect(
      few == [
        "the list of 'tokenizer.ggml.scores' has 2 values, expected one for each of the 151936 tokens"
      ])
  }

  // MARK: What loaders pass over

  /// The small DeepSeek models are known by their blocks: queries are projected at once.
  @Test func needsNoRankOfQueriesInSmallModels() throws {
    #expect(try errors("deepseek-v2-lite", "attention.q_lora_rank", nil) == [])
    #expect(try errors("deepseek-v2-lite", "attention.q_lora_rank", .uint32(1536)) == [])
  }

  /// A period is read; a list of which layers see a window only by Gemma 4's loader.
  @Test func passesOverListsOfWindows() throws {
    let shape = try CatalogModels.named("gemma-3-4b").shape
    var metadata = ShapeGGUF(shape).metadata
    let list = [Int32](repeating: 1, count: shape.layers)
    metadata.append(("gemma3.attention.sliding_window_pattern", .integers(list)))
    let bytes = GGUFWriter.header(metadata: metadata, tensors: ShapeGGUF(shape).tensors)
    let source = ByteSource(SourceFile(path: "model.gguf", bytes: bytes))
    let found = try #require(GGUFReader.read(source).model).languageModel()
    #expect(try #require(found.model).window?.fullEvery == 6)
  }

  /// Blocks that draft tokens count as such in DeepSeek V4 only where they are in the file.
  @Test func takesDraftBlocksThatAreNotThere() throws {
    #expect(try errors("deepseek-v4-flash", "nextn_predict_layers", .uint32(1)) == [])
  }
}
