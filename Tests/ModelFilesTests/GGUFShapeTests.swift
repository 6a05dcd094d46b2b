import Diagnostics
import ModelFiles
import Sizing
import TestSupport
import Testing

/// GGUF headers of all families, and what they leave unsaid.
@Suite("Shapes of GGUF headers")
struct GGUFShapeTests {
  private func read(
    _ bytes: [UInt8]
  ) throws -> (model: LanguageModel?, diagnostics: [Diagnostic]) {
    let source = SourceFile(path: "model.gguf", bytes: bytes)
    return try #require(GGUFReader.read(ByteSource(source)).model).languageModel()
  }

  @Test(arguments: CatalogModels.all)
  func readsTheShapeOfTheRecord(_ entry: CatalogModels.Entry) throws {
    let found = try read(ShapeGGUF(entry.shape).bytes)
    #expect(found.diagnostics == [])
    let model = try #require(found.model)
    #expect(try model.withoutContextLimit() == entry.shape.asInFiles())
  }

  /// A header of a record's shape with other entries of the architecture; `nil` leaves one out.
  private func read(
    _ id: String, changing entries: [String: GGUFWriter.Value?]
  ) throws -> (model: LanguageModel?, diagnostics: [Diagnostic]) {
    let shape = try CatalogModels.named(id).shape
    let prefix = "\(shape.architecture.name)."
    var metadata = ShapeGGUF(shape).metadata
    for (key, value) in entries {
      metadata.removeAll { $0.0 == prefix + key }
      if let value { metadata.append((prefix + key, value)) }
    }
    let tensors = ShapeGGUF(shape).tensors
    var found = try read(GGUFWriter.header(metadata: metadata, tensors: tensors))
    found.diagnostics.removeAll { $0.severity == .warning }
    return found
  }

  @Test(arguments: [
    ("gemma-2-9b", "attention.sliding_window", 4096), ("llama-4-scout", "x", 8192),
  ])
  func takesTheWindowOfTheLoader(id: String, without key: String, tokens: Int64) throws {
    let found = try read(id, changing: [key: nil])
    #expect(found.diagnostics == [])
    #expect(try #require(found.model).window?.tokens == tokens)
  }

  /// Granite Code has them in llama's blocks: 2 · 1024 + 512 in each of four layers.
  @Test func readsBiasesOfTheFeedForwardPart() throws {
    let fields = #""attention_bias": true, "tie_word_embeddings": false, "mlp_bias": "#
    let plain = try #require(SmallConfig.read("llama", fields + "false").model).model
    let shape = try #require(SmallConfig.read("llama", fields + "true").model).model
    let found = try read(ShapeGGUF(shape).bytes)
    #expect(found.diagnostics == [])
    let model = try #require(found.model)
    #expect(model.block == shape.block)
    #expect(model.parameters == plain.parameters + 4 * (2 * 1024 + 512))
  }

  @Test func leavesDraftLayersOut() throws {
    let shape = try CatalogModels.named("glm-4.5-air").shape
    let found = try read(
      "glm-4.5-air",
      changing: [
        "nextn_predict_layers": .uint32(1), "block_count": .uint32(UInt32(shape.layers + 1)),
      ])
    #expect(found.diagnostics == [])
    #expect(try #require(found.model).layers == shape.layers)
  }

  @Test func sharesChoicesAsFilesSay() throws {
    let types = (0..<78).map { Int32($0 % 2 == 0 ? 1 : 0) }
    let stated = try read("glm-5", changing: ["attention.indexer.types": .integers(types)])
    #expect(try #require(stated.model?.latent?.indexer).sharing == types.map { $0 == 0 })
    let newer = try read("glm-5", changing: ["context_length": .uint32(1_048_576)])
    let sharing = try #require(newer.model?.latent?.indexer).sharing
    #expect(sharing[..<8] == [false, false, false, true, true, true, false, true])
  }

  @Test func readsLayersOfFlags() throws {
    let flags = (0..<48).map { Int32($0 % 4 == 3 ? 0 : 1) }
    let found = try read(
      "qwen3-next-80b-a3b",
      changing: [
        "attention.recurrent_layers": .integers(flags), "full_attention_interval": nil,
      ])
    #expect(found.diagnostics == [])
    #expect(try #require(found.model).pattern == .fullEvery(4))
  }

  /// A header of a record's shape with other tensors.
  private func read(
    _ id: String, tensors change: (inout [GGUFWriter.Tensor]) -> Void
  ) throws -> [String] {
    let file = ShapeGGUF(try CatalogModels.named(id).shape)
    var tensors = file.tensors
    change(&tensors)
    let found = try read(GGUFWriter.header(metadata: file.metadata, tensors: tensors))
    #expect(found.diagnostics.containsErrors == (found.model == nil))
    return found.diagnostics.map { "\($0.severity): \($0.summary)" }
  }

