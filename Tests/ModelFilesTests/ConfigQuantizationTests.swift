import Diagnostics
import ModelFiles
import Sizing
import Testing

/// What a configuration says of how its checkpoint is stored.
@Suite("Quantized checkpoints by their configurations")
struct ConfigQuantizationTests {
  private func read(_ quantization: String) throws -> ConfiguredModel {
    let text = ConfigFixture.plain(
      "llama", 4, 512, 1024, 8, 2, 1000, "\"quantization_config\": \(quantization)")
    let found = ModelConfigReader.read(SourceFile(path: "config.json", text: text))
    #expect(found.diagnostics == [])
    return try #require(found.model)
  }

  private func bytes(_ model: ConfiguredModel) throws -> Int64 {
    let layout = try #require(model.layout).layout
    return PreparedCheckpoint(model: model.model, layout: layout).fileBytes
  }

  /// Weights of the matrices of a layer: queries and output, keys and values, feed-forward part.
  private static let attention: Int64 = 2 * 512 * 512 + 2 * 512 * 128
  private static let feedForward: Int64 = 3 * 512 * 1024
  private static let layer: Int64 = attention + feedForward

  private static let fp8 = #"{"quant_method": "fp8""#

  /// Lists of modules, with the weights that they keep from being quantized.
  private static let modules: [(String, Int64)] = [
    // One matrix of one layer, by its whole name and behind other names.
    (#"["model.layers.1.self_attn.q_proj"]"#, 262_144),
    (#"["model.language_model.layers.1.self_attn.q_proj"]"#, 262_144),
    (#"["model.layers.3.self_attn", "lm_head"]"#, attention),
    (#"["model.layers.*.self_attn"]"#, 4 * attention), (#"["self_attn"]"#, 4 * attention),
    (#"["down_proj"]"#, 2_097_152), (#"["model.layers.0", "model.layers.0.mlp"]"#, layer),
    (#"["re:.*self_attn.*", "re:.*lm_head"]"#, 4 * attention),
    (#"["re:.*layers\\.\\d+\\.mlp\\.up_proj$"]"#, 2_097_152),
    (#"["re:model\\.layers\\.[0-9]+\\.self_attn\\.k_proj"]"#, 262_144),
    (#"["re:.*mlp\\.(gate|up|gate_up|down)_proj.*"]"#, 4 * feedForward),
    (#"["re:.*(self_attn|mlp)\\.(q|down)_proj$"]"#, 2_097_152 + 4 * 262_144),
    // Nothing of the language model's layers.
    (#"["lm_head", "model.embed_tokens", "model.layers.0.input_layernorm"]"#, 0),
    (#"["vision_tower.encoder.layers.0.self_attn.q_proj", "mtp.fc", "model.visual"]"#, 0),
    (#"["model.layers.7.self_attn.q_proj"]"#, 0), ("[]", 0), ("null", 0),
  ]

  @Test(arguments: modules)
  func keepsModulesIn16Bits(_ modules: String, _ weights: Int64) throws {
    let plain = try bytes(try read(Self.fp8 + "}"))
    let model = try read(Self.fp8 + ", \"modules_to_not_convert\": \(modules)}")
    let layout = try #require(model.layout)
    #expect(layout.uncounted == nil)
    #expect(layout.layout.isComplete)
    // Each matrix that is kept has no two scales of four bytes, and a byte more for each weight.
    let kept = layout.layout.kept.reduce(Int64(0)) { sum, roles in
      sum + Int64(TensorRole.allCases.count { roles.contains($0) })
    }
    let expected: Int64 = plain + weights - 8 * kept
    #expect(try bytes(model) == expected)
  }

  @Test(arguments: [
    ("modules_to_not_convert", "x.y.z"), ("ignore", "re:.*(q|k)?_proj"),
    ("ignored_layers", "Linear"),
    ("llm_int8_skip_modules", "fc"), ("exclude_modules", "re:^("),
  ])
  func saysWhichPatternItDoesNotCount(field: String, pattern: String) throws {
    let model = try read(Self.fp8 + ", \"\(field)\": [\"lm_head\", \"\(pattern)\"]}")
    let layout = try #require(model.layout)
    #expect(layout.uncounted == "'\(pattern)'")
    #expect(!layout.layout.isComplete)
  }

  /// However patterns are built, they are matched in bounded time.
  @Test(.timeLimit(.minutes(1))) func boundsTheTimeOfPatterns() throws {
    let stars = String(repeating: ".*a", count: 80)
    let many = [String](repeating: "\"re:\(stars)\"", count: 10_000).joined(separator: ", ")
    let model = try read(Self.fp8 + ", \"ignore\": [\(many)]}")
    #expect(try #require(model.layout).uncounted != nil)
  }

  @Test(arguments: [
    ("[128, 128]", Int64(4)), ("[64, 64]", 16), ("[32, 32]", 64),
  ])
  func countsAScaleForEachBlock(_ block: String, _ scalesOf16K: Int64) throws {
    let model = try read(Self.fp8 + ", \"weight_block_size\": \(block)}")
    let linear = 4 * Self.layer
    let rest: Int64 = 2 * (2 * 1000 * 512 + 9 * 512)
    let scales: Int64 = linear / 16_384 * scalesOf16K
    #expect(try bytes(model) == linear + scales + rest)
  }

  @Test(arguments: ["[1, 128]", "[128]", "[0, 0]", "[-128, -128]", #"["128", "128"]"#])
  func hasNoFormatForOtherBlocks(block: String) throws {
    let model = try read(Self.fp8 + ", \"weight_block_size\": \(block)}")
    #expect(model.format == nil)
    #expect(model.layout == nil)
  }

  @Test(arguments: [
    (#"{"quant_method": "fp8", "weight_block_size": null}"#, CheckpointFormat.fp8),
    (#"{"load_in_4bit": true}"#, .nf4), (#"{"load_in_8bit": true}"#, .llmInt8),
    (
      """
      {"quant_method": "compressed-tensors", "config_groups": {"group_0": {"targets": ["Linear"],
       "weights": {"num_bits": 8, "type": "float", "strategy": "block",
       "block_structure": [128, 128]}}}}
      """, .fp8Block128
    ),
    (#"{"quant_method": "auto-round", "bits": 4, "group_size": 128}"#, .gptqGroup128),
    (
      #"{"quant_method": "auto-round", "bits": 4, "packing_format": "auto_round:auto_gptq"}"#,
      .gptqGroup128
    ),
  ])
  func tellsTheFormat(quantization: String, format: CheckpointFormat) throws {
    #expect(try read(quantization).format == format)
  }

  /// An object that names no method states a quantization all the same.
  @Test(arguments: [#"{"bits": 4}"#, "{}", #"{"producer": {"name": "modelopt"}}"#])
  func takesNoUnknownMethodFor16Bits(quantization: String) throws {
    let model = try read(quantization)
    #expect(model.quantization?.method == "")
    #expect(model.format == nil)
  }

  @Test(arguments: [
    (#"{"quant_method": "gptq", "bits": 4, "dynamic": {"-:.*down.*": {}}}"#, "'dynamic'"),
    (#"{"quant_method": "gptq", "bits": 4, "lm_head": true}"#, "'lm_head'"),
    (
      """
      {"quant_method": "modelopt", "config_groups": {"group_0":
       {"targets": ["re:.*mlp.*"], "weights": {"num_bits": 8, "type": "float"}}}}
      """, "'config_groups'"
    ),
    (
      """
      {"quant_method": "compressed-tensors", "config_groups": {"group_0":
       {"targets": ["re:(?i).*mlp.*"], "weights": {"num_bits": 8, "type": "int"}}}}
      """, "'re:(?i).*mlp.*'"
    ),
    // The output matrix is in 16 bits in every format that is counted.
    (
      """
      {"quant_method": "compressed-tensors", "config_groups": {"group_0":
       {"targets": ["Linear", "re:.*lm_head"], "weights": {"num_bits": 8, "type": "int"}}}}
      """, "'re:.*lm_head'"
    ),
  ])
  func saysWhichFieldItDoesNotCount(quantization: String, name: String) throws {
    let layout = try #require(try read(quantization).layout)
    #expect(layout.uncounted == name)
    #expect(!layout.layout.isComplete)
  }

  @Test func reads32Bits() throws {
    let text = ConfigFixture.plain("llama", 4, 512, 1024, 8, 2, 1000, #""x": 0"#)
      .replacing("bfloat16", with: "float32")
    let found = ModelConfigReader.read(SourceFile(path: "config.json", text: text))
    let model = try #require(found.model)
    #expect(try bytes(model) == 4 * model.model.parameters)
  }
}
