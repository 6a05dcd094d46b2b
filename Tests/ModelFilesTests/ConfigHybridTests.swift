import Diagnostics
import ModelFiles
import Sizing
import Testing

/// Hybrids, and latent attention with an indexer, read from configurations.
@Suite("Configurations of hybrids")
struct ConfigHybridTests {
  /// A small model of a family: four layers, 512 wide.
  private func read(
    _ type: String, _ fields: String
  ) -> (model: ConfiguredModel?, diagnostics: [Diagnostic]) {
    let text = ConfigFixture.plain(type, 4, 512, 1024, 8, 2, 1000, fields)
    return ModelConfigReader.read(SourceFile(path: "config.json", text: text))
  }

  private static let mamba = """
    "mamba_n_heads": 16, "mamba_d_state": 32, "mamba_n_groups": 2, "mamba_d_conv": 4,
    "mamba_expand": 2
    """
  private static let hybrid =
    mamba + #", "layer_types": ["mamba", "attention", "attention", "mamba"]"#
  private static let nemotron = """
    "mamba_num_heads": 16, "mamba_head_dim": 32, "ssm_state_size": 32, "n_groups": 2,
    "conv_kernel": 4, "mlp_hidden_act": "relu2"
    """
  private static let experts = """
    "n_routed_experts": 8, "num_experts_per_tok": 2, "moe_intermediate_size": 64,
    "moe_shared_expert_intermediate_size": 128, "n_shared_experts": 1
    """
  private static let latent = """
    "kv_lora_rank": 64, "qk_nope_head_dim": 32, "qk_rope_head_dim": 16, "v_head_dim": 32,
    "n_routed_experts": 8, "num_experts": 8, "num_experts_per_tok": 2, "moe_intermediate_size": 64,
    "n_shared_experts": 1
    """
  private static let kimi =
    latent + """
      , "linear_attn_config": {"full_attn_layers": [4], "kda_layers": [1, 2, 3], "num_heads": 8,
      "head_dim": 64, "short_conv_kernel_size": 4}
      """

