import Diagnostics
import ModelFiles
import Sizing
import Testing

/// Configurations of known models under names that nothing knows: what the fields alone say.
@Suite("Configurations by their fields alone")
struct ConfigByFieldsTests {
  private static func read(_ text: String) -> SmallConfig.Found {
    ModelConfigReader.read(SourceFile(path: "config.json", text: text))
  }

  /// The same with other names of types and classes.
  private static func renamed(_ text: String) -> String {
    text.replacing(#/"model_type": "[^"]*"/#, with: #""model_type": "brand_new""#)
      .replacing(
        #/"architectures": \["[^"]*"\]/#, with: #""architectures": ["BrandNewForCausalLM"]"#)
  }

  private static func published(_ id: String) throws -> String {
    try #require(PublicConfig.all.first { $0.id == id }, "\(id)").text
  }

  // MARK: Published models

  private static let sized = [
    "deepseek-v2-lite", "deepseek-v3", "glm-4.5-air", "granite-4.0-h-micro", "granite-4.0-h-tiny",
    "kimi-linear-48b-a3b", "nemotron-3-nano-30b-a3b", "nemotron-3-super-120b-a12b",
    "nemotron-nano-9b-v2", "qwen3-next-80b-a3b",
  ]

  /// What stays refused, and why.
  private static let refused = [
    // A block beside that of DeepSeek V2, whose sizes only a class states in part.
    "deepseek-v3.2": "describes sparse attention with an indexer",
    "glm-5": "describes sparse attention with an indexer",
    "deepseek-v4-flash": "describes a compressed cache",
    // No field says that each layer has both attention and a state.
    "falcon-h1-7b": "describes state-space layers",
    // The class knows that the part has a gate, and its norms.
    "gemma-2-9b": "to describe a feed-forward part without a gate",
    "gemma-3n-e4b": "to describe a feed-forward part without a gate",
    "gemma-4-e2b": "to describe a feed-forward part without a gate",
    "gemma-3-4b": "the field 'num_attention_heads' is missing",
    // No field says that an expert serves every token.
    "llama-4-maverick": "describes attention within chunks",
  ]

  /// Sized, but without the biases and sinks that no field states.
  private static let incomplete = ["gpt-oss-20b"]

  @Test func looksAtEveryPublishedConfiguration() {
    let all = Set(Self.sized).union(Self.refused.keys).union(Self.incomplete)
    #expect(all == Set(PublicConfig.all.map(\.id)))
  }

  /// Parameters, what each layer caches, and its block are those that the name gives.
  @Test(arguments: sized) func sizesAModelUnderAnotherName(id: String) throws {
    let text = try Self.published(id)
    let known = try #require(Self.read(text).model).model
    let found = Self.read(Self.renamed(text))
    #expect(
      found.diagnostics.map(\.id) == ["model-type-unknown"], "\(found.diagnostics.map(\.summary))")
    let model = try #require(found.model).model
    #expect(model.parameters == known.parameters)
    #expect(model == known)
  }

  @Test(arguments: refused.keys.sorted()) func saysWhyOthersAreRefused(id: String) throws {
    let words = try #require(Self.refused[id])
    let found = Self.read(Self.renamed(try Self.published(id)))
    #expect(found.model == nil)
    let errors = found.diagnostics.filter { $0.severity == .error }.map(\.summary)
    #expect(errors.contains { $0.contains(words) }, "\(errors)")
  }

  /// Each of 24 layers has 64 sinks, 32 biases of the router and 32 experts with biases of 2,880 on gate, up
  /// and down.
  @Test(arguments: incomplete) func lacksWhatNoFieldStates(id: String) throws {
    let text = try Self.published(id)
    let known = try #require(Self.read(text).model).model
    let model = try #require(Self.read(Self.renamed(text)).model).model
    #expect(known.parameters - model.parameters == 24 * (64 + 32 + 32 * 3 * 2880))
    #expect(model.window == known.window && model.kvHeads == known.kvHeads)
  }

  // MARK: Small models

  static let latent = """
    "kv_lora_rank": 64, "qk_nope_head_dim": 32, "qk_rope_head_dim": 16, "v_head_dim": 32
    """
  static let dense = latent + #", "q_lora_rank": 96"#
  static let delta = """
    "linear_num_value_heads": 8, "linear_num_key_heads": 4, "linear_key_head_dim": 32,
    "linear_value_head_dim": 48, "linear_conv_kernel_dim": 4, "head_dim": 64
    """
  static let everyOther = """
    "layer_types": ["linear_attention", "full_attention", "linear_attention", "full_attention"]
    """
  private static let shared = SmallConfig.experts + #", "shared_expert_intermediate_size": 96"#
  static let mamba = """
    "mamba_n_heads": 16, "mamba_d_state": 32, "mamba_n_groups": 2, "mamba_d_conv": 4,
    "mamba_expand": 2
    """
  private static let convolution = """
    "conv_L_cache": 3, "layer_types": ["conv", "conv", "full_attention", "conv"]
    """

  private static let small: [(String, String, Architecture)] = [
    ("youtu", dense, .deepseek2), ("youtu_llm", latent + #", "q_lora_rank": null"#, .deepseek2),
    ("qwen3_5_text", delta + #", "attn_output_gate": true, "# + everyOther, .qwen35),
    (
      "qwen3_5_moe_text", delta + #", "attn_output_gate": true, "# + everyOther + ", " + shared,
      .qwen35moe
    ),
    ("qwen3_next", delta + #", "full_attention_interval": 2, "# + shared, .qwen3next),
    ("bamba", mamba + #", "attn_layer_indices": [1, 3]"#, .graniteHybrid),
    ("lfm2", convolution + #", "block_auto_adjust_ff_dim": false"#, .lfm2),
    (
      "lfm2_moe", convolution + #", "num_dense_layers": 2, "# + SmallConfig.experts, .lfm2moe
    ),
  ]

  @Test(arguments: small)
  func sizesASmallModelUnderAnotherName(
    type: String, fields: String, architecture: Architecture
  ) throws {
    let stated = fields + #", "tie_word_embeddings": false"#
    let known = SmallConfig.read(type, stated)
    #expect(known.diagnostics == [])
    let found = SmallConfig.read("brand_new", stated)
    #expect(
      found.diagnostics.map(\.id) == ["model-type-unknown"], "\(found.diagnostics.map(\.summary))")
    let model = try #require(found.model).model
    #expect(model == known.model?.model)
    #expect(model.architecture == architecture)
  }

  @Test(arguments: [
    (
      dense + #", "tie_word_embeddings": false"#,
      "a decoder with multi-head latent attention and are sized as 'deepseek2'"
    ),
    (
      mamba + #", "attn_layer_indices": [1, 3]"#,
      "a decoder with layers that keep a state (Mamba-2) and are sized as 'granitehybrid'"
    ),
    (
      latent + ", " + SmallConfig.experts + """
        , "q_lora_rank": null, "num_shared_experts": 1, "first_k_dense_replace": 1, "linear_attn_config":
        {"full_attn_layers": [4], "kda_layers": [1, 2, 3], "num_heads": 8, "head_dim": 64,
        "short_conv_kernel_size": 4}
        """,
      "a decoder with layers that keep a state (Kimi Delta Attention) and multi-head latent attention "
        + "and are sized as 'kimi-linear'"
    ),
  ])
  func saysWhatItIsSizedAs(fields: String, words: String) {
    #expect(
      SmallConfig.read("brand_new", fields).diagnostics.map(\.summary) == [
        "the model type 'brand_new' is not known; the fields describe \(words)"
      ])
  }

  // MARK: Latent attention without experts

  private static let youtu = ConfigFixture.plain(
    "youtu_llm", 32, 2048, 6144, 16, 16, 128_256,
    """
    "q_lora_rank": 1536, "kv_lora_rank": 512, "qk_nope_head_dim": 128, "qk_rope_head_dim": 64,
    "v_head_dim": 128, "attention_bias": false, "mlp_bias": false, "tie_word_embeddings": true
    """)

  /// Youtu LLM 2B, 1.96 billion by its publisher, under its own name, another, and that of the first family
  /// with such attention.
  @Test(arguments: ["youtu_llm", "youtu", "brand_new", "deepseek_v2"])
  func sizesLatentAttentionWithoutExperts(type: String) throws {
    let text = Self.youtu.replacing("youtu_llm", with: type)
    let model = try #require(Self.read(text).model).model
    #expect(model.architecture == .deepseek2 && model.experts == nil)
    #expect(model.parameters == 1_961_560_064)
    let settings = try LoadSettings(contextTokens: 4096)
    #expect(model.cacheBytes(inLayer: 31, settings) == 4096 * (512 + 64) * 2)
  }

  /// Experts that no layer has leave the pass as it is.
  @Test func computesAsWithAllLayersLeading() throws {
    let dense = SmallConfig.read("brand_new", Self.dense)
    let led = SmallConfig.read(
      "brand_new",
      Self.dense + ", " + SmallConfig.experts
        + #", "n_shared_experts": 1, "first_k_dense_replace": 4"#)
    let card = try #require(Card(usableBytes: 1 << 40, backend: .cudaAda))
    let settings = try LoadSettings(contextTokens: 4096)
    let plans = try [dense, led].map { found in
      try PreparedModel(try #require(found.model).model, .q4KM).plan(settings, on: [card])
    }
    #expect(plans[0].cards[0].compute > 0)
    #expect(plans[0].cards[0].compute == plans[1].cards[0].compute)
    #expect(plans[0].cards[0].cache == 4 * 4096 * (64 + 16) * 2)
  }
}
