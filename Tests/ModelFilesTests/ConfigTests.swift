import Diagnostics
import ModelFiles
import Sizing
import Testing

@Suite("Hugging Face configurations")
struct ConfigTests {
  private func read(
    _ text: String
  ) -> (model: ConfiguredModel?, diagnostics: [Diagnostic]) {
    ModelConfigReader.read(SourceFile(path: "config.json", text: text))
  }

  @Test(arguments: ConfigFixture.allCases)
  func countsTheParametersOfTheCatalog(fixture: ConfigFixture) throws {
    let found = read(fixture.text)
    #expect(found.diagnostics == [])
    let model = try #require(found.model?.model)
    #expect(model.parameters == fixture.parameters)
    #expect(model.architecture == fixture.architecture)
  }

  @Test func readsEverySizeOfAShape() throws {
    let found = try #require(read(ConfigFixture.llama31x8b.text).model)
    let expected = try LanguageModel(
      architecture: .llama, layers: 32, hiddenSize: 4096, feedForwardSize: 14_336, queryHeads: 32,
      kvHeads: 8, keyHeadSize: 128, valueHeadSize: 128, vocabularySize: 128_256,
      tiesEmbeddings: false, contextLimit: 131_072)
    #expect(found.model == expected)
    #expect(found.dataType == "bfloat16")
    #expect(found.quantization == nil)
  }

