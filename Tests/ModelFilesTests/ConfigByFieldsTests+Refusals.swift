import Diagnostics
import ModelFiles
import Testing

/// What fields alone do not say, or say of two things that no architecture has together.
extension ConfigByFieldsTests {
  private static let contradictions: [(String, String, String)] = [
    (
      dense + #", "sliding_window": 64"#, "sliding_window",
      "attention within a sliding window, which the engine does not size in such a family"
    ),
    (
      dense + #", "index_topk": 64"#, "index_topk",
      "sparse attention with an indexer, which the engine does not size in such a family"
    ),
    (
      dense + #", "mla_use_output_gate": true"#, "mla_use_output_gate",
      "a gate behind latent attention, which the engine does not size"
    ),
    (
      dense + #", "use_mla": false"#, "kv_lora_rank",
      "multi-head latent attention, which the engine does not size in such a family"
    ),
    (
      dense + #", "zero_expert_num": 4, "n_shared_experts": 1, "first_k_dense_replace": 1, "#
        + SmallConfig.experts,
      "zero_expert_num",
      "experts that hand on what they are given, which the engine does not size"
    ),
    (
      dense + #", "linear_num_heads": 8"#, "linear_num_heads",
      "linear attention, which the engine does not size in such a family"
    ),
    (
      dense + ", " + mamba, "mamba_d_state",
      "state-space layers, which the engine does not size in such a family"
    ),
    // OLMo Hybrid, which has no gate, states what Qwen 3.5 does.
    (
      delta + ", " + everyOther, "linear_num_value_heads",
      "linear attention, which the engine does not size in such a family"
    ),
    (
      mamba, "mamba_d_state",
      "state-space layers, which the engine does not size in such a family"
    ),
    (
      #""attn_output_gate": true"#, "attn_output_gate",
      "a gate behind attention, which the engine does not size in such a family"
    ),
  ]

  @Test(arguments: contradictions)
  func refusesWhatNoArchitectureHas(fields: String, name: String, words: String) {
    SmallConfig.expect(
      SmallConfig.read("brand_new", fields), "model-not-covered",
      "the field '\(name)' describes \(words)")
  }

  /// What is absent may be the class's own.
  @Test func asksWhetherQueriesAreCompressed() {
    SmallConfig.expect(
      SmallConfig.read("brand_new", Self.latent), "config-field-missing",
      "the field 'q_lora_rank' is missing (the width of the compressed queries, null where they are "
        + "not compressed)")
  }

  @Test func refusesLatentAttentionBesideRoutedExpertsAlone() {
    SmallConfig.expect(
      SmallConfig.read(
        "brand_new", Self.dense + #", "first_k_dense_replace": 1, "# + SmallConfig.experts),
      "model-not-covered",
      "no field states experts that every token uses, which the nearest architecture, 'deepseek2', has "
        + "beside those that are chosen")
  }

  /// Lists of dense layers count beside the field for those at the start, in known families too.
  @Test(arguments: [
    (
      "brand_new", #""first_k_dense_replace": 1, "moe_layer_freq": [0, 1, 0, 1]"#,
      "model-not-covered"
    ),
    ("brand_new", #""first_k_dense_replace": 1, "mlp_only_layers": [3]"#, "model-not-covered"),
    (
      "brand_new", #""first_k_dense_replace": 1, "mlp_only_layers": [0, 1]"#,
      "config-fields-disagree"
    ),
    ("deepseek_v3", #""first_k_dense_replace": 1, "mlp_only_layers": [3]"#, "model-not-covered"),
    ("brand_new", #""n_group": 1"#, "config-field-missing"),
  ])
  func refusesLayersWhoseExpertsAreNotCertain(type: String, fields: String, id: String) {
    let found = SmallConfig.read(
      type,
      Self.dense + #", "n_shared_experts": 1, "# + SmallConfig.experts + ", " + fields)
    #expect(found.model == nil)
    let errors = found.diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.id.rawValue) == [id], "\(found.diagnostics.map(\.summary))")
  }

  /// Without a number of experts the model would be dense.
  @Test func asksForTheNumberOfExpertsInUse() {
    SmallConfig.expect(
      SmallConfig.read("deepseek_v2", Self.dense + #", "num_experts_per_tok": 2"#),
      "config-field-missing",
      "the field 'n_routed_experts' is missing (the number of experts, of which 2 are used for each "
        + "token)")
  }

  @Test func refusesTwoAttentionsInALayer() {
    SmallConfig.expect(
      SmallConfig.read("longcat_flash", Self.dense), "model-not-covered",
      "the model type 'longcat_flash' stands for models with two attentions in each layer, which the "
        + "engine does not size")
  }
}
