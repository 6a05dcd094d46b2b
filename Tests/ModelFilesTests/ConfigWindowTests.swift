import Diagnostics
import ModelFiles
import Sizing
import TestSupport
import Testing

/// Windows that llama.cpp leaves unused, and heads of layers that see all.
@Suite("Windows of configurations")
struct ConfigWindowTests {
  private static let sliding = "\"sliding_attention\""
  private static let full = "\"full_attention\""

  /// Runtimes that follow the model's own code keep to the window; llama.cpp has none.
  @Test(arguments: [
    ("mistral", #""sliding_window": 4096"#, UnusedWindow(tokens: 4096)),
    ("phi3", #""sliding_window": 2047"#, UnusedWindow(tokens: 2047)),
    (
      "qwen2", #""sliding_window": 4096, "use_sliding_window": true, "max_window_layers": 3"#,
      UnusedWindow(tokens: 4096, layers: [false, false, false, true])
    ),
    (
      "qwen3",
      "\"sliding_window\": 64, \"use_sliding_window\": true, "
        + "\"layer_types\": [\(sliding), \(full), \(sliding), \(full)]",
      UnusedWindow(tokens: 64, layers: [true, false, true, false])
    ),
  ])
  func keepsTheWindowForOtherRuntimes(type: String, fields: String, window: UnusedWindow) throws {
    let found = SmallConfig.read(type, fields)
    #expect(found.diagnostics == [])
    let model = try #require(found.model?.model)
    #expect(model.window == nil)
    #expect(model.unusedWindow == window)
  }

  @Test(arguments: [
    ("mistral", #""sliding_window": null"#), ("mistral", #""sliding_window": 262144"#),
    ("qwen2", #""sliding_window": 4096"#),
    ("qwen2", #""sliding_window": 4096, "use_sliding_window": false"#),
    ("qwen2", #""sliding_window": 4096, "use_sliding_window": true"#),
  ])
  func hasNoWindow(type: String, fields: String) throws {
    #expect(try #require(SmallConfig.read(type, fields).model).model.unusedWindow == nil)
  }

  // MARK: Gemma 4

  private static let kinds = "\"layer_types\": [\(sliding), \(full), \(sliding), \(full)]"

  private static func layers(_ entries: String) -> String {
    #""sliding_window": 512, "attention_k_eq_v": true, "# + kinds
      + ", \"per_layer_config\": {\(entries)}"
  }

  /// Newer files state the heads of layers that see all layer by layer, older ones once.
  @Test(arguments: ["gemma4_text", "gemma4_unified_text"])
  func readsTheHeadsOfLayersThatSeeAll(type: String) throws {
    let own = #"{"head_dim": 512, "num_key_value_heads": 1}"#
    let found = SmallConfig.read(type, Self.layers("\"1\": \(own), \"3\": \(own)"))
    #expect(found.diagnostics == [])
    let window = AttentionWindow(tokens: 512, fullEvery: 2, fullKVHeads: 1, fullHeadSize: 512)
    #expect(try #require(found.model).model.window == window)
    let once = SmallConfig.read(
      type,
      #""sliding_window": 512, "attention_k_eq_v": true, "num_global_key_value_heads": 1, "#
        + Self.kinds)
    #expect(once.model == found.model)
  }

  @Test(arguments: [
    #""1": {"head_dim": 512}"#, #""1": {"head_dim": 512}, "3": {"head_dim": 256}"#,
    #""1": {"head_dim": 512}, "3": {"head_dim": 512}, "2": {"head_dim": 512}"#,
    #""1": {"head_dim": 512}, "3": {"head_dim": 512, "sliding_window": 7}"#,
    #""1": 512, "3": 512"#,
  ])
  func refusesLayersOfOtherShapes(entries: String) {
    SmallConfig.expect(
      SmallConfig.read("gemma4_text", Self.layers(entries)), "model-not-covered",
      "the field 'per_layer_config' describes layers of different shapes, which the engine does not "
        + "size")
  }

  /// The class of the models without towers has a wider window, and no inputs of the layers' own.
  @Test func takesTheClassOfUnifiedModels() throws {
    let model = try #require(SmallConfig.read("gemma4_unified_text", Self.kinds).model).model
    #expect(model.window?.tokens == 1024)
    #expect(model.perLayerSize == 0)
  }

  // MARK: DeepSeek V4

  private static let compressed = """
    "head_dim": 64, "q_lora_rank": 64, "o_groups": 2, "o_lora_rank": 32, "index_n_heads": 4,
    "index_head_dim": 64, "index_topk": 16, "sliding_window": 32, "n_routed_experts": 8,
    "num_experts_per_tok": 2, "n_shared_experts": 1, "moe_intermediate_size": 64,
    "topk_method": "noaux_tc"
    """

  private static let written = """
    "layer_types": ["sliding_attention", "heavily_compressed_attention",
      "compressed_sparse_attention", "heavily_compressed_attention"],
    "mlp_layer_types": ["hash_moe", "hash_moe", "moe", "moe"]
    """

  /// A model with one head of keys, as all of the family have.
  private static func readCompressed(_ fields: String) -> SmallConfig.Found {
    let text = ConfigFixture.plain("deepseek_v4", 4, 512, 1024, 8, 1, 1000, compressed + fields)
    return ModelConfigReader.read(SourceFile(path: "config.json", text: text))
  }

  /// transformers writes kinds of layers where the publisher's file has numbers.
  @Test func readsCompressionsByKind() throws {
    let numbers = Self.readCompressed(
      #", "compress_ratios": [0, 128, 4, 128], "num_hash_layers": 2"#)
    #expect(numbers.diagnostics == [])
    let kinds = Self.readCompressed(", " + Self.written)
    #expect(kinds.diagnostics == [])
    #expect(kinds.model != nil && kinds.model == numbers.model)
    let rates =
      #", "compress_rates": {"compressed_sparse_attention": 4, "heavily_compressed_attention": 128}"#
    let stated = Self.readCompressed(", " + Self.written + rates)
    #expect(stated.diagnostics == [] && stated.model == kinds.model)
  }

  @Test(arguments: [
    (
      #", "compress_rates": {"compressed_sparse_attention": 8}"#, "config-field-range",
      "'compressed_sparse_attention' is 8, expected 4, which the family's graph has"
    ),
    (
      #", "compress_rate_hca": 64"#, "config-field-range",
      "'compress_rate_hca' is 64, expected 128, which the family's graph has"
    ),
  ])
  func refusesOtherCompressions(fields: String, id: String, summary: String) {
    SmallConfig.expect(
      Self.readCompressed(", " + Self.written + fields), id, summary)
  }

  @Test func refusesHashedLayersBetweenOthers() {
    let fields = Self.written.replacing("\"moe\", \"moe\"", with: "\"moe\", \"hash_moe\"")
    SmallConfig.expect(
      Self.readCompressed(", " + fields), "model-not-covered",
      "the field 'mlp_layer_types' describes dense layers between layers with experts, which the "
        + "engine does not size")
  }
}