  @Test func readsHowACheckpointIsQuantized() throws {
    let found = try #require(read(ConfigFixture.ministral3x3b.text).model)
    #expect(found.quantization?.method == "fp8")
    #expect(found.quantization?.bits == 8)
    #expect(found.model.contextLimit == 262_144)
    let packed = ConfigFixture.plain(
      "llama", 2, 64, 128, 4, 2, 100,
      #""quantization_config": {"quant_method": "awq", "bits": 4, "group_size": 128}"#)
    let awq = try #require(read(packed).model?.quantization)
    #expect(awq.method == "awq" && awq.bits == 4 && awq.groupSize == 128, "\(awq)")
  }

  @Test(arguments: [
    (#""attention_bias": true"#, Architecture.qwen2), (#""qk_norm": true"#, .qwen3),
    (#""num_experts": 8, "num_experts_per_tok": 2, "qk_norm": true"#, .qwen3moe),
    (#""num_experts": 8, "num_experts_per_tok": 2"#, .llama), (#""x": 1"#, .llama),
  ])
  func sizesUnknownTypesByTheirFields(fields: String, architecture: Architecture) throws {
    let found = read(ConfigFixture.plain("brand_new", 4, 512, 1024, 8, 2, 1000, fields))
    #expect(found.diagnostics.map(\.id) == ["model-type-unknown"])
    #expect(found.diagnostics.map(\.severity) == [.information])
    #expect(try #require(found.model).model.architecture == architecture)
  }

  @Test(arguments: [
    (
      #""layer_types": ["chunked_attention", "attention", "attention", "attention"]"#, "layer_types"
    ),
    (#""layer_types": ["linear_attention", "attention", "attention", "mamba"]"#, "layer_types"),
    (#""mamba_d_state": 128"#, "mamba_d_state"), (#""index_topk": 2048"#, "index_topk"),
    (#""hidden_act": "relu2", "#, "hidden_act"), (#""mlp_bias": true"#, "mlp_bias"),
    (#""is_encoder_decoder": true"#, "is_encoder_decoder"),
    (#""type_vocab_size": 2"#, "type_vocab_size"),
    (#""mlp_only_layers": [3], "#, "mlp_only_layers"),
    (#""interleave_moe_layer_step": 2"#, "interleave_moe_layer_step"),
    (#""num_kv_shared_layers": 10"#, "num_kv_shared_layers"),
    (#""compress_ratios": [0, 4, 128]"#, "compress_ratios"),
  ])
  func saysWhichFieldIsNotCovered(fields: String, name: String) throws {
    var text = ConfigFixture.plain("brand_new", 4, 512, 1024, 8, 2, 1000, "\"end\": 0")
    if fields.hasSuffix(", ") {
      text = text.replacing(#""hidden_act": "silu","#, with: "")
      text = text.replacing(
        "\"end\"", with: fields + #""num_experts": 8, "num_experts_per_tok": 2, "end""#)
    } else {
      text = text.replacing("\"end\"", with: fields + ", \"end\"")
    }
    let source = SourceFile(path: "config.json", text: text)
    let found = ModelConfigReader.read(source)
    #expect(found.model == nil)
    let diagnostic = try #require(found.diagnostics.first)
    #expect(diagnostic.id == "model-not-covered")
    #expect(diagnostic.summary.contains("'\(name)'"), "\(diagnostic.summary)")
    let span = try #require(diagnostic.span)
    let offset = try #require(source.offset(of: span.start))
    #expect(String(decoding: source.bytes[..<offset], as: UTF8.self).hasSuffix("\"\(name)\": "))
  }

  @Test func reportsEveryMissingField() {
    let found = read(#"{"model_type": "llama", "hiden_size": 4096}"#)
    #expect(
      found.diagnostics.map(\.summary) == [
        "the field 'hidden_size' is missing (the width of the residual stream)",
        "the field 'intermediate_size' is missing (the width of the feed-forward part)",
        "the field 'num_attention_heads' is missing (the number of query heads)",
        "the field 'num_hidden_layers' is missing (the number of decoder layers)",
        "the field 'vocab_size' is missing (the rows of the embedding)",
      ])
    #expect(found.diagnostics.first?.help == ["did you mean 'hidden_size' by 'hiden_size'?"])
  }

  @Test(arguments: [
    (#""hidden_size": "4096""#, "config-field-type"),
    (#""hidden_size": 4096.5"#, "config-field-type"),
    (#""hidden_size": -1"#, "config-field-range"), (#""hidden_size": 1e300"#, "config-field-type"),
    (#""hidden_size": 9223372036854775800"#, "config-field-range"),
    (#""hidden_size": [4096]"#, "config-field-type"), (#""hidden_size": NaN"#, "config-field-type"),
    (#""num_hidden_layers": 9223372036854775807"#, "config-field-range"),
    (#""num_hidden_layers": 0"#, "config-field-range"),
    (#""num_attention_heads": 0"#, "config-field-range"),
    (#""num_attention_heads": 7"#, "config-heads"),
    (#""num_key_value_heads": 3"#, "config-heads"),
    (#""num_key_value_heads": 0"#, "config-field-range"),
    (#""vocab_size": 4000000000"#, "config-field-range"),
    (#""intermediate_size": 0"#, "config-field-range"),
    (#""hidden_size": 4096, "n_embd": 4097"#, "config-fields-disagree"),
    (#""hidden_size": 4096, "hidden_size": 4096"#, "duplicate-key"),
    (#""tie_word_embeddings": 1"#, "config-field-type"),
    (#""num_local_experts": 8"#, "config-field-missing"),
    (#""num_local_experts": 8, "num_experts_per_tok": 9"#, "config-experts"),
    (#""layer_types": [1, 1, 1, 1]"#, "config-field-type"),
    (#""layer_types": "x""#, "config-field-type"),
    (
      #""first_k_dense_replace": 9223372036854775807, "num_experts": 8, "num_experts_per_tok": 2"#,
      "config-field-range"
    ),
  ])
  func refusesUnusableValues(field: String, id: String) throws {
    var text = ConfigFixture.plain("llama", 4, 512, 1024, 8, 2, 1000, "\"end\": 0")
    let name = try #require(field.split(separator: "\"").first)
    let old = try Regex("\"\(name)\": [0-9]+,")
    text = text.replacing(old, with: "").replacing("\"end\"", with: field + ", \"end\"")
    let found = read(text)
    #expect(found.model == nil)
    #expect(found.diagnostics.map(\.id.rawValue) == [id], "\(found.diagnostics.map(\.summary))")
    #expect(found.diagnostics.first?.span != nil)
  }

  @Test(arguments: ["[]", "1", "\"x\"", "null"])
  func refusesWhatIsNoObject(text: String) {
    #expect(read(text).diagnostics.map(\.id) == ["config-field-type"])
  }
}
