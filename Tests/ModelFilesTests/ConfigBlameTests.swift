import Diagnostics
import ModelFiles
import Sizing
import Testing

/// Which field a refused configuration is blamed on.
@Suite("Faults of configurations")
struct ConfigBlameTests {
  private func read(_ type: String, _ fields: String) -> SmallConfig.Found {
    SmallConfig.read(type, fields)
  }

  private func expect(_ found: SmallConfig.Found, _ id: String, _ summary: String) {
    SmallConfig.expect(found, id, summary)
  }

  private static let experts = SmallConfig.experts
  private static let deltaNet =
    experts + """
      , "shared_expert_intermediate_size": 64, "linear_num_value_heads": 4,
      "linear_num_key_heads": 2, "linear_key_head_dim": 32, "linear_value_head_dim": 32,
      "linear_conv_kernel_dim": 4
      """
  private static let shared = "is missing (the experts that serve every token)"
  private static let full = (0..<4).map { _ in "\"full_attention\"" }.joined(separator: ", ")

  @Test(arguments: [
    ("qwen2_moe", experts, "the field 'shared_expert_intermediate_size' \(shared)"),
    ("hunyuan_v1_moe", experts, "the field 'num_shared_expert' \(shared)"),
    (
      "glm4_moe", experts.replacing("num_experts\"", with: "n_routed_experts\""),
      "the field 'n_shared_experts' \(shared)"
    ),
  ])
  func asksForSharedExperts(type: String, fields: String, summary: String) {
    expect(read(type, fields), "config-field-missing", summary)
  }

  @Test(arguments: [
    (
      "qwen2_moe", experts + #", "shared_expert_intermediate_size": 0"#,
      "'shared_expert_intermediate_size' is 0, expected more: each 'qwen2moe' model has shared experts"
    ),
    (
      "glm4_moe", experts + #", "n_routed_experts": 8, "n_shared_experts": 0"#,
      "'n_shared_experts' is 0, expected more: each 'glm4moe' model has shared experts"
    ),
    (
      "qwen3_next",
      deltaNet.replacing("conv_kernel_dim\": 4", with: "conv_kernel_dim\": 1"),
      "'linear_conv_kernel_dim' is 1, expected 2 to 64"
    ),
    (
      "qwen3_next", deltaNet.replacing("value_head_dim\": 32", with: "value_head_dim\": 32000"),
      "'linear_value_head_dim' is 32000, expected 1 to 4096"
    ),
  ])
  func blamesTheSizeThatIsOutOfRange(type: String, fields: String, summary: String) {
    expect(read(type, fields), "config-field-range", summary)
  }

  @Test(arguments: [
    (
      "gemma3n_text", "\"layer_types\": [\(full)], \"num_kv_shared_layers\": 2", "layer_types",
      "gemma3n"
    )
  ])
  func blamesLayersThatAreAllAlike(type: String, fields: String, name: String, family: String) {
    expect(
      read(type, fields), "config-layers",
      "'\(name)' gives every layer the same kind of attention, expected layers with a window and "
        + "layers without in the family '\(family)'")
  }

