import Diagnostics
import ModelFiles
import Sizing
import TestSupport
import Testing

/// GGUF headers that llama.cpp's loaders take, and that they refuse, by the tensors that are there.
@Suite("What llama.cpp loads of GGUF headers")
struct GGUFLoaderTests {
  private typealias Found = (model: LanguageModel?, diagnostics: [Diagnostic])

  private func read(_ bytes: [UInt8]) throws -> Found {
    let source = SourceFile(path: "model.gguf", bytes: bytes)
    return try #require(GGUFReader.read(ByteSource(source)).model).languageModel()
  }

  /// A header of a shape with other entries, without the architecture's prefix, and other tensors.
  private func read(
    _ shape: LanguageModel, entries: [String: GGUFWriter.Value?] = [:],
    tensors change: (inout [GGUFWriter.Tensor]) -> Void = { _ in }
  ) throws -> Found {
    let file = ShapeGGUF(shape)
    var (metadata, tensors) = (file.metadata, file.tensors)
    for (key, value) in entries {
      let key = key.hasPrefix("tokenizer.") ? key : "\(shape.architecture.name).\(key)"
      metadata.removeAll { $0.0 == key }
      if let value { metadata.append((key, value)) }
    }
    change(&tensors)
    return try read(GGUFWriter.header(metadata: metadata, tensors: tensors))
  }

  private func errors(_ found: Found) -> [String] {
    #expect(found.diagnostics.containsErrors == (found.model == nil))
    return found.diagnostics.filter { $0.severity == .error }.map(\.summary)
  }

  // MARK: Tensors that must be there

  @Test(arguments: [
    ("qwen3-8b", "blk.0.attn_q_norm.weight", "128 elements"),
    ("qwen3-30b-a3b", "blk.7.attn_k_norm.weight", "128 elements"),
    ("minimax-m2", "blk.1.attn_q_norm.weight", "6144 elements"),
    ("gpt-oss-20b", "blk.0.attn_sinks.weight", "64 elements"),
    ("gpt-oss-20b", "blk.2.attn_output.bias", "2880 elements"),
    ("gpt-oss-20b", "blk.5.ffn_gate_inp.bias", "32 elements"),
    ("gpt-oss-20b", "blk.1.ffn_up_exps.bias", "2880 × 32 elements"),
    ("gpt-oss-20b", "output.weight", "2880 × 201088 elements"),
    ("starcoder2-7b", "blk.3.ffn_up.bias", "18432 elements"),
    ("minimax-m2", "blk.0.exp_probs_b.bias", "256 elements"),
    ("deepseek-v3", "blk.4.attn_kv_a_norm.weight", "512 elements"),
    ("deepseek-v3.2", "blk.4.indexer.k_norm.bias", "128 elements"),
    ("deepseek-v3.2", "blk.4.indexer.proj.weight", "7168 × 64 elements"),
    ("deepseek-v4-flash", "output_hc_base.weight", "4 elements"),
    ("granite-4.0-h-tiny", "blk.0.ssm_dt.bias", "48 elements"),
    ("gemma-4-26b-a4b", "blk.2.pre_ffw_norm_2.weight", "2816 elements"),
    ("gemma-3n-e4b", "per_layer_proj_norm.weight", "256 elements"),
    ("qwen3-next-80b-a3b", "blk.1.ssm_a", "32 elements"),
  ])
  func refusesAFileWithout(id: String, name: String, sizes: String) throws {
    let found = try read(CatalogModels.named(id).shape) { $0.removeAll { $0.name == name } }
    #expect(errors(found) == ["the tensor '\(name)' is missing, expected \(sizes)"])
  }

