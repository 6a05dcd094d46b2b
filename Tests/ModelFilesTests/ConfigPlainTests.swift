import Diagnostics
import ModelFiles
import Sizing
import TestSupport
import Testing

/// Unknown families whose layers see a window, and models without attention.
@Suite("Configurations of plain decoders with windows, and of state spaces")
struct ConfigPlainTests {
  private static let sliding = #""sliding_attention""#
  private static let full = #""full_attention""#

  private static func kinds(_ letters: String) -> String {
    #""layer_types": ["#
      + letters.map { $0 == "W" ? sliding : full }.joined(separator: ", ") + "]"
  }

  // MARK: Windows

  /// The order of layers is the file's own, be it a period or none.
  @Test(arguments: [
    (#""sliding_window": 128, "# + kinds("WFWF"), AttentionWindow(tokens: 128, fullEvery: 2)),
    (#""sliding_window": 128, "# + kinds("WWWW"), AttentionWindow(tokens: 128, fullEvery: 0)),
    (
      #""sliding_window": 128, "# + kinds("FWWW"),
      AttentionWindow(tokens: 128, limited: [false, true, true, true])
    ),
    (
      #""window_size": 64, "sliding_window_pattern": 4"#,
      AttentionWindow(tokens: 64, fullEvery: 4)
    ),
    (
      #""sliding_window": 64, "sliding_window_pattern": "LG""#,
      AttentionWindow(tokens: 64, fullEvery: 2)
    ),
    (
      #""sliding_window": 64, "use_sliding_window": true, "max_window_layers": 3"#,
      AttentionWindow(tokens: 64, limited: [false, false, false, true])
    ),
  ])
  func readsTheWindowsOfAnUnknownFamily(fields: String, window: AttentionWindow) throws {
    let found = SmallConfig.read("brand_new", fields)
    #expect(
      found.diagnostics.map(\.summary) == [
        "the model type 'brand_new' is not known; the fields describe a plain decoder with "
          + "attention within a sliding window and are sized as such"
      ])
    let model = try #require(found.model).model
    #expect(model.architecture == .plain && model.window == window)
    let windowed = (0..<4).map { model.parts(ofLayer: $0).contains(.window) }
    #expect(windowed == (0..<4).map { window.limits(layer: $0) })
  }

  /// Biases, norms and experts are read as in other families that are not known.
  @Test func readsWhatElseTheFieldsSay() throws {
    let fields =
      #""sliding_window": 128, "qk_norm": true, "attention_bias": true, "n_shared_experts": 1, "#
      + SmallConfig.experts + ", " + Self.kinds("WFWF")
    let model = try #require(SmallConfig.read("brand_new", fields).model).model
    #expect(model.block.queryKeyNorm == .head && model.block.hasQueryKeyValueBias)
    #expect(model.experts?.sharedFeedForwardSize == 64 && model.window?.fullEvery == 2)
  }

  @Test(arguments: [
    (
      #""sliding_window": 4096"#, "config-field-missing",
      "the field 'layer_types' is missing (which layers have the window, 'sliding_attention' or "
        + "'full_attention')"
    ),
    (
      kinds("WFWF"), "config-field-missing",
      "the field 'sliding_window' is missing (the tokens of the window that some layers see)"
    ),
    (
      #""sliding_window": 128, "# + kinds("WFW"), "config-layer-types",
      "the list 'layer_types' has 3 entries, expected one for each of the 4 layers"
    ),
    (
      #""sliding_window": 0, "# + kinds("WFWF"), "config-field-range",
      "'sliding_window' is 0, expected 1 to 134217728"
    ),
  ])
  func saysWhatIsMissingOfWindows(fields: String, id: String, summary: String) {
    SmallConfig.expect(SmallConfig.read("brand_new", fields), id, summary)
  }

  /// A window as long as the context is none, nor is one that no layer has.
  @Test(arguments: [
    #""sliding_window": 131072"#, #""sliding_window": 64, "# + kinds("FFFF"),
    #""sliding_window": 64, "use_sliding_window": true, "max_window_layers": 4"#,
  ])
  func takesNoWindow(fields: String) throws {
    let model = try #require(SmallConfig.read("brand_new", fields).model).model
    #expect(model.window == nil)
  }

  /// A plain decoder with the layers of a known one takes as much; cells of windows are the same in any
  /// order of layers.
  @Test func cachesWhatItsLayersSee() throws {
    func cache(_ letters: String) throws -> Int64 {
      let fields = #""sliding_window": 128, "# + Self.kinds(letters)
      let model = try #require(SmallConfig.read("brand_new", fields).model).model
      let settings = try LoadSettings(contextTokens: 16_384)
      return (0..<4).reduce(0) { $0 + model.cacheBytes(inLayer: $1, settings) }
    }
    // Two key heads of 64 elements, in 16 bits: 512 bytes a cell; windows hold 768 cells.
    #expect(try cache("WWWF") == 512 * (16_384 + 3 * 768))
    #expect(try cache("FWWW") == cache("WWWF"))
    #expect(try cache("WFFW") == 512 * (2 * 16_384 + 2 * 768))
  }

  // MARK: State spaces

  /// Mamba-Codestral 7B, as published.
  private static let codestral = """
    {"architectures": ["Mamba2ForCausalLM"], "conv_kernel": 4, "expand": 2, "head_dim": 64,
     "hidden_act": "silu", "hidden_size": 4096, "intermediate_size": 8192, "model_type": "mamba2",
     "layer_norm_epsilon": 1e-05, "n_groups": 8, "num_heads": 128, "num_hidden_layers": 64,
     "rms_norm": true, "state_size": 128, "tie_word_embeddings": false, "torch_dtype": "bfloat16",
     "use_bias": false, "use_conv_bias": true, "vocab_size": 32768}
    """

  private func read(_ text: String) -> SmallConfig.Found {
    ModelConfigReader.read(SourceFile(path: "config.json", text: text))
  }

  @Test func readsAStateSpaceAlone() throws {
    let found = read(Self.codestral)
    #expect(found.diagnostics == [])
    let model = try #require(found.model).model
    #expect(model.architecture == .mamba2 && model.contextLimit == nil)
    // Input and convolution with its bias, three numbers for each head, norms, output.
    let layer: Int64 =
      4096 * (2 * 8192 + 2 * 1024 + 128) + 5 * 10_240 + 3 * 128 + 8192 + 8192 * 4096 + 4096
    #expect(model.parameters == 64 * layer + 2 * 32_768 * 4096 + 4096)
    #expect(model.recurrence?.statedElement == nil)
    let settings = try LoadSettings(contextTokens: 65_536, slots: 2)
    let state: Int64 = 4 * (3 * (8192 + 2 * 8 * 128) + 8192 * 128)
    #expect((0..<64).allSatisfy { model.cacheBytes(inLayer: $0, settings) == 2 * state })
  }

  /// What the configuration asks runtimes to keep the state in.
  @Test(arguments: [
    (#""mamba_ssm_cache_dtype": "float32""#, Int64(4)),
    (#""mamba_ssm_dtype": "bfloat16""#, 2), (#""mamba_ssm_cache_dtype": "auto""#, nil),
  ])
  func readsTheTypeOfTheState(_ field: String, _ bytes: Int64?) throws {
    let found = read(Self.codestral.replacing(#""expand": 2"#, with: #""expand": 2, "# + field))
    #expect(found.diagnostics == [])
    #expect(try #require(found.model).model.recurrence?.statedElement == bytes)
  }

  /// A hybrid under that name is none of the family's.
  @Test(arguments: [
    (#""num_attention_heads": 32"#, "num_attention_heads"),
    (#""attn_layer_indices": [9, 18]"#, "attn_layer_indices"),
    (#""layer_types": ["mamba", "full_attention"]"#, "layer_types"),
  ])
  func refusesAttentionBesideIt(field: String, name: String) {
    let text = Self.codestral.replacing(#""expand": 2"#, with: #""expand": 2, "# + field)
      .replacing(#""num_hidden_layers": 64"#, with: #""num_hidden_layers": 2"#)
    SmallConfig.expect(
      read(text), "config-layers",
      "the field '\(name)' describes attention, which models of the type 'mamba2' have not")
  }

  @Test(arguments: ["XYZ", "lllg", "LG "]) func refusesOtherLetters(pattern: String) {
    let fields = #""sliding_window": 64, "sliding_window_pattern": ""# + pattern + #"""#
    SmallConfig.expect(
      SmallConfig.read("brand_new", fields), "config-layer-types",
      "the pattern '\(pattern)' has other letters than 'L' for a layer with a window and 'G' for one "
        + "without")
  }

  @Test(arguments: [
    (
      #""num_heads": 128"#, #""num_heads": 64"#, "config-fields-disagree",
      "'expand' makes the state space 8192 wide, expected 64 heads of 64"
    ),
    (
      #""num_heads": 128, "#, "", "config-field-missing",
      "the field 'num_heads' is missing (the heads of the state space)"
    ),
    (
      #""n_groups": 8, "#, "", "config-field-missing",
      "the field 'n_groups' is missing (the groups of the state space)"
    ),
    (
      #""conv_kernel": 4, "#, "", "config-field-missing",
      "the field 'conv_kernel' is missing (the taps of the convolution)"
    ),
    (
      #""use_bias": false"#, #""use_bias": true"#, "model-not-covered",
      "the field 'use_bias' describes biases of state-space layers, which the engine does not size"
    ),
    (
      #""n_groups": 8"#, #""n_groups": 7"#, "config-heads",
      "128 heads of the state space are no multiple of 7 groups"
    ),
  ])
  func saysWhatDoesNotFit(of old: String, with new: String, id: String, summary: String) {
    SmallConfig.expect(read(Self.codestral.replacing(old, with: new)), id, summary)
  }

  /// A file with the entries that llama.cpp's converter writes is the same model.
  @Test func readsTheSameOfAGGUFFile() throws {
    let model = try #require(read(Self.codestral).model).model
    let source = SourceFile(path: "model.gguf", bytes: ShapeGGUF(model).bytes)
    let found = try #require(GGUFReader.read(ByteSource(source)).model).languageModel()
    #expect(found.diagnostics == [])
    #expect(try #require(found.model).withoutContextLimit() == model)
  }
}