  @Test(arguments: [
    ("llama-3.1-8b", "blk.31.ffn_down.weight", "14336 × 4096 elements"),
    ("llama-3.1-8b", "blk.0.attn_norm.weight", "4096 elements"),
    ("llama-3.1-8b", "token_embd.weight", "a row for each token"),
    ("llama-3.1-8b", "output_norm.weight", "4096 elements"),
    ("gpt-oss-20b", "blk.3.ffn_down_exps.weight", "2880 × 2880 × 32 elements"),
    ("gemma-3-27b", "blk.1.post_ffw_norm.weight", "5376 elements"),
    ("qwen3-next-80b-a3b", "blk.0.ssm_ba.weight", "2048 × 64 elements"),
    ("qwen3-next-80b-a3b", "blk.5.ffn_up_shexp.weight", "2048 × 512 elements"),
    ("deepseek-v3", "blk.60.attn_k_b.weight", "128 × 512 × 128 elements"),
    ("gemma-3n-e4b", "per_layer_model_proj.weight", "2048 × 8960 elements"),
  ])
  func refusesAFileWithoutATensor(id: String, name: String, sizes: String) throws {
    let said = try read(id) { $0.removeAll { $0.name == name } }
    #expect(said == ["error: the tensor '\(name)' is missing, expected \(sizes)"])
  }

  @Test func countsAllMissingTensors() throws {
    let said = try read("llama-3.1-8b") { $0.removeAll { $0.name.hasPrefix("blk.31.") } }
    #expect(
      said == [
        "error: the tensor 'blk.31.attn_q.weight' is missing, expected 4096 × 4096 elements; "
          + "8 more are missing too"
      ])
  }

  @Test func takesTensorsThatItDoesNotKnow() throws {
    let said = try read("llama-3.1-8b") { tensors in
      tensors += [.init("rope_freqs.weight", [64], 0), .init("blk.0.new.weight", [4096], 0)]
    }
    #expect(
      said == [
        "warning: the tensors have 8030265344 elements, but the shape describes 8030261248"
      ])
  }

  @Test func refusesTensorsOfOtherSizes() throws {
    let said = try read("llama-3.1-8b") { tensors in
      for index in tensors.indices where tensors[index].name.hasSuffix(".attn_k.weight") {
        tensors[index].shape = [4096, 2048]
      }
    }
    #expect(
      said == [
        "error: the tensor 'blk.0.attn_k.weight' has 4096 × 2048 elements, "
          + "expected 4096 × 1024 elements by the file's entries; 31 more differ too"
      ])
  }

  @Test func refusesMoreBlocksThanStated() throws {
    let found = try read("llama-3.1-8b", changing: ["block_count": .uint32(31)])
    #expect(found.model == nil)
    #expect(
      found.diagnostics.map(\.summary) == [
        "the tensor 'blk.31.attn_norm.weight' is of no block, expected 31 blocks by "
          + "'llama.block_count'; 8 more are of none too"
      ])
  }

  /// One entry that is changed, or left out, and the diagnostic that must come.
  struct Change: Sendable, CustomTestStringConvertible {
    let id: String
    let key: String
    let value: GGUFWriter.Value?
    let diagnostic: String
    var testDescription: String { "\(id): \(key)" }

    init(_ id: String, _ key: String, _ value: GGUFWriter.Value?, _ diagnostic: String) {
      self.id = id
      self.key = key
      self.value = value
      self.diagnostic = diagnostic
    }
  }

  private static let changes: [Change] = [
    Change("gpt-oss-20b", "attention.sliding_window", nil, "gguf-key-missing"),
    Change(
      "gemma-4-31b", "attention.sliding_window_pattern", layers([0, 0], then: 1, 58),
      "model-not-covered"),
    Change("gemma-4-31b", "attention.sliding_window_pattern", .integers([0, 1]), "gguf-value"),
    Change("gemma-3-4b", "embedding_length_per_layer_input", .uint32(256), "model-not-covered"),
    Change("deepseek-v3", "attention.key_length_mla", nil, "gguf-key-missing"),
    Change("deepseek-v3", "rope.dimension_count", .uint32(192), "gguf-value"),
    Change("glm-5", "attention.indexer.top_k", nil, "gguf-key-missing"),
    Change("llama-3.1-8b", "ssm.state_size", .uint32(16), "model-not-covered"),
    Change(
      "llama-3.1-8b", "attention.head_count_kv", layers([4], then: 8, 31), "model-not-covered"),
    Change("granite-4.0-h-tiny", "attention.head_count_kv", .uint32(4), "gguf-value"),
    Change("granite-4.0-h-tiny", "ssm.inner_size", .uint32(3001), "gguf-value"),
    Change("falcon-h1-7b", "ssm.group_count", nil, "gguf-key-missing"),
    Change("nemotron-nano-9b-v2", "feed_forward_length", nil, "gguf-key-missing"),
    Change("kimi-linear-48b-a3b", "kda.head_dim", nil, "gguf-key-missing"),
  ]

  @Test(arguments: changes)
  func refusesWhatDoesNotFit(_ change: Change) throws {
    let found = try read(change.id, changing: [change.key: change.value])
    #expect(found.model == nil)
    #expect(
      Set(found.diagnostics.map(\.id.rawValue)) == [change.diagnostic],
      "\(found.diagnostics.map(\.summary))")
  }

  private static func layers(
    _ first: [Int32], then value: Int32, _ count: Int
  ) -> GGUFWriter.Value {
    .integers(first + [Int32](repeating: value, count: count))
  }
}
