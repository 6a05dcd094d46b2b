import Diagnostics
import ModelFiles
import Sizing
import TestSupport
import Testing

/// LFM2, whose layers are attention or a short convolution; no record of the catalog has such.
@Suite("Shapes with short convolutions")
struct ConvolutionShapeTests {
  private func shape(layers: String, experts: Experts? = nil) throws -> LanguageModel {
    try LanguageModel(
      architecture: experts == nil ? .lfm2 : .lfm2moe, layers: layers.count, hiddenSize: 2048,
      feedForwardSize: experts == nil ? 8192 : 7168, queryHeads: 32, kvHeads: 8, keyHeadSize: 64,
      valueHeadSize: 64, vocabularySize: 65_536, tiesEmbeddings: true, experts: experts,
      recurrence: Recurrence(
        kind: .shortConvolution, heads: 1, headSize: 2048, stateSize: 0,
        convolutionChannels: 2048, convolutionWidth: 3),
      pattern: .listed(layers.map { $0 == "*" ? .attention : .recurrence }))
  }

  private static let dense = "CC*CC*CC*C*C*C*C"
  private static let mixture = "CC*CCC*CCC*CCC*CCC*CC*CC"
  private static let experts = Experts(
    count: 32, used: 4, feedForwardSize: 1792, leadingDenseLayers: 2)

  private static let denseText = """
    {"architectures": ["Lfm2ForCausalLM"], "block_auto_adjust_ff_dim": true, "block_dim": 2048,
     "block_ff_dim": 12288, "block_ffn_dim_multiplier": 1.0, "block_multiple_of": 256,
     "conv_L_cache": 3, "conv_bias": false, "conv_dim": 2048, "hidden_size": 2048,
     "full_attn_idxs": [2, 5, 8, 10, 12, 14], "max_position_embeddings": 128000,
     "model_type": "lfm2", "norm_eps": 1e-05, "num_attention_heads": 32, "num_heads": 32,
     "num_hidden_layers": 16, "num_key_value_heads": 8, "rope_theta": 1000000.0,
     "tie_embedding": true, "use_pos_enc": true, "vocab_size": 65536}
    """

  private func read(
    _ text: String
  ) -> (model: ConfiguredModel?, diagnostics: [Diagnostic]) {
    ModelConfigReader.read(SourceFile(path: "config.json", text: text))
  }

  @Test func readsTheAdjustedWidthAndNumberedLayers() throws {
    let found = read(Self.denseText)
    #expect(found.diagnostics == [])
    let model = try #require(found.model?.model)
    #expect(try model.withoutContextLimit() == shape(layers: Self.dense))
    #expect(model.parameters == 1_170_340_608)
    let stated = Self.denseText.replacing("_dim\": true", with: "_dim\": false")
      .replacing("12288", with: "8192")
    #expect(read(stated).model?.model.feedForwardSize == 8192)
  }

  @Test func readsExpertsBehindDenseLayers() throws {
    let types = Self.mixture.map { $0 == "*" ? "\"full_attention\"" : "\"conv\"" }
    let found = read(
      """
      {"architectures": ["Lfm2MoeForCausalLM"], "conv_L_cache": 3, "conv_bias": false,
       "hidden_size": 2048, "intermediate_size": 7168,
       "layer_types": [\(types.joined(separator: ", "))], "model_type": "lfm2_moe",
       "moe_intermediate_size": 1792, "norm_eps": 1e-05, "norm_topk_prob": true,
       "num_attention_heads": 32, "num_dense_layers": 2, "num_experts": 32,
       "num_experts_per_tok": 4, "num_hidden_layers": 24, "num_key_value_heads": 8,
       "tie_embedding": true, "use_expert_bias": true, "vocab_size": 65536}
      """)
    #expect(found.diagnostics == [])
    #expect(try found.model?.model == shape(layers: Self.mixture, experts: Self.experts))
  }

  @Test(arguments: [
    ("\"conv_bias\": false", "\"conv_bias\": true", "model-not-covered"),
    ("[2, 5,", "[2, 16,", "config-layer-types"),
    ("\"block_multiple_of\": 256", "\"block_multiple_of\": 0", "config-field-range"),
    ("\"block_ff_dim\": 12288, ", "", "config-field-missing"),
  ])
  func refusesWhatDoesNotFit(old: String, new: String, id: String) {
    let found = read(Self.denseText.replacing(old, with: new))
    #expect(found.model == nil)
    #expect(found.diagnostics.map(\.id.rawValue) == [id], "\(found.diagnostics.map(\.summary))")
  }

  @Test func readsHeaders() throws {
    for shape in [
      try shape(layers: Self.dense), try shape(layers: Self.mixture, experts: Self.experts),
    ] {
      let source = SourceFile(path: "model.gguf", bytes: ShapeGGUF(shape).bytes)
      let found = try #require(GGUFReader.read(ByteSource(source)).model).languageModel()
      #expect(found.diagnostics == [])
      #expect(try #require(found.model).withoutContextLimit() == shape)
    }
  }

  /// Newer models have windows, for which there is no graph here.
  @Test func refusesHeadersWithAWindow() throws {
    let file = ShapeGGUF(try shape(layers: Self.dense))
    let window: (String, GGUFWriter.Value) = ("lfm2.attention.sliding_window", .uint32(4096))
    let bytes = GGUFWriter.header(metadata: file.metadata + [window], tensors: file.tensors)
    let source = SourceFile(path: "model.gguf", bytes: bytes)
    let found = try #require(GGUFReader.read(ByteSource(source)).model).languageModel()
    #expect(found.model == nil)
    #expect(found.diagnostics.map(\.id) == ["model-not-covered"])
  }
}
