import Diagnostics
import ModelFiles
import Sizing
import TestSupport
import Testing

/// What absent fields of published configurations stand for.
@Suite("Defaults of configurations")
struct ConfigDefaultTests {
  private func read(
    _ text: String
  ) -> (model: ConfiguredModel?, diagnostics: [Diagnostic]) {
    ModelConfigReader.read(SourceFile(path: "config.json", text: text))
  }

  private func plain(_ type: String, _ fields: String) throws -> LanguageModel {
    let found = read(ConfigFixture.plain(type, 4, 512, 1024, 8, 2, 1000, fields))
    #expect(found.diagnostics == [])
    return try #require(found.model).model
  }

  @Test(arguments: [
    ("llama", false), ("mistral", false), ("qwen2", false), ("qwen3", false), ("phi3", false),
    ("glm4", false), ("granite", false), ("exaone4", false), ("falcon_h1", false),
    ("gemma2", true), ("gemma3_text", true), ("cohere", true), ("cohere2", true),
    ("smollm3", true), ("starcoder2", true), ("ernie4_5", true), ("gemma", true),
    ("vaultgemma", true), ("exaone", true),
  ])
  func tiesAsTheClassDoes(type: String, ties: Bool) throws {
    let mamba = """
      "mamba_n_heads": 16, "mamba_d_state": 32, "mamba_n_groups": 2, "mamba_d_conv": 4,
      "mamba_expand": 2
      """
    #expect(try plain(type, type == "falcon_h1" ? mamba : "\"x\": 0").tiesEmbeddings == ties)
    #expect(
      try plain(type, (type == "falcon_h1" ? mamba + ", " : "") + #""tie_word_embeddings": true"#)
        .tiesEmbeddings)
  }

