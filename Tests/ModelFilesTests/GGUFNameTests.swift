import Diagnostics
import ModelFiles
import Sizing
import TestSupport
import Testing

/// GGUF headers of architectures that are other names of families, or of which nothing is known.
@Suite("GGUF headers under other names")
struct GGUFNameTests {
  private typealias Found = (model: LanguageModel?, diagnostics: [Diagnostic])

  private func read(_ bytes: [UInt8]) throws -> Found {
    let source = SourceFile(path: "model.gguf", bytes: bytes)
    return try #require(GGUFReader.read(ByteSource(source)).model).languageModel()
  }

  /// A header of a record's shape under another name, with further entries and other tensors.
  private func read(
    _ id: String, as name: String, adding entries: [(String, GGUFWriter.Value)] = [],
    tensors change: (inout [GGUFWriter.Tensor]) -> Void = { _ in }
  ) throws -> Found {
    let shape = try CatalogModels.named(id).shape
    let file = ShapeGGUF(shape)
    let prefix = "\(shape.architecture.name)."
    var metadata: [(String, GGUFWriter.Value)] = [("general.architecture", .text(name))]
    for (key, value) in file.metadata where key != "general.architecture" {
      let isOwn = key.hasPrefix(prefix)
      metadata.append((isOwn ? "\(name).\(key.dropFirst(prefix.count))" : key, value))
    }
    for (key, value) in entries { metadata.append(("\(name).\(key)", value)) }
    var tensors = file.tensors
    change(&tensors)
    return try read(GGUFWriter.header(metadata: metadata, tensors: tensors))
  }

  private static let sections: (String, GGUFWriter.Value) = (
    "rope.dimension_sections", .integers([16, 24, 24, 0])
  )

  // MARK: Other names of families

  @Test(
    arguments: [
      ("exaone", "llama-3.1-8b", .llama), ("internlm2", "llama-3.1-8b", .llama),
      ("xverse", "llama-3.1-8b", .llama), ("baichuan", "llama-3.1-8b", .llama),
      ("gemma", "llama-3.2-1b", .llama), ("minicpm", "llama-3.1-8b", .granite),
      ("granitemoe", "granite-3.3-8b", .granite), ("qwen2vl", "qwen2.5-7b", .qwen2),
      ("qwen3vl", "qwen3-8b", .qwen3), ("hunyuan-dense", "qwen3-8b", .qwen3),
      ("qwen3vlmoe", "qwen3-30b-a3b", .qwen3moe),
    ] as [(String, String, Architecture)])
  func readsAnotherNameOfAFamily(name: String, id: String, family: Architecture) throws {
    let shape = try CatalogModels.named(id).shape
    let isVisual = name.hasPrefix("qwen")
    let found = try read(id, as: name, adding: isVisual ? [Self.sections] : [])
    #expect(found.diagnostics == [])
    let model = try #require(found.model)
    #expect(model.architecture == family)
    #expect(model.parameters == shape.parameters)
    let settings = try LoadSettings(contextTokens: 8192)
    #expect(model.cacheBytes(inLayer: 1, settings) == shape.cacheBytes(inLayer: 1, settings))
  }

  @Test func takesTheOperatorsOfTheOtherName() throws {
    let gemma = try #require(try read("llama-3.2-1b", as: "gemma").model).block
    #expect(gemma.scalesEmbedding && gemma.scalesQueries)
    let visual = try read("qwen3-8b", as: "qwen3vl", adding: [Self.sections])
    #expect(try #require(visual.model).block.hasFourfoldPositions)
    let dense = try #require(try read("qwen3-8b", as: "hunyuan-dense").model).block
    #expect(dense.turnsBeforeNorm && dense.queryKeyNorm == .head)
    // Baichuan turns heads by position in its model of 32 layers only; this one has 36.
    let large = try read("qwen3-8b", as: "baichuan") { tensors in
      tensors.removeAll { $0.name.contains("_norm.weight") && $0.name.contains("attn_q") }
      tensors.removeAll { $0.name.contains("attn_k_norm") }
    }
    #expect(try #require(large.model).block.hasNoPositions)
    let small = try #require(try read("llama-3.1-8b", as: "baichuan").model)
    #expect(!small.block.hasNoPositions)
  }