  @Test(
    arguments: [
      ("llama-3.1-8b", "blk.3.attn_norm.weight", [4095], "4096"),
      ("qwen2.5-7b", "blk.0.attn_k.bias", [511], "512"),
      ("qwen3-8b", "blk.9.attn_k_norm.weight", [64], "128"),
      ("gpt-oss-20b", "blk.0.ffn_down_exps.bias", [2880, 31], "2880 × 32"),
      ("granite-4.0-h-tiny", "blk.0.ssm_conv1d.bias", [100], "3328"),
      ("gemma-4-31b", "blk.0.layer_output_scale.weight", [2], "1"),
    ] as [(String, String, [UInt64], String)])
  func refusesOtherSizes(id: String, name: String, shape: [UInt64], expected: String) throws {
    let found = try read(CatalogModels.named(id).shape) { tensors in
      for index in tensors.indices where tensors[index].name == name {
        tensors[index].shape = shape
      }
    }
    let found0 = shape.map { "\($0)" }.joined(separator: " × ")
    let unit = expected == "1" ? "element" : "elements"
    #expect(
      errors(found) == [
        "the tensor '\(name)' has \(found0) elements, expected \(expected) \(unit) "
          + "by the file's entries"
      ])
  }

  // MARK: One tensor for several, and tensors that may be absent

  @Test(
    arguments: [
      ("gemma-4-31b", nil, "attn_v.weight"), ("glm-5", nil, "indexer.proj.weight"),
      ("mixtral-8x7b", nil, "ffn_gate_exps.weight"), ("gpt-oss-20b", nil, "attn_q.bias"),
      (
        "llama-3.1-8b", ("attn_qkv.weight", [4096, 6144]),
        "attn_q.weight attn_k.weight attn_v.weight"
      ),
      (
        "qwen3-next-80b-a3b", ("ffn_gate_up_exps.weight", [2048, 1024, 512]),
        "ffn_gate_exps.weight ffn_up_exps.weight"
      ),
      ("kimi-linear-48b-a3b", nil, "ffn_up_shexp.weight"),
      ("glm-4.5", nil, "attn_q_norm.weight"),
    ] as [(String, (String, [UInt64])?, String)])
  func takesAFileThatLlamaTakes(
    id: String, added: (String, [UInt64])?, without names: String
  ) throws {
    let found = try read(CatalogModels.named(id).shape) { tensors in
      tensors.removeAll { tensor in
        names.split(separator: " ").contains { tensor.name.hasSuffix("." + $0) }
      }
      guard let added else { return }
      for layer in 0..<200 where tensors.contains(where: { $0.name.hasPrefix("blk.\(layer).") }) {
        tensors.append(.init("blk.\(layer).\(added.0)", added.1, 0))
      }
    }
    #expect(errors(found) == [])
  }

  @Test(
    arguments: [
      ("llama-3.1-8b", "attn_qkv.weight", [4096, 6145], "4096 × 6144"),
      ("qwen3-next-80b-a3b", "ffn_gate_up_exps.weight", [2048, 512, 512], "2048 × 1024 × 512"),
    ] as [(String, String, [UInt64], String)])
  func refusesAReplacementOfOtherSizes(
    id: String, name: String, shape: [UInt64], expected: String
  ) throws {
    let found = try read(CatalogModels.named(id).shape) { tensors in
      tensors.append(.init("blk.3.\(name)", shape, 0))
    }
    let sizes = shape.map { "\($0)" }.joined(separator: " × ")
    #expect(
      errors(found) == [
        "the tensor 'blk.3.\(name)' has \(sizes) elements, expected \(expected) elements "
          + "by the file's entries"
      ])
  }

  // MARK: Entries against tensors

  @Test func refusesSharedExpertsOfAnotherCount() throws {
    let found = try read(
      CatalogModels.named("deepseek-v3").shape, entries: ["expert_shared_count": .uint32(2)])
    #expect(
      errors(found) == [
        "the tensor 'blk.3.ffn_gate_shexp.weight' has 7168 × 2048 elements, "
          + "expected 7168 × 4096 elements by the file's entries; 173 more differ too"
      ])
  }

  @Test func refusesAnEmbeddingOfOtherTokens() throws {
    let shape = try CatalogModels.named("qwen3-0.6b").shape
    let tokens: GGUFWriter.Value = .texts(["a", "b", "c"])
    let found = try read(
      shape, entries: ["tokenizer.ggml.tokens": tokens, "tokenizer.ggml.model": .text("llama")])
    #expect(
      errors(found) == [
        "the tensor 'token_embd.weight' has 1024 × 151936 elements, expected 1024 × 3 elements "
          + "by the 3 tokens of 'tokenizer.ggml.tokens'"
      ])
    let bare = try read(
      shape, entries: ["tokenizer.ggml.tokens": tokens, "tokenizer.ggml.model": .text("no_vocab")])
    #expect(errors(bare) == [])
  }

  /// llama.cpp counts what it created against what is in the file.
  @Test func refusesMatricesOfNoTable() throws {
    let shape = try CatalogModels.named("qwen3-0.6b").shape
    let found = try read(shape) { $0.append(.init("blk.3.ffn_extra.weight", [1024, 64], 0)) }
    #expect(
      errors(found) == [
        "the tensor 'blk.3.ffn_extra.weight' of 1024 × 64 elements is none that files of the "
          + "architecture 'qwen3' have"
      ])
    let small = try read(shape) { $0.append(.init("blk.3.ffn_up.scale", [1], 0)) }
    #expect(errors(small) == [] && small.diagnostics.map(\.id) == ["gguf-shape-differs"])
  }

  @Test func refusesAnEmbeddingOfThreeDimensions() throws {
    let found = try read(CatalogModels.named("qwen3-0.6b").shape) { tensors in
      for index in tensors.indices where tensors[index].name == "token_embd.weight" {
        tensors[index].shape = [1024, 75_968, 2]
      }
    }
    #expect(
      errors(found) == [
        "the tensor 'token_embd.weight' has 1024 × 75968 × 2 elements, "
          + "expected 1024 × 75968 elements by the file's entries"
      ])
  }

  @Test func namesTheDraftBlocksThatAreTooMany() throws {
    let found = try read(
      CatalogModels.named("glm-4.5").shape,
      entries: ["block_count": .uint32(3), "nextn_predict_layers": .uint32(5)])
    #expect(
      errors(found) == [
        "found no shape that can be sized; 5 blocks that draft tokens, expected fewer than the 3 "
          + "blocks of the file"
      ])
  }

  @Test func saysThatAFileHoldsDraftBlocksAlone() throws {
    let found = try read(
      CatalogModels.named("glm-4.5").shape,
      entries: ["block_count": .uint32(93), "nextn_predict_layers": .uint32(1)]
    ) { tensors in
      tensors.removeAll { $0.name.hasPrefix("blk.") }
      tensors.append(.init("blk.92.nextn.eh_proj.weight", [10_240, 5120], 0))
    }
    #expect(
      errors(found) == [
        "the file holds only the blocks that draft tokens, from block 92 on, which llama.cpp loads "
          + "beside the model that they draft for"
      ])
    #expect(found.diagnostics.map(\.id) == ["model-not-covered"])
  }

  // MARK: Shapes of files that are rare

  @Test func readsAFamilyOfWindowsWithoutOne() throws {
    let shape = try CatalogModels.named("gemma-3-4b").shape.withoutWindow()
    let found = try read(shape)
    #expect(found.diagnostics == [])
    let model = try #require(found.model)
    #expect(try model.withoutContextLimit() == shape)
    let settings = try LoadSettings(contextTokens: 8192)
    #expect(model.cacheBytes(inLayer: 0, settings) == 8192 * 4 * 512 * 2)
  }

  @Test(arguments: ["deepseek-v2-lite", "deepseek-v2", "deepseek-v3"])
  func readsFilesFromBeforeRowsWereCached(id: String) throws {
    let shape = try CatalogModels.named(id).shape.cachingHeads()
    let found = try read(shape)
    #expect(found.diagnostics == [])
    let model = try #require(found.model)
    #expect(try model.withoutContextLimit() == shape)
    #expect(try model.parameters == CatalogModels.named(id).shape.parameters)
    let settings = try LoadSettings(contextTokens: 4096)
    #expect(model.cacheBytes(inLayer: 0, settings) == 4096 * shape.queryHeads * (192 + 128) * 2)
  }

  @Test func refusesOldFilesWithOtherHeads() throws {
    let shape = try CatalogModels.named("deepseek-v3").shape.cachingHeads()
    let found = try read(shape, entries: ["attention.head_count_kv": .uint32(1)])
    #expect(
      errors(found) == [
        "found no shape that can be sized; 1 heads are cached, expected all 128, since they are no "
          + "compressed rows"
      ])
    let mixed = try read(shape, entries: ["attention.key_length_mla": .uint32(192)])
    #expect(
      errors(mixed) == ["the metadata entry 'deepseek2.attention.value_length_mla' is missing"])
  }
}