  @Test(arguments: [
    ("mistral", #""head_dim": null"#, 64), ("llama", #""x": 0"#, 64), ("qwen2", #""x": 0"#, 64),
    ("qwen3", #""x": 0"#, 128), ("glm4", #""x": 0"#, 128), ("ministral3", #""x": 0"#, 128),
    ("gemma2", #""x": 0"#, 256), ("qwen3", #""head_dim": 32"#, 32),
  ])
  func takesTheHeadOfTheClass(type: String, fields: String, size: Int64) throws {
    #expect(try plain(type, fields).keyHeadSize == size)
  }

  /// Other numbers in their place would give another model, several times as large.
  @Test func takesKeyHeadsAndExpertsOfTheClass() throws {
    func model(_ type: String, _ fields: String) throws -> LanguageModel {
      let text = ConfigFixture.plain(type, 4, 512, 6144, 32, 99, 1000, fields)
      let found = read(text.replacing(#""num_key_value_heads": 99,"#, with: ""))
      #expect(found.diagnostics == [])
      return try #require(found.model).model
    }
    let mixtral = try model("mixtral", #""num_experts_per_tok": 2"#)
    #expect(mixtral.kvHeads == 8)
    #expect(mixtral.experts?.count == 8 && mixtral.experts?.feedForwardSize == 6144)
    let qwen = try model("qwen3_moe", #""num_experts": 16, "num_experts_per_tok": 2"#)
    #expect(qwen.kvHeads == 4 && qwen.experts?.feedForwardSize == 768)
    #expect(try model("llama", #""x": 0"#).kvHeads == 32)
  }

  /// Where a class states no width, that of dense layers is none of experts beside shared ones.
  @Test func asksForTheWidthOfExperts() {
    let found = read(
      ConfigFixture.plain(
        "qwen2_moe", 4, 512, 6144, 8, 2, 1000,
        """
        "num_experts": 16, "num_experts_per_tok": 2, "shared_expert_intermediate_size": 512
        """))
    #expect(found.model == nil)
    #expect(found.diagnostics.map(\.id) == ["config-field-missing"])
    #expect(found.diagnostics.first?.summary.contains("'moe_intermediate_size'") == true)
  }

  @Test(arguments: [
    ("qwen2", #""use_sliding_window": false, "sliding_window": 4096"#),
    ("qwen2", #""sliding_window": 4096, "max_window_layers": 4"#),
    ("qwen3", #""sliding_window": 4096"#), ("phi3", #""sliding_window": 2047"#),
    ("smollm3", #""sliding_window": 4096"#),
  ])
  func leavesWindowsOutThatTheGraphHasNot(type: String, fields: String) throws {
    #expect(try plain(type, fields).window == nil)
  }

  @Test(arguments: [
    ("glm4", "\"x\": 0", true), ("glm4", #""attention_bias": false"#, false),
    ("qwen2", "\"x\": 0", true), ("llama", "\"x\": 0", false),
    ("seed_oss", "\"x\": 0", true),
  ])
  func biasesAsTheClassDoes(type: String, fields: String, hasBias: Bool) throws {
    let block = try plain(type, fields).block
    #expect(block.hasQueryKeyValueBias == hasBias)
    #expect(!block.hasAttentionOutputBias)
  }

  @Test func normsGLMOnlyWhereItSaysSo() throws {
    let experts = """
      "n_routed_experts": 4, "num_experts_per_tok": 2, "n_shared_experts": 1,
      "moe_intermediate_size": 64
      """
    let model = try plain("glm4_moe", experts)
    #expect(model.block.queryKeyNorm == .none && !model.block.hasQueryKeyValueBias)
    #expect(model.experts?.leadingDenseLayers == 1)
    #expect(try plain("glm4_moe", experts + #", "use_qk_norm": true"#).block.queryKeyNorm == .head)
  }

  /// An object inside leaves out what equals its class; the outermost object states it.
  @Test func takesSizesOfTheClassInsideOnly() throws {
    let text = """
      {"architectures": ["LlavaForConditionalGeneration"], "model_type": "llava",
       "text_config": {"_name_or_path": "lmsys/vicuna-7b-v1.5", "max_position_embeddings": 4096,
         "model_type": "llama", "rms_norm_eps": 1e-05, "torch_dtype": "float16",
         "vocab_size": 32064},
       "vision_config": {"hidden_size": 1024, "model_type": "clip_vision_model"}}
      """
    let found = read(text)
    #expect(found.diagnostics == [])
    let model = try #require(found.model).model
    let expected = try LanguageModel(
      architecture: .llama, layers: 32, hiddenSize: 4096, feedForwardSize: 11_008, queryHeads: 32,
      kvHeads: 32, keyHeadSize: 128, valueHeadSize: 128, vocabularySize: 32_064,
      tiesEmbeddings: false, contextLimit: 4096)
    #expect(model == expected)
    let bare = #"{"model_type": "llama", "vocab_size": 32064, "rms_norm_eps": 1e-05}"#
    let refused = read(bare)
    #expect(refused.model == nil)
    #expect(Set(refused.diagnostics.map(\.id)) == ["config-field-missing"])
  }

  /// Mamba-Codestral 7B is what its class is; the outermost object states its sizes.
  @Test func takesAStateSpaceOfTheClassInsideOnly() throws {
    let found = read(
      #"{"model_type": "brand_new", "text_config": {"model_type": "mamba2"}}"#)
    #expect(found.diagnostics == [])
    let model = try #require(found.model).model
    let expected = try LanguageModel(
      architecture: .mamba2, layers: 64, hiddenSize: 4096, feedForwardSize: 0, queryHeads: 1,
      kvHeads: 1, keyHeadSize: 256, valueHeadSize: 256, vocabularySize: 32_768,
      tiesEmbeddings: false,
      recurrence: Recurrence(
        kind: .mamba2, heads: 128, headSize: 64, stateSize: 128,
        convolutionChannels: 8192 + 2 * 8 * 128, convolutionWidth: 4))
    #expect(model == expected)
    let refused = read(#"{"model_type": "mamba2"}"#)
    #expect(refused.model == nil)
    #expect(Set(refused.diagnostics.map(\.id)) == ["config-field-missing"])
  }

  @Test func namesTheFamilyOutside() throws {
    let found = read(
      """
      {"model_type": "gemma3", "text_config": {"hidden_size": 2560, "intermediate_size": 10240,
        "num_hidden_layers": 34, "sliding_window": 1024}}
      """)
    #expect(found.diagnostics == [])
    let shape = try CatalogModels.named("gemma-3-4b").shape.withoutContextLimit()
    #expect(try #require(found.model).model.withoutContextLimit() == shape)
  }
}
