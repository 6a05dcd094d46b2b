import Diagnostics
import ModelFiles
import Sizing
import Testing

/// Configurations of families that are not known, and what fields of theirs would be passed over.
@Suite("Configurations of unknown families")
struct ConfigUnknownTests {
  private func read(_ fields: String, type: String = "brand_new") -> SmallConfig.Found {
    SmallConfig.read(type, fields)
  }

  private func expect(_ found: SmallConfig.Found, _ id: String, _ summary: String) {
    SmallConfig.expect(found, id, summary)
  }

  private static let experts = SmallConfig.experts

  private static let features: [(String, String)] = [
    (#""total_ut_steps": 4"#, "layers that run several times, each time with a cache of its own"),
    (#""num_loops": 2"#, "layers that run several times, each time with a cache of its own"),
    (
      #""recurrence_depth": 8"#,
      "layers that run several times, each time with a cache of its own"
    ),
    (#""use_cla": true"#, "layers that read another layer's keys and values"),
    (#""cla_share_factor": 2"#, "layers that read another layer's keys and values"),
    (#""use_yoco": true"#, "layers that read another layer's keys and values"),
    (#""decoder_retention_heads": 8"#, "linear attention"),
    (#""retention_heads": 8"#, "linear attention"), (#""lru_width": 512"#, "state-space layers"),
    (#""n_experts": 8, "top_k": 2"#, "experts under names that are not known"),
    (#""moe_intermediate_size": 64"#, "experts under names that are not known"),
    (#""use_moe": true"#, "experts under names that are not known"),
    (#""rope_widths": [64, 64, 32, 64]"#, "layers of different shapes"),
    (
      #""H_cycles": 2"#, "layers that run several times, each time with a cache of its own"
    ),
    (#""local_attention_window": 64"#, "a window under a name that is not known"),
    (#""attnWindowSize": 64"#, "a window under a name that is not known"),
    (#""sliding_window_pattern": 3"#, "a window under a name that is not known"),
    (#""global_attn_every_n_layers": 3"#, "a window under a name that is not known"),
    (#""attn_layer_period": 8"#, "layers of another kind between those with attention"),
    (#""layer_group_size": 5"#, "layers of another kind between those with attention"),
    (#""attention_every": 4"#, "layers of another kind between those with attention"),
    (#""per_layer_config": {"1": {"head_dim": 128}}"#, "layers of different shapes"),
  ]

  @Test(arguments: features)
  func refusesWhatFieldsSeemToSay(fields: String, words: String) {
    let name = fields.dropFirst().prefix { $0 != "\"" }
    expect(
      read(fields), "model-not-covered",
      "the field '\(name)' describes \(SmallConfig.refused(words))")
  }

  @Test(arguments: [
    ("moe_layers", "[1, 3]", "dense layers between layers with experts"),
    ("moe_layer_period", "2", "dense layers between layers with experts"),
    ("expert_layer_offset", "1", "dense layers between layers with experts"),
    ("n_shared_expert", "1", "experts that every token uses"),
    ("share_expert_dim", "64", "experts that every token uses"),
    ("parallel_attn_mlp_res", "true", "a dense feed-forward part beside the experts"),
  ])
  func refusesExpertsOfOtherLayers(name: String, value: String, words: String) {
    expect(
      read(Self.experts + ", \"\(name)\": \(value)"), "model-not-covered",
      "the field '\(name)' describes \(SmallConfig.refused(words))")
  }

  /// These are written into files where they are off, or say nothing of memory.
  @Test(arguments: [
    #""total_ut_steps": 1, "num_loops": 0"#, #""use_cla": false, "cla_share_factor": 2"#,
    #""num_local_experts": 0, "num_experts_per_tok": 0"#, #""moe_aux_loss_coef": 0.001"#,
    #""attention_window": 131072"#, #""use_local_attention": false"#,
    #""num_local_experts": null, "num_experts_per_tok": null"#,
    #""attn_layer_period": 1, "layer_group_size": 1, "nope_layer_interval": 4"#,
    #""use_moe": false, "n_experts": null"#, #""ut_name": "x""#, #""x_list": [1, 1, 1, 1]"#,
    experts + #", "moe_layers": [0, 1, 2, 3], "moe_router_scale": 1"#,
  ])
  func passesOverWhatIsOff(fields: String) {
    let found = read(fields)
    #expect(found.model != nil)
    #expect(found.diagnostics.map(\.id) == ["model-type-unknown"], "\(found.diagnostics)")
  }

  /// Known families can have them as little.
  @Test func refusesSharedCachesOfKnownFamilies() {
    let fields = """
      "num_experts": 4, "moe_topk": [2, 2, 2, 2], "num_shared_expert": [1, 1, 1, 1],
      "moe_intermediate_size": [64, 64, 64, 64], "cla_share_factor": 2, "use_cla":
      """
    #expect(read(fields + " false", type: "hunyuan_v1_moe").model != nil)
    expect(
      read(fields + " true", type: "hunyuan_v1_moe"), "model-not-covered",
      "the field 'use_cla' describes layers that read another layer's keys and values, which the "
        + "engine does not size")
  }

  @Test(arguments: ["brand_new", "mixtral", "llama"])
  func refusesNoExpertsOfWhichSomeAreUsed(type: String) {
    expect(
      read(#""num_local_experts": 0, "num_experts_per_tok": 2"#, type: type), "config-experts",
      "2 experts are used for each token, but 'num_local_experts' is 0")
  }

  /// A `null` is no number of experts: it stands for the class's where that has some, else for none.
  @Test func takesNullForUnsaid() throws {
    expect(
      read(#""num_local_experts": null, "num_experts_per_tok": 2"#), "config-experts",
      "2 experts are used for each token, but 'num_local_experts' is null")
    let fields = #""num_local_experts": null, "num_experts_per_tok": 2"#
    #expect(try #require(read(fields, type: "mixtral").model).model.experts?.count == 8)
    let width = #""num_experts": 8, "num_experts_per_tok": 2, "moe_intermediate_size": null"#
    let model = try #require(read(width, type: "qwen3_moe").model).model
    #expect(model.experts?.feedForwardSize == 768)
  }

  /// What known families have is read in others too: experts that serve every token, and leading layers
  /// without any.
  @Test func sizesAMixtureOfAnUnknownFamily() throws {
    let fields =
      Self.experts
      + #", "n_shared_experts": 2, "first_k_dense_replace": 1, "attention_bias": false"#
    let found = read(fields)
    #expect(
      found.diagnostics.map(\.summary) == [
        "the model type 'brand_new' is not known; the fields describe a decoder with experts that "
          + "every token uses and are sized as 'glm4moe'"
      ])
    let model = try #require(found.model).model
    let experts = try #require(model.experts)
    #expect(experts.sharedFeedForwardSize == 128 && experts.leadingDenseLayers == 1)
    #expect(!model.block.hasQueryKeyValueBias && model.kvHeads == 2)
    expect(
      read(fields + #", "kv_lora_rank": 64"#), "model-not-covered",
      "the field 'kv_lora_rank' describes \(SmallConfig.refused("multi-head latent attention"))")
  }

  @Test func comparesTheNamesOfUsedExperts() {
    expect(
      read(Self.experts + #", "experts_per_token": 4"#), "config-fields-disagree",
      "'experts_per_token' is 4 and 'num_experts_per_tok' is 2, expected one value for both names")
  }

  @Test func readsTheElementsOfAHeadByOtherNames() throws {
    #expect(try #require(read(#""head_size": 96"#).model).model.keyHeadSize == 96)
  }

  /// The class has them always, whatever else the file says.
  @Test func refusesAMixtureWithoutExperts() {
    expect(
      read(#""num_local_experts": 0"#, type: "mixtral"), "config-experts",
      "models of the type 'mixtral' have experts, but 'num_local_experts' is 0")
  }

  @Test(arguments: [
    ("qwen", "a feed-forward width that counts gate and values together"),
    ("retnet", "linear attention"), ("jetmoe", "experts in attention"),
  ])
  func refusesTypesWhoseFieldsMeanSomethingElse(type: String, words: String) {
    expect(
      read(#""x": 0"#, type: type), "model-not-covered",
      "the model type '\(type)' stands for models with \(SmallConfig.refused(words))")
  }

  /// A value's width may differ from a key's.
  @Test func readsTheWidthOfValues() throws {
    let model = try #require(read(#""head_dim": 96, "v_head_dim": 64"#).model).model
    #expect(model.keyHeadSize == 96)
    #expect(model.valueHeadSize == 64)
  }

  /// These names speak of queries, keys and values alone.
  @Test(arguments: ["qkv_bias", "use_qkv_bias", "add_qkv_bias"])
  func givesNoBiasToTheOutputOfAttention(name: String) throws {
    let model = try #require(read("\"\(name)\": true").model).model
    #expect(model.block.hasQueryKeyValueBias)
    #expect(!model.block.hasAttentionOutputBias)
  }

  // MARK: Heads and lists

  @Test(arguments: [
    "LlamaForSequenceClassification", "LlamaForTokenClassification", "LlamaForQuestionAnswering",
    "LlamaForRewardModel", "LlamaForProcessRewardModel", "InternLM2ForRewardModel",
  ])
  func refusesOtherHeads(name: String) {
    expect(
      read("\"architectures\": [\"\(name)\"]", type: "llama"), "model-not-covered",
      "'\(name)' in 'architectures' is a model with another head than an output matrix, which the "
        + "engine does not size")
  }

  @Test func refusesAModelWithoutAnOutputMatrix() {
    expect(
      read(#""architectures": ["MistralModel"]"#, type: "mistral"), "model-not-covered",
      "'MistralModel' in 'architectures' is by its name a model without an output matrix, which the "
        + "engine does not size")
    let code = #""architectures": ["BrandNewModel"], "auto_map": {"AutoModelForCausalLM": "x.Y"}"#
    #expect(read(code).model != nil)
    expect(
      read(#""architectures": [1]"#, type: "llama"), "config-field-type",
      "found a number in the field 'architectures', expected a text in the list")
  }

  @Test(arguments: [
    ("llama", "layer_types", #"["full_attention"]"#, 1), ("llama", "layer_types", "[]", 0),
    ("brand_new", "layer_types", #"["full_attention", "full_attention", "full_attention"]"#, 3),
    ("smollm3", "no_rope_layers", "[1, 1, 1, 0, 1]", 5),
    ("minimax_m2", "attn_type_list", "[1, 1]", 2),
  ])
  func countsTheEntriesOfLists(type: String, name: String, list: String, count: Int) {
    expect(
      read(Self.experts + ", \"\(name)\": \(list)", type: type), "config-layer-types",
      "the list '\(name)' has \(count) entries, expected one for each of the 4 layers")
  }

  private static let entries: [(String, String)] = [
    (
      experts
        + #", "layer_types": ["full_attention", "fulll_attention", "full_attention", "full_attention"]"#,
      "the list 'layer_types' has the kind 'fulll_attention', which is not known"
    ),
    (
      experts + #", "mlp_layer_types": ["dense", "sparce", "sparse", "sparse"]"#,
      "the list 'mlp_layer_types' has the kind 'sparce', expected 'dense' or 'sparse'"
    ),
    (
      experts + #", "moe_layer_freq": [0, 2, 1, 1]"#,
      "the list 'moe_layer_freq' has the entry 2, expected 0 or 1 for each layer"
    ),
    (
      experts + #", "mlp_only_layers": [0, 4]"#,
      "the list 'mlp_only_layers' has the entry 4, expected a layer from 0 to 3"
    ),
    (
      experts + #", "mlp_only_layers": ["0"]"#,
      "the list 'mlp_only_layers' has the entry a text, expected a layer from 0 to 3"
    ),
  ]

  @Test(arguments: entries)
  func blamesEntriesThatNoListHas(fields: String, summary: String) {
    expect(read(fields, type: "qwen3_moe"), "config-layer-types", summary)
  }

  @Test func suggestsTheKindOfLayer() {
    let kinds = #"["full_atention", "full_attention", "full_attention", "full_attention"]"#
    #expect(
      read("\"layer_types\": \(kinds)").diagnostics.first?.help.first
        == "did you mean 'full_attention'?")
  }

  @Test(arguments: [
    ("factor", "-4", "4096"), ("factor", "0", "4096"), ("factor", "0.0", "4096"),
    ("original_max_position_embeddings", "4.0", "0"),
    ("original_max_position_embeddings", "4.0", "-1"),
  ])
  func refusesScalingsThatAreNone(name: String, factor: String, original: String) {
    let value = name == "factor" ? factor : original
    let scaling =
      "{\"rope_type\": \"yarn\", \"factor\": \(factor), "
      + "\"original_max_position_embeddings\": \(original)}"
    for field in ["\"rope_scaling\": \(scaling)", "\"rope_parameters\": {\"full\": \(scaling)}"] {
      expect(
        read(field, type: "llama"), "config-field-range",
        "'\(name)' is \(value), expected a number above 0")
    }
  }

  /// The class gives the last layer no window, which each sixth of 35 layers does not.
  @Test func asksForTheLayersWithAWindow() {
    let text = ConfigFixture.plain(
      "gemma4_text", 35, 1536, 6144, 8, 1, 262_144,
      #""sliding_window": 512, "num_kv_shared_layers": 20, "hidden_size_per_layer_input": 256"#)
    let found = ModelConfigReader.read(SourceFile(path: "config.json", text: text))
    expect(
      found, "config-field-missing",
      "the field 'layer_types' is missing (which layers have a window; each 6th without one, as where "
        + "it is absent, does not fit the other fields)")
  }
}
