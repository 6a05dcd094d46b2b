import Diagnostics
import ModelFiles
import Sizing
import Testing

/// What configurations say of windows, states, latent attention and experts.
@Suite("Layers of configurations")
struct ConfigLayerTests {
  /// A small model of a family: four layers, 512 wide.
  private func read(
    _ type: String, _ fields: String
  ) -> (model: ConfiguredModel?, diagnostics: [Diagnostic]) {
    let text = ConfigFixture.plain(type, 4, 512, 1024, 8, 2, 1000, fields)
    return ModelConfigReader.read(SourceFile(path: "config.json", text: text))
  }

  private static let sliding = "\"sliding_attention\""
  private static let full = "\"full_attention\""

  @Test(arguments: [
    // By the class, by a number, by letters, by a list.
    ("gemma2", #""sliding_window": 4096"#, 4096, 2),
    ("gpt_oss", #""num_local_experts": 4, "num_experts_per_tok": 2"#, 128, 2),
    // Every sixth layer sees all; a model of four layers has none.
    ("gemma3_text", #""sliding_window": 512"#, 512, 0),
    ("cohere2", #""sliding_window": 4096, "sliding_window_pattern": 4"#, 4096, 4),
    ("exaone4", #""sliding_window": 4096, "sliding_window_pattern": "LLLG""#, 4096, 4),
    (
      "olmo3",
      "\"sliding_window\": 64, \"layer_types\": [\(sliding), \(sliding), \(sliding), \(full)]",
      64, 4
    ),
    // llama.cpp reads which layers have a window for Gemma 4 alone.
    (
      "gemma4_text",
      "\"sliding_window\": 64, \"layer_types\": [\(sliding), \(full), \(sliding), \(full)]",
      64, 2
    ),
  ])
  func readsWindows(type: String, fields: String, tokens: Int64, period: Int) throws {
    let found = read(type, fields)
    #expect(found.diagnostics == [])
    let window = try #require(found.model?.model.window)
    #expect(window.tokens == tokens && window.fullEvery == period, "\(window)")
  }

  @Test(arguments: [
    (#""max_position_embeddings": "8192""#, "config-field-type"),
    (#""max_position_embeddings": true"#, "config-field-type"),
    (#""max_position_embeddings": -1"#, "config-field-range"),
    (#""max_position_embeddings": 0.5"#, "config-field-range"),
  ])
  func refusesAContextThatIsNone(field: String, id: String) {
    let found = read("llama", field)
    #expect(found.model == nil)
    #expect(found.diagnostics.map(\.id.rawValue) == [id], "\(found.diagnostics)")
  }

  private static func block(_ group: String, _ factor: String, linear: Bool = false) -> String {
    "{\"attention\": {\"n_heads_in_group\": \(group), \"replace_with_linear\": \(linear)}, "
      + "\"ffn\": {\"ffn_mult\": \(factor)}}"
  }

  @Test func readsLayersOneByOne() throws {
    // Two thirds of the factor times 512, rounded up to 256; a layer may lack either part.
    let blocks = [
      Self.block("4", "3.0"), Self.block("null", "1.0"), Self.block("null", "null"),
      Self.block("4", "1.5"),
    ]
    let found = read("nemotron-nas", "\"block_configs\": [\(blocks.joined(separator: ", "))]")
    #expect(found.diagnostics == [])
    let model = try #require(found.model?.model)
    #expect(model.architecture == .deci && model.kvHeads == 2)
    #expect(model.pattern == .listed([.attention, .feedForward, .feedForward, .attention]))
    #expect(model.feedForwardSizes == [1024, 512, 0, 512] && model.feedForwardSize == 1024)
    #expect((0..<4).map { model.tensors(ofLayer: $0).count } == [9, 4, 0, 9])
  }

  @Test(arguments: [
    // Fewer blocks than layers, a matrix in place of attention, groups of two sizes, no blocks, all
    // without attention.
    ([block("4", "3.0")], "config-layer-types"),
    ([String](repeating: block("4", "3.0", linear: true), count: 4), "model-not-covered"),
    (
      [block("4", "3.0"), block("4", "3.0"), block("2", "3.0"), block("4", "3.0")],
      "model-not-covered"
    ),
    ([String](repeating: "7", count: 4), "config-layer-types"),
    ([String](repeating: block(#""8""#, "3.0"), count: 4), "config-layer-types"),
    ([String](repeating: block("8.5", "3.0"), count: 4), "config-layer-types"),
    ([String](repeating: block("3", "3.0"), count: 4), "config-layer-types"),
    (
      [String](repeating: #"{"attention": {}, "ffn": {"ffn_mult": 1.0}}"#, count: 4),
      "config-layer-types"
    ),
    (
      [String](
        repeating: #"{"attention": {"n_heads_in_group": 4, "no_op": "yes"}, "ffn": {}}"#, count: 4),
      "config-layer-types"
    ),
    (
      [block("4", "-1.0"), block("4", "3.0"), block("4", "3.0"), block("4", "3.0")],
      "config-layer-types"
    ),
    ([String](repeating: block("null", "3.0"), count: 4), "config-layers"),
  ])
  func refusesBlocks(blocks: [String], id: String) {
    let found = read("nemotron-nas", "\"block_configs\": [\(blocks.joined(separator: ", "))]")
    #expect(found.model == nil)
    #expect(found.diagnostics.contains { $0.id.rawValue == id }, "\(found.diagnostics)")
  }

  @Test(arguments: [
    // No window, one that is off, and layers that all see the whole context.
    ("exaone4", #""sliding_window": null"#), ("olmo3", #""sliding_window": 0"#),
    (
      "olmo3", "\"sliding_window\": 64, \"layer_types\": [\(full), \(full), \(full), \(full)]"
    ), ("mistral", #""sliding_window": 4096"#), ("starcoder2", #""sliding_window": 4096"#),
  ])
  func seesTheWholeContext(type: String, fields: String) throws {
    let found = read(type, fields)
    #expect(found.diagnostics == [])
    #expect(try #require(found.model).model.window == nil)
  }

  @Test func listsLayersOfNoPeriod() throws {
    let linear = "\"linear_attention\""
    let found = read(
      "qwen3_5_text",
      """
      "layer_types": [\(Self.full), \(linear), \(linear), \(Self.full)],
      "linear_num_value_heads": 4, "linear_num_key_heads": 2, "linear_key_head_dim": 32,
      "linear_value_head_dim": 64, "linear_conv_kernel_dim": 4
      """)
    #expect(found.diagnostics == [])
    let model = try #require(found.model?.model)
    #expect(model.pattern == .listed([.attention, .recurrence, .recurrence, .attention]))
    #expect(
      model.recurrence
        == Recurrence(
          kind: .gatedDeltaNet, heads: 4, headSize: 64, stateSize: 32, convolutionChannels: 384))
  }

  @Test(arguments: [
    ("gemma2", #""sliding_window": 0"#, "config-layers"),
    (
      "gpt_oss", #""num_local_experts": 4, "num_experts_per_tok": 2, "sliding_window": null"#,
      "config-layers"
    ),
    (
      "olmo3", "\"sliding_window\": 64, \"layer_types\": [\(sliding), \(full)]",
      "config-layer-types"
    ),
    (
      "olmo3",
      "\"sliding_window\": 64, \"layer_types\": [\(full), \(sliding), \(sliding), \(sliding)]",
      "model-not-covered"
    ),
    ("cohere2", #""sliding_window": 4096, "sliding_window_pattern": 3"#, "config-layers"),
    (
      "olmo3",
      "\"sliding_window\": 64, \"layer_types\": [\(sliding), \(full), \(sliding), \(full)]",
      "config-layers"
    ),
    (
      "gpt_oss",
      #""num_local_experts": 4, "num_experts_per_tok": 2, "layer_types": "#
        + "[\(sliding), \(sliding), \(sliding), \(sliding)]", "config-layers"
    ),
    ("gemma4_text", #""sliding_window": 512, "num_kv_shared_layers": 4"#, "config-field-missing"),
    ("gemma3n_text", #""num_kv_shared_layers": 2, "altup_num_inputs": 2"#, "config-field-range"),
    ("llama", #""hidden_size_per_layer_input": 256"#, "model-not-covered"),
    ("gemma3_text", #""kv_lora_rank": 512"#, "model-not-covered"),
    ("llama", #""sliding_window": 4096"#, "model-not-covered"),
    (
      "llama", #""num_experts": 4, "num_experts_per_tok": 2, "n_shared_experts": 1"#,
      "model-not-covered"
    ),
    (
      "deepseek_v2", #""kv_lora_rank": 512, "qk_nope_head_dim": 64, "v_head_dim": 64"#,
      "config-field-missing"
    ),
    ("qwen3_next", #""linear_num_value_heads": 4"#, "config-field-missing"),
    ("hunyuan_v1_moe", #""num_experts": 4, "moe_topk": [2, 3, 2, 2]"#, "model-not-covered"),
    (
      "llama4_text", #""num_local_experts": 4, "num_experts_per_tok": 1, "moe_layers": [0, 3]"#,
      "model-not-covered"
    ),
  ])
  func refusesWhatDoesNotFit(type: String, fields: String, id: String) {
    let found = read(type, fields)
    #expect(found.model == nil)
    let ids = found.diagnostics.map(\.id.rawValue)
    #expect(ids.first == id, "\(found.diagnostics.map(\.summary))")
    #expect(Set(ids).count == 1 && found.diagnostics.allSatisfy { $0.span != nil })
  }
}