  /// Arcee's blocks are those of Llama without gates: 32 matrices of 4096 × 14336 fewer.
  @Test func readsAFeedForwardPartWithoutGate() throws {
    let found = try read("llama-3.1-8b", as: "arcee") { tensors in
      tensors.removeAll { $0.name.hasSuffix("ffn_gate.weight") }
    }
    #expect(found.diagnostics == [])
    let model = try #require(found.model)
    #expect(model.parameters == 8_030_261_248 - 32 * 4096 * 14_336)
  }

  /// OLMoE norms queries and keys over all heads, and does not divide the weights of its experts.
  @Test func readsNormsOverAllHeads() throws {
    let found = try read("qwen3-30b-a3b", as: "olmoe") { tensors in
      for index in tensors.indices {
        if tensors[index].name.hasSuffix("attn_q_norm.weight") { tensors[index].shape = [4096] }
        if tensors[index].name.hasSuffix("attn_k_norm.weight") { tensors[index].shape = [512] }
      }
    }
    #expect(found.diagnostics == [])
    let block = try #require(found.model).block
    #expect(block.queryKeyNorm == .width && block.routing == .plain)
  }

  @Test func asksForWhatTheLoaderOfTheNameReads() throws {
    let found = try read("qwen2.5-7b", as: "qwen2vl")
    #expect(found.model == nil)
    #expect(
      found.diagnostics.map(\.summary) == [
        "the metadata entry 'qwen2vl.rope.dimension_sections' is missing"
      ])
    let surplus = try read("llama-3.1-8b", as: "exaone") { tensors in
      tensors.append(.init("blk.3.ffn_extra.weight", [4096, 64], 0))
    }
    #expect(
      surplus.diagnostics.map(\.summary) == [
        "the tensor 'blk.3.ffn_extra.weight' of 4096 × 64 elements is none that files of the "
          + "architecture 'exaone' have"
      ])
  }

  @Test func saysWhatPicturesAdd() throws {
    let found = try read(
      "qwen3-8b", as: "qwen3vl", adding: [Self.sections, ("n_deepstack_layers", .uint32(3))])
    #expect(found.model != nil)
    #expect(
      found.diagnostics.map(\.summary) == [
        "the architecture 'qwen3vl' is sized as 'qwen3': the working buffer is without what "
          + "pictures add to the first 3 layers"
      ])
  }

  // MARK: Architectures that are not known

  /// GPT-NeoX: one matrix for queries, keys and values, no gates, norms about the mean, biases on all, and
  /// both parts side by side.
  @Test func readsBlocksByTheirTensors() throws {
    var file = PlainGGUF("gptneox", layers: 2)
    file.add("use_parallel_residual", .flag(true))
    file.add("attention.layer_norm_epsilon", .float(1e-5))
    file.outside.append(("output_norm.bias", [64]))
    for layer in 0..<2 {
      file.set(
        layer,
        [
          ("attn_norm.weight", [64]), ("attn_norm.bias", [64]), ("ffn_norm.weight", [64]),
          ("ffn_norm.bias", [64]), ("attn_qkv.weight", [64, 128]), ("attn_qkv.bias", [128]),
          ("attn_output.weight", [64, 64]), ("attn_output.bias", [64]),
          ("ffn_up.weight", [64, 128]), ("ffn_up.bias", [128]), ("ffn_down.weight", [128, 64]),
          ("ffn_down.bias", [64]),
        ])
    }
    let found = try read(file.bytes)
    #expect(found.diagnostics.map(\.id) == ["model-type-unknown"])
    #expect(
      found.diagnostics.map(\.summary) == [
        "the architecture 'gptneox' is not known; the tensors describe a plain decoder and are sized "
          + "as such"
      ])
    let model = try #require(found.model)
    let block = model.block
    #expect(block.isParallel && block.normsAboutMean && block.hasNormBias)
    #expect(block.fusesQueryKeyValue && block.hasUngatedFeedForward && block.hasFeedForwardBias)
    // 2 · 64 · 256 outside, 128 behind the last layer, 29312 in each.
    #expect(model.parameters == 91_520)
    // Two heads of 16 elements, keys and values, two bytes each.
    let settings = try LoadSettings(contextTokens: 4096)
    #expect(model.cacheBytes(inLayer: 0, settings) == 4096 * 128)
    let held = try prepared(file.bytes, model)
    #expect(held.cardBytes + held.embeddingBytes == 4 * 91_520)
  }

  /// dots.llm1: a dense layer, then experts and shared ones beside them.
  @Test func readsExpertsByTheirTensors() throws {
    var file = PlainGGUF("dots1", layers: 3)
    file.add("expert_count", .uint32(8))
    file.add("expert_used_count", .uint32(2))
    file.add("expert_shared_count", .uint32(1))
    file.add("attention.layer_norm_rms_epsilon", .float(1e-5))
    for layer in 0..<3 {
      file.append(layer, [("attn_q_norm.weight", [16]), ("attn_k_norm.weight", [16])])
      guard layer > 0 else { continue }
      file.drop(layer) { $0.hasPrefix("ffn_") && $0 != "ffn_norm.weight" }
      file.append(
        layer,
        [
          ("ffn_gate_inp.weight", [64, 8]), ("exp_probs_b.bias", [8]),
          ("ffn_gate_exps.weight", [64, 32, 8]), ("ffn_up_exps.weight", [64, 32, 8]),
          ("ffn_down_exps.weight", [32, 64, 8]), ("ffn_gate_shexp.weight", [64, 48]),
          ("ffn_up_shexp.weight", [64, 48]), ("ffn_down_shexp.weight", [48, 64]),
        ])
    }
    let found = try read(file.bytes)
    #expect(found.diagnostics.map(\.id) == ["model-type-unknown"])
    let model = try #require(found.model)
    let expected = Experts(
      count: 8, used: 2, feedForwardSize: 32, leadingDenseLayers: 1, sharedFeedForwardSize: 48)
    #expect(model.experts == expected)
    // 32832 outside, 12448 of attention and norms in each, 24576 dense, 58888 with experts in two.
    #expect(model.parameters == 212_528)
    let held = try prepared(file.bytes, model)
    #expect(held.cardBytes + held.embeddingBytes == 4 * 212_528)
  }

  /// Which layers see a window: a list in any order, a period that the loader knows, or nothing.
  @Test(
    arguments: [
      (
        "mellum", [0, 1, 1, 0], AttentionWindow(tokens: 256, limited: [false, true, true, false])
      ),
      ("mellum", [1, 1, 1, 0], AttentionWindow(tokens: 256, fullEvery: 4)),
      ("afmoe", nil, AttentionWindow(tokens: 256, fullEvery: 4)),
      (
        "smallthinker", nil,
        AttentionWindow(tokens: 256, limited: [false, true, true, true])
      ), ("starfish", nil, nil),
    ] as [(String, [Int32]?, AttentionWindow?)])
  func readsWindows(name: String, pattern: [Int32]?, window: AttentionWindow?) throws {
    var file = PlainGGUF(name, layers: 4)
    file.add("attention.sliding_window", .uint32(256))
    if let pattern { file.add("attention.sliding_window_pattern", .integers(pattern)) }
    let found = try read(file.bytes)
    let model = try #require(found.model, "\(found.diagnostics.map(\.summary))")
    #expect(model.window == window)
    // 256 and a micro-batch of 512, rounded up to 768 cells; else all of 4096.
    let settings = try LoadSettings(contextTokens: 4096)
    #expect(model.cacheBytes(inLayer: 1, settings) == (window == nil ? 4096 : 768) * 128)
    let lines: [String] = found.diagnostics.flatMap(\.help)
    let isSaid = lines.contains { $0.contains("a window of 256") }
    #expect(isSaid == (window == nil))
  }

  /// Which norms stand where: by their names, whether the parts follow each other or stand side by side.
  @Test(
    arguments: [
      ("llama-like", "attn_norm ffn_norm", false, false), ("olmo", "", false, false),
      ("falcon", "attn_norm", true, false), ("dbrx", "attn_norm attn_output_norm", false, false),
      ("gemma-like", "attn_norm ffn_norm post_attention_norm post_ffw_norm", false, true),
      ("olmo2-like", "post_attention_norm post_ffw_norm", false, true),
      ("gptoss-like", "attn_norm post_attention_norm", false, false),
    ])
  func readsNorms(name: String, norms: String, isParallel: Bool, hasPostNorms: Bool) throws {
    var file = PlainGGUF(name, layers: 2)
    for layer in 0..<2 {
      file.drop(layer) { $0.hasSuffix("_norm.weight") }
      file.append(layer, norms.split(separator: " ").map { ("\($0).weight", [64]) })
    }
    let block = try #require(try read(file.bytes).model).block
    #expect(block.isParallel == isParallel)
    #expect(block.hasPostNorms == hasPostNorms)
    #expect(block.hasAttentionNorm == (name != "olmo2-like"))
    #expect(block.hasFeedForwardNorm == !(isParallel || name == "olmo2-like"))
  }

  @Test func countsMatricesThatAPlainDecoderHasNot() throws {
    var file = PlainGGUF("afmoe", layers: 2)
    let plain = try #require(try read(file.bytes).model)
    let bytes = try prepared(file.bytes, plain).cardBytes
    file.append(0, [("attn_gate.weight", [64, 64])])
    let found = try read(file.bytes)
    #expect(Set(found.diagnostics.map(\.id)) == ["gguf-shape-differs", "model-type-unknown"])
    let model = try #require(found.model)
    #expect(try prepared(file.bytes, model).cardBytes == bytes + 4 * 64 * 64)
  }

  /// A dense part beside the experts, as Arctic's layers have: prompts would take longer than is estimated.
  @Test func refusesWorkThatAPlainDecoderHasNot() throws {
    var file = PlainGGUF("arctic-like", layers: 2)
    for layer in 0..<2 { file.append(layer, [("ffn_up_res.weight", [64, 4096])]) }
    let found = try read(file.bytes)
    #expect(found.model == nil)
    let errors = found.diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.id) == ["model-not-covered"], "\(found.diagnostics.map(\.summary))")
    #expect(errors.first?.summary.contains("'blk.0.ffn_up_res.weight' of 64 × 4096") == true)
  }

  @Test(
    arguments: [
      ("rwkv6", "time_mix_w1.weight", "linear attention"),
      ("jamba", "ssm_in.weight", "state-space layers"),
      ("plm", "attn_kv_a_mqa.weight", "multi-head latent attention"),
      ("newer", "indexer.proj.weight", "sparse attention with an indexer"),
      ("mllama", "cross_attn_q_proj.weight", "cross-attention"),
    ])
  func refusesOtherMechanisms(name: String, tensor: String, words: String) throws {
    var file = PlainGGUF(name, layers: 2)
    file.append(1, [(tensor, [64, 64])])
    let found = try read(file.bytes)
    #expect(found.model == nil)
    #expect(
      found.diagnostics.map(\.summary) == [
        "the architecture '\(name)' is not known, and the tensor 'blk.1.\(tensor)' is one of "
          + "\(words), which the engine sizes only in families that it knows"
      ])
    #expect(found.diagnostics.map(\.id) == ["model-not-covered"])
  }

  @Test func refusesWhatHasNoCache() throws {
    let named = try read(PlainGGUF("dream", layers: 2).bytes)
    #expect(
      named.diagnostics.map(\.summary) == [
        "the architecture 'dream' is that of models that llama.cpp computes without a cache, which the "
          + "engine does not size"
      ])
    var file = PlainGGUF("newer", layers: 2)
    file.add("attention.causal", .flag(false))
    #expect(
      try read(file.bytes).diagnostics.map(\.summary) == [
        "the entry 'newer.attention.causal' describes attention to tokens behind too, as of an "
          + "encoder, which the engine does not size"
      ])
    var learned = PlainGGUF("starcoder", layers: 2)
    learned.outside.append(("position_embd.weight", [64, 4096]))
    #expect(try read(learned.bytes).diagnostics.map(\.id) == ["model-not-covered"])
  }

  @Test func saysWhatAPlainDecoderWouldHave() throws {
    var file = PlainGGUF("newer", layers: 2)
    file.drop(1) { $0 == "attn_k.weight" }
    #expect(
      try read(file.bytes).diagnostics.map(\.summary) == [
        "the architecture 'newer' is not known, and of a plain decoder the tensor "
          + "'blk.1.attn_k.weight' of 64 × 32 elements is missing"
      ])
    var wide = PlainGGUF("newer", layers: 2)
    wide.drop(1) { $0 == "attn_q.weight" }
    wide.append(1, [("attn_q.weight", [64, 128])])
    #expect(
      try read(wide.bytes).diagnostics.map(\.summary) == [
        "the architecture 'newer' is not known, and of a plain decoder the tensor "
          + "'blk.1.attn_q.weight' would have 64 × 64 elements, found 64 × 128 elements"
      ])
  }

  private func prepared(_ bytes: [UInt8], _ model: LanguageModel) throws -> PreparedModel {
    let source = SourceFile(path: "model.gguf", bytes: bytes)
    return try #require(GGUFReader.read(ByteSource(source)).model).prepared(model)
  }
}