  /// llama.cpp sees all in every layer of a Gemma 3 that has no window.
  @Test(arguments: ["\"layer_types\": [\(full)]", #""sliding_window_pattern": 1"#])
  func sizesAGemmaWithoutAWindow(fields: String) throws {
    let model = try #require(read("gemma3_text", fields).model).model
    #expect(model.architecture == .gemma3 && model.window == nil)
  }

  @Test func asksForTheModelTypeBeforeItBlamesAFeature() {
    let text = ConfigFixture.plain("x", 4, 512, 1024, 8, 2, 1000, #""sliding_window": 512"#)
    let bare = text.replacing(#""model_type": "x","#, with: "")
    #expect(bare != text)
    expect(
      ModelConfigReader.read(SourceFile(path: "config.json", text: bare)), "config-field-missing",
      "the field 'model_type' is missing (the family of the model, which says how 'sliding_window' is meant)"
    )
  }

  /// Where the file names no model type, the class of the model does.
  @Test(arguments: [
    ("Qwen3MoeForCausalLM", Architecture.qwen3moe), ("GptOssForCausalLM", .gptOSS),
    ("Ernie4_5_MoeForCausalLM", .ernie45moe), ("MixtralForCausalLM", .llama),
  ])
  func takesTheModelTypeOfTheClass(name: String, architecture: Architecture) throws {
    let fields = Self.experts + #", "architectures": ["\#(name)"]"#
    let text = ConfigFixture.plain("x", 4, 512, 1024, 8, 2, 1000, fields)
    let found = ModelConfigReader.read(
      SourceFile(path: "config.json", text: text.replacing(#""model_type": "x","#, with: "")))
    #expect(found.diagnostics == [])
    #expect(try #require(found.model).model.architecture == architecture)
  }

  @Test(arguments: [
    ("GPT2LMHeadModel", "gpt2"), ("DbrxForCausalLM", "dbrx"), ("BertModel", "bert"),
  ])
  func refusesClassesOfOtherModels(name: String, type: String) {
    let text = "{\"architectures\": [\"\(name)\"], \"n_embd\": 768, \"vocab_size\": 1000}"
    let found = ModelConfigReader.read(SourceFile(path: "config.json", text: text))
    #expect(found.diagnostics.map(\.id.rawValue) == ["model-not-covered"])
    #expect(
      found.diagnostics.first?.summary.hasPrefix("the model type '\(type)' stands for") == true)
    #expect(found.diagnostics.first?.span != nil)
  }

  @Test func sizesAPlainDecoderWithoutAModelType() {
    let text = ConfigFixture.plain("x", 4, 512, 1024, 8, 2, 1000, #""x": 0"#)
    let found = ModelConfigReader.read(
      SourceFile(path: "config.json", text: text.replacing(#""model_type": "x","#, with: "")))
    #expect(found.model != nil)
    #expect(
      found.diagnostics.map(\.summary) == [
        "the file names no model type; the fields describe a plain decoder and are sized as 'llama'"
      ])
  }

  /// A field that is read itself is no misspelling of another one.
  @Test func suggestsNoFieldThatIsKnown() throws {
    let missing = Self.deltaNet.replacing(#""linear_num_key_heads": 2, "#, with: "")
    #expect(missing != Self.deltaNet)
    let found = read("qwen3_next", missing).diagnostics
    #expect(found.map(\.id.rawValue) == ["config-field-missing"])
    #expect(
      found.first?.help == ["add 'linear_num_key_heads': the key heads of the linear layers"])
    let misspelt = Self.deltaNet.replacing("linear_num_key_heads", with: "linear_num_keys_heads")
    #expect(
      read("qwen3_next", misspelt).diagnostics.first?.help
        == ["did you mean 'linear_num_key_heads' by 'linear_num_keys_heads'?"])
  }

  @Test(arguments: [
    ("mlp_only_layers", #""0""#, "a text", "a list"),
    ("quantization_config", #""awq""#, "a text", "an object"),
    ("rope_scaling", #""yarn""#, "a text", "an object"),
    ("rope_scaling", "[4.0]", "a list", "an object"),
    ("moe_layer_freq", #""1""#, "a text", "a number or a list"),
    ("sliding_window", #""4096""#, "a text", "a number"),
    ("architectures", #""LlamaForCausalLM""#, "a text", "a list"),
    ("block_configs", "{}", "an object", "a list"), ("dtype", "16", "a number", "a text"),
    ("hybrid_override_pattern", #"["M"]"#, "a list", "a text"),
    ("text_config", #""llama""#, "a text", "an object"),
  ])
  func refusesValuesOfAnotherKind(name: String, value: String, found: String, expected: String) {
    expect(
      read("llama", "\"\(name)\": \(value)"), "config-field-type",
      "found \(found) in the field '\(name)', expected \(expected)")
  }

  @Test(arguments: [
    ("rope_scaling", #"{"factor": "4.0", "rope_type": "yarn"}"#, "factor", "a number"),
    ("quantization_config", #"{"quant_method": "awq", "bits": "4"}"#, "bits", "a number"),
    ("quantization_config", #"{"quant_method": ["awq"]}"#, "quant_method", "a text"),
  ])
  func looksIntoObjects(name: String, value: String, inner: String, expected: String) {
    let found = read("llama", "\"\(name)\": \(value)").diagnostics
    #expect(found.map(\.id.rawValue) == ["config-field-type"])
    #expect(found.first?.summary.contains("in the field '\(inner)', expected \(expected)") == true)
  }

  @Test(arguments: [
    ("bert", "an encoder"), ("t5", "an encoder"), ("gpt2", "learned embeddings of positions"),
    ("falcon", "attention and feed-forward side by side"),
    ("bloom", "attention biased by distance"),
    ("dbrx", "projections whose results are clipped"),
    ("mamba", "state-space layers of the first kind (Mamba-1)"), ("zamba2", "state-space layers"),
    ("afmoe", "a gate behind attention"),
  ])
  func refusesTypesOfOtherModels(type: String, words: String) {
    let summary =
      "the model type '\(type)' stands for models with \(SmallConfig.refused(words))"
    expect(read(type, #""x": 0"#), "model-not-covered", summary)
    let bare = "{\"model_type\": \"\(type)\", \"n_embd\": 768, \"n_layer\": 12}"
    expect(
      ModelConfigReader.read(SourceFile(path: "config.json", text: bare)), "model-not-covered",
      summary)
  }

  @Test func tellsEncodersByTheirClass() {
    expect(
      read("brand_new", #""architectures": ["BrandNewForMaskedLM"]"#), "model-not-covered",
      "the field 'architectures' describes an encoder, which the engine does not size")
    let decoder = read("brand_new", #""architectures": ["BrandNewForCausalLM"]"#)
    #expect(decoder.model != nil)
  }
}
