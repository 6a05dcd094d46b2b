import Diagnostics
import ModelFiles
import Sizing
import Testing

/// What the fields of a configuration leave to the class of the model: ties, gates, norms, and whether anything
/// is chosen among its experts.
@Suite("Configurations and what their classes know")
struct ConfigClassTests {
  private func read(_ text: String) -> SmallConfig.Found {
    ModelConfigReader.read(SourceFile(path: "config.json", text: text))
  }

  private static let small = ConfigFixture.plain(
    "brand_new", 4, 512, 1024, 8, 2, 1000, #""x": 0"#)

  // MARK: Ties

  /// transformers leaves the field out where it is true, as in the base of its classes.
  @Test func tiesWhereAnUnknownFamilyDoesNotSay() throws {
    let found = read(Self.small)
    #expect(try #require(found.model).model.tiesEmbeddings)
    #expect(found.diagnostics.map(\.id) == ["model-type-unknown"])
    #expect(found.diagnostics.first?.help.first?.contains("'tie_word_embeddings'") == true)
    for name in ["tie_word_embeddings", "tie_embedding"] {
      let stated = SmallConfig.read("brand_new", "\"\(name)\": false")
      #expect(try #require(stated.model).model.tiesEmbeddings == false)
      #expect(stated.diagnostics.first?.help.isEmpty == true)
    }
  }

  @Test func tiesAsTheOuterObjectSays() throws {
    let outer = #"{"model_type": "x", "tie_word_embeddings": false, "text_config": "#
    let found = read(outer + Self.small + "}")
    #expect(try #require(found.model).model.tiesEmbeddings == false)
    #expect(found.diagnostics.first?.help.isEmpty == true)
  }

  @Test func countsAnUnknownFamilyThatTies() throws {
    let text = ConfigFixture.plain(
      "minicpm", 40, 2304, 5760, 36, 36, 122_753,
      #""scale_emb": 12, "scale_depth": 1.4, "dim_model_base": 256"#)
    #expect(try #require(read(text).model).model.parameters == 2_724_880_896)
  }

  // MARK: Gates and norms

  private static let full = [String](repeating: #""full_attention""#, count: 26)
    .joined(separator: ", ")

  private static let gemma = ConfigFixture.plain(
    "gemma", 28, 3072, 24_576, 16, 16, 256_000, #""head_dim": 256"#)

  private static let vaultGemma = ConfigFixture.plain(
    "vaultgemma", 26, 1152, 6912, 4, 4, 256_000,
    #""head_dim": 256, "sliding_window": 512, "layer_types": [\#(full)]"#)

  private static let exaone = ConfigFixture.plain(
    "exaone", 32, 4096, 14_336, 32, 8, 102_400, #""head_dim": 128, "tie_word_embeddings": false"#)

  private static let paliGemma = """
    {"architectures": ["PaliGemmaForConditionalGeneration"], "model_type": "paligemma",
     "text_config": {"hidden_size": 2048, "intermediate_size": 16384, "model_type": "gemma",
       "num_attention_heads": 8, "num_hidden_layers": 18, "num_key_value_heads": 1,
       "vocab_size": 257216},
     "vision_config": {"hidden_size": 1152, "model_type": "siglip_vision_model"}}
    """

  private static let known: [(String, Int64, Architecture)] = [
    (gemma, 8_537_680_896, .llama), (vaultGemma, 1_038_741_120, .plain),
    (exaone, 7_818_448_896, .llama), (paliGemma, 2_508_662_784, .llama),
    (graniteCode, 8_054_910_976, .llama), (nemotron4, 341_029_195_776, .starcoder2),
    (arcee, 4_619_184_640, .starcoder2),
  ]

  /// Granite 8B Code: biases of all matrices of a layer.
  private static let graniteCode = ConfigFixture.plain(
    "llama", 36, 4096, 14_336, 32, 8, 49_152,
    #""attention_bias": true, "mlp_bias": true, "tie_word_embeddings": true"#)

  /// No gates; norms with biases.
  private static let nemotron4 = ConfigFixture.plain(
    "nemotron", 96, 18_432, 73_728, 96, 8, 256_000,
    #""head_dim": 192, "attention_bias": false, "mlp_bias": false"#)

  /// No gates, and no biases.
  private static let arcee = ConfigFixture.plain(
    "arcee", 36, 2560, 18_432, 20, 4, 128_004, #""head_dim": 128"#)

  /// Activations that are used with and without a gate, and the name of an epsilon that norms of both kinds
  /// have.
  private static func withOtherNames(_ text: String) -> String {
    text.replacing(#""silu""#, with: #""gelu""#)
      .replacing(#""rms_norm_eps""#, with: #""layer_norm_epsilon""#)
  }

  @Test(arguments: known)
  func knowsTheClassesOfGatedModels(
    text: String, parameters: Int64, architecture: Architecture
  ) throws {
    let found = read(Self.withOtherNames(text))
    #expect(found.diagnostics == [])
    let model = try #require(found.model).model
    #expect(model.parameters == parameters)
    #expect(model.architecture == architecture && model.window == nil)
  }

  @Test func readsTheWindowsOfVaultGemma() throws {
    let model = try #require(SmallConfig.read("vaultgemma", #""sliding_window": 512"#).model).model
    #expect(model.window == AttentionWindow(tokens: 512, fullEvery: 2))
  }

  /// A field that only suggests a feature does not describe it.
  @Test func saysWhatFieldsOnlySuggest() {
    let activation = read(Self.small.replacing(#""silu""#, with: #""gelu""#))
    SmallConfig.expect(
      activation, "model-not-covered",
      "the field 'hidden_act' seems, by the activation that it names, to describe a feed-forward part "
        + "without a gate, which the engine does not size in such a family")
    #expect(activation.diagnostics.first?.help.first?.contains("--gguf") == true)
    let norm = read(
      Self.small.replacing(#""rms_norm_eps""#, with: #""layer_norm_epsilon""#))
    SmallConfig.expect(
      norm, "model-not-covered",
      "the field 'layer_norm_epsilon' seems, by its name, to describe norms about the mean in a family "
        + "that is not known, which the engine does not size")
    #expect(norm.diagnostics.first?.help.first?.contains("--gguf") == true)
  }

  // MARK: Experts

  /// Hunyuan 7B, as published: nothing is chosen among one expert.
  @Test func takesALoneExpertForADenseModel() throws {
    let text = ConfigFixture.plain(
      "hunyuan_v1_dense", 32, 4096, 14_336, 32, 8, 128_167,
      #"""
      "head_dim": 128, "num_experts": 1, "moe_topk": 1, "num_shared_expert": 1,
      "cla_share_factor": 2, "use_cla": false, "use_qk_norm": true, "tie_word_embeddings": true
      """#)
    let found = read(text)
    let model = try #require(found.model, "\(found.diagnostics.map(\.summary))").model
    #expect(model.experts == nil && model.architecture == .qwen3)
    #expect(model.parameters == 7_504_568_320)
  }

  /// One of another width is no dense part, and classes that are known have experts.
  @Test(arguments: [
    ("brand_new", #""moe_intermediate_size": 64"#), ("mixtral", #""x": 0"#),
  ])
  func keepsOtherLoneExperts(type: String, field: String) throws {
    let fields = #""num_local_experts": 1, "num_experts_per_tok": 1, "# + field
    #expect(try #require(SmallConfig.read(type, fields).model).model.experts?.count == 1)
  }

  private static let mixture = SmallConfig.experts + #", "n_shared_experts": 1, "is_moe_layer": "#

  @Test(arguments: ["", #", "first_k_dense_replace": 1"#])
  func readsWhichLayersHaveExperts(field: String) throws {
    let found = SmallConfig.read(
      "brand_new", Self.mixture + "[false, true, true, true]" + field)
    let model = try #require(found.model, "\(found.diagnostics.map(\.summary))").model
    #expect(model.experts?.leadingDenseLayers == 1)
  }

  @Test(arguments: [
    (
      #"[false, true, true, true], "first_k_dense_replace": 2"#, "config-fields-disagree",
      "'is_moe_layer' begins with 1 dense layer and 'first_k_dense_replace' is 2, expected one value "
        + "for both names"
    ),
    (
      "[true, false, true, true]", "model-not-covered",
      "the field 'is_moe_layer' describes dense layers between layers with experts, which the engine "
        + "does not size"
    ),
    (
      "[false, true]", "config-layer-types",
      "the list 'is_moe_layer' has 2 entries, expected one for each of the 4 layers"
    ),
    (
      "[0, 1, 1, 1]", "config-field-type",
      "found a number in the field 'is_moe_layer', expected true or false in the list"
    ),
  ])
  func refusesOtherListsOfLayersWithExperts(list: String, id: String, summary: String) {
    SmallConfig.expect(SmallConfig.read("brand_new", Self.mixture + list), id, summary)
  }

  // MARK: What is switched off or null

  @Test func refusesPlainHeadsOfALatentFamily() {
    let fields = #"""
      "n_routed_experts": 4, "num_experts_per_tok": 2, "n_shared_experts": 1,
      "moe_intermediate_size": 64, "kv_lora_rank": null, "use_mla": false
      """#
    SmallConfig.expect(
      SmallConfig.read("deepseek_v2", fields), "model-not-covered",
      "'use_mla' is false: the model has plain heads in place of multi-head latent attention, which "
        + "the engine does not size in the family 'deepseek2'")
  }

  /// The object inside has no type of its own, but a class; that around it has one which is not known.
  @Test func readsTheClassInsideBeforeTheTypeAround() throws {
    let inside = #"""
      {"architectures": ["DeepseekV3ForCausalLM"], "hidden_size": 512, "intermediate_size": 1024,
       "num_hidden_layers": 4, "num_attention_heads": 8, "vocab_size": 1000,
       "moe_intermediate_size": 64, "n_routed_experts": 8, "num_experts_per_tok": 2,
       "n_shared_experts": 1, "first_k_dense_replace": 1, "q_lora_rank": null, "kv_lora_rank": 64,
       "qk_nope_head_dim": 32, "qk_rope_head_dim": 16, "v_head_dim": 32,
       "max_position_embeddings": 4096}
      """#
    let around = #"{"model_type": "some_vl", "text_config": "#
    let found = read(around + inside + "}")
    #expect(found.diagnostics == [])
    let model = try #require(found.model)
    #expect(model.modelType == "deepseek_v3")
    #expect(model.model.latent?.keyValueRank == 64)
    // A class that names no known type says nothing.
    let plain = Self.small.replacing(
      #""model_type": "brand_new""#, with: #""architectures": ["SomeOtherForCausalLM"]"#)
    #expect(try #require(read(around + plain + "}").model).modelType == "some_vl")
  }

  /// The sizes of the parts of latent attention say nothing of plain heads.
  @Test func passesOverPartsOfLatentAttentionThatIsOff() throws {
    let fields = #"""
      "kv_lora_rank": null, "qk_nope_head_dim": 0, "qk_rope_head_dim": 0, "v_head_dim": 0,
      "use_mla": false
      """#
    let found = SmallConfig.read("brand_new", fields)
    let model = try #require(found.model, "\(found.diagnostics.map(\.summary))").model
    #expect(model.keyHeadSize == 64 && model.valueHeadSize == 64)
  }

  @Test func saysThatAFieldIsNull() {
    let sliding = #""sliding_attention""#
    let kinds = [String](repeating: sliding, count: 4).joined(separator: ", ")
    let found = SmallConfig.read(
      "brand_new", #""sliding_window": null, "layer_types": ["# + kinds + "]")
    SmallConfig.expect(
      found, "config-field-missing",
      "the field 'sliding_window' is null, expected a value (the tokens of the window that some layers "
        + "see)")
  }
}