/// A header of a small decoder of any name: width 64, four query heads and two others of 16 elements,
/// feed-forward width 128, 256 tokens; all in 32 bits.
private struct PlainGGUF {
  typealias Part = (name: String, shape: [UInt64])

  let name: String
  var metadata: [(String, GGUFWriter.Value)]
  var outside: [Part] = [
    ("token_embd.weight", [64, 256]), ("output.weight", [64, 256]), ("output_norm.weight", [64]),
  ]
  var layers: [[Part]]

  init(_ name: String, layers count: Int) {
    self.name = name
    metadata = [
      ("general.architecture", .text(name)), ("tokenizer.ggml.model", .text("none")),
      ("\(name).block_count", .uint32(UInt32(count))), ("\(name).context_length", .uint32(8192)),
      ("\(name).embedding_length", .uint32(64)), ("\(name).feed_forward_length", .uint32(128)),
      ("\(name).attention.head_count", .uint32(4)),
      ("\(name).attention.head_count_kv", .uint32(2)),
    ]
    layers = [[Part]](
      repeating: [
        ("attn_norm.weight", [64]), ("ffn_norm.weight", [64]), ("attn_q.weight", [64, 64]),
        ("attn_k.weight", [64, 32]), ("attn_v.weight", [64, 32]),
        ("attn_output.weight", [64, 64]), ("ffn_gate.weight", [64, 128]),
        ("ffn_up.weight", [64, 128]), ("ffn_down.weight", [128, 64]),
      ], count: count)
  }

  mutating func add(_ key: String, _ value: GGUFWriter.Value) {
    metadata.append(("\(name).\(key)", value))
  }

  mutating func set(_ layer: Int, _ parts: [Part]) { layers[layer] = parts }

  mutating func append(_ layer: Int, _ parts: [Part]) { layers[layer] += parts }

  mutating func drop(_ layer: Int, _ isDropped: (String) -> Bool) {
    layers[layer].removeAll { isDropped($0.name) }
  }

  var bytes: [UInt8] {
    var tensors = outside.map { GGUFWriter.Tensor($0.name, $0.shape, 0) }
    for (layer, parts) in layers.enumerated() {
      tensors += parts.map { GGUFWriter.Tensor("blk.\(layer).\($0.name)", $0.shape, 0) }
    }
    return GGUFWriter.header(metadata: metadata, tensors: tensors)
  }
}