  @Test(arguments: [
    ("granitemoehybrid", hybrid, Architecture.graniteHybrid),
    (
      "granitemoehybrid",
      mamba + #", "layer_types": ["attention", "full_attention", "attention", "attention"]"#,
      .granite
    ),
    ("bamba", mamba + #", "attn_layer_indices": [1]"#, .graniteHybrid),
    ("falcon_h1", mamba, .falconH1),
    ("nemotron_h", nemotron + #", "hybrid_override_pattern": "M-*-""#, .nemotronH),
    // Experts that the class assumes and no layer has.
    ("nemotron_h", nemotron + ", " + experts + #", "hybrid_override_pattern": "M-*-""#, .nemotronH),
    (
      "nemotron_h", nemotron + ", " + experts + #", "hybrid_override_pattern": "ME*-""#,
      .nemotronHMoE
    ),
    (
      "nemotron_h",
      nemotron + ", " + experts
        + #", "layers_block_type": ["linear_attention", "moe", "full_attention", "mlp"]"#,
      .nemotronHMoE
    ),
    ("kimi_linear", kimi, .kimiLinear), ("deepseek_v32", latent, .deepseek32),
    ("glm_moe_dsa", latent, .glmDSA),
  ])
  func choosesTheArchitecture(type: String, fields: String, architecture: Architecture) throws {
    let found = read(type, fields)
    #expect(found.diagnostics == [])
    #expect(try #require(found.model).model.architecture == architecture)
  }

  @Test func readsMambaByEitherSpelling() throws {
    let expected = Recurrence(
      kind: .mamba2, heads: 16, headSize: 64, stateSize: 32, convolutionChannels: 1152)
    #expect(try #require(read("granitemoehybrid", Self.hybrid).model).model.recurrence == expected)
    let stated = Self.nemotron + #", "hybrid_override_pattern": "M-*-""#
    let model = try #require(read("nemotron_h", stated).model).model
    #expect(model.recurrence?.headSize == 32)
    #expect(model.pattern == .listed([.recurrence, .feedForward, .attention, .feedForward]))
    #expect(model.keyHeadSize == 128)
  }

  @Test func readsNumbersOfTheLayersWithAttention() throws {
    let found = read("bamba", Self.mamba + #", "attn_layer_indices": [0, 2]"#)
    let model = try #require(found.model).model
    #expect(model.pattern == .listed([.attention, .recurrence, .attention, .recurrence]))
    #expect(model.feedForwardSize == 1024 && model.experts == nil)
  }

  @Test func normsTheStateWhereTheFieldSaysSo() throws {
    for (field, norms) in [("", false), (#", "mamba_rms_norm": true"#, true)] {
      let model = try #require(read("falcon_h1", Self.mamba + field).model).model
      #expect(model.block.hasRecurrentNorm == norms)
    }
  }

  @Test(arguments: [
    ("", []), (#", "index_topk_freq": 1"#, []),
    (#", "index_topk_freq": 2"#, [false, false, true, false]),
    (#", "index_topk_pattern": "FSSF""#, [false, true, true, false]),
    (
      #", "indexer_types": ["full", "full", "shared", "shared"]"#, [false, false, true, true]
    ), (#", "indexer_types": ["full", "full", "full", "full"]"#, []),
  ])
  func readsWhichLayersShareAChoice(field: String, sharing: [Bool]) throws {
    let found = read("glm_moe_dsa", Self.latent + field)
    #expect(found.diagnostics == [])
    let indexer = try #require(found.model?.model.latent?.indexer)
    #expect(indexer == SparseIndexer(heads: 32, keySize: 128, chosen: 2048, sharing: sharing))
  }

  /// A size may be made up of several fields: named is the one that is too large, or not above zero.
  @Test(arguments: [
    ("qk_rope_head_dim", #"": 16"#, #"": 90000"#), ("qk_nope_head_dim", #"": 32"#, #"": 90000"#),
    ("v_head_dim", #"": 32"#, #"": 90000"#), ("kv_lora_rank", #"": 64"#, #"": 900000"#),
  ])
  func namesTheFieldThatIsOutOfRange(name: String, before: String, after: String) throws {
    let found = read(
      "deepseek_v32", Self.latent.replacing("\(name)\(before)", with: "\(name)\(after)"))
    #expect(found.diagnostics.map(\.id.rawValue) == ["config-field-range"])
    #expect(try #require(found.diagnostics.first).summary.hasPrefix("'\(name)' is 90000"))
  }

  @Test(arguments: [
    ("granitemoehybrid", mamba, "config-layers"),
    (
      "granitemoehybrid", mamba + #", "layer_types": ["mamba", "attention"]"#,
      "config-layer-types"
    ),
    ("granitemoehybrid", hybrid + #", "mamba_d_head": 32"#, "config-fields-disagree"),
    ("granitemoehybrid", hybrid + #", "mamba_proj_bias": true"#, "model-not-covered"),
    ("falcon_h1", mamba + #", "mamba_d_ssm": 1000"#, "config-fields-disagree"),
    ("falcon_h1", mamba + #", "mamba_conv_bias": false"#, "model-not-covered"),
    ("falcon_h1", #""mamba_d_state": 32"#, "config-field-missing"),
    ("nemotron_h", nemotron + #", "hybrid_override_pattern": "M-*""#, "config-layer-types"),
    ("nemotron_h", nemotron + #", "hybrid_override_pattern": "M-x-""#, "config-layer-types"),
    ("nemotron_h", nemotron + #", "hybrid_override_pattern": "ME*-""#, "config-experts"),
    ("kimi_linear", kimi.replacing("[4]", with: "[3, 4]"), "config-layer-types"),
    ("kimi_linear", kimi.replacing("[4]", with: "[]"), "config-layer-types"),
    ("kimi_linear", kimi + #", "mla_use_output_gate": true"#, "model-not-covered"),
    ("kimi_linear", latent, "config-field-missing"),
    ("glm_moe_dsa", latent + #", "index_topk_pattern": "FS""#, "config-layer-types"),
    ("glm_moe_dsa", latent + #", "q_lora_rank": null"#, "config-layers"),
    (
      "glm_moe_dsa",
      latent + """
        , "first_k_dense_replace": 2, "mlp_layer_types": ["dense", "sparse", "sparse", "sparse"]
        """, "config-fields-disagree"
    ),
    ("jamba", #""mamba_d_state": 16, "attn_layer_period": 8"#, "model-not-covered"),
    ("bamba", mamba, "config-layers"),
    ("bamba", mamba + #", "attn_layer_indices": [4]"#, "config-layer-types"),
    ("zamba2", mamba, "model-not-covered"),
  ])
  func refusesWhatContradictsItself(type: String, fields: String, id: String) {
    let found = read(type, fields)
    #expect(found.model == nil)
    let errors = found.diagnostics.filter { $0.severity == .error }
    #expect(Set(errors.map(\.id.rawValue)) == [id], "\(found.diagnostics.map(\.summary))")
    #expect(errors.allSatisfy { $0.span != nil })
  }

  private static let deltaNet = """
    "num_experts": 8, "num_experts_per_tok": 2, "moe_intermediate_size": 64,
    "shared_expert_intermediate_size": 64, "linear_num_value_heads": 32,
    "linear_num_key_heads": 15, "linear_key_head_dim": 32, "linear_value_head_dim": 32,
    "linear_conv_kernel_dim": 4
    """

  @Test(arguments: [
    (
      "qwen3_next", deltaNet,
      "32 value heads of the linear layers are no multiple of 15 key heads"
    ),
    (
      "falcon_h1", mamba.replacing(#""mamba_n_groups": 2"#, with: #""mamba_n_groups": 3"#),
      "16 heads of the state space are no multiple of 3 groups"
    ),
    (
      "nemotron_h",
      nemotron.replacing(#""n_groups": 2"#, with: #""n_groups": 5"#)
        + #", "hybrid_override_pattern": "M-*-""#,
      "16 heads of the state space are no multiple of 5 groups"
    ),
  ])
  func namesHeadsOfAStateThatDoNotDivide(type: String, fields: String, summary: String) throws {
    let found = read(type, fields)
    #expect(found.model == nil)
    #expect(found.diagnostics.map(\.summary) == [summary])
    let fault = try #require(found.diagnostics.first)
    #expect(fault.id.rawValue == "config-heads" && fault.span != nil)
    #expect(fault.notes.first?.span != nil)
  }
}
