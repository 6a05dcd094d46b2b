import Diagnostics
import ModelFiles
import Sizing
import Testing

/// Key and value heads by whichever field states them: a wrong number makes the cache several times as
/// large.
@Suite("Key and value heads of configurations")
struct ConfigKVHeadTests {
  /// Eight query heads; the file states no key heads but by `fields`.
  private func read(
    _ fields: String, type: String = "brand_new"
  ) -> (model: ConfiguredModel?, diagnostics: [Diagnostic]) {
    let text = ConfigFixture.plain(type, 4, 512, 1024, 8, 99, 1000, fields)
    return ModelConfigReader.read(
      SourceFile(
        path: "config.json", text: text.replacing(#""num_key_value_heads": 99,"#, with: "")))
  }

  private static let numbers: [(String, Int64)] = [
    (#""x": 0"#, 8), (#""num_key_value_heads": 2"#, 2), (#""num_kv_heads": 2"#, 2),
    (#""n_head_kv": 2"#, 2), (#""n_kv_heads": 2"#, 2), (#""num_query_groups": 2"#, 2),
    (#""num_key_value_heads_per_layer": [2, 2, 2, 2]"#, 2),
    (#""num_key_value_heads": [2, 2, 2, 2]"#, 2),
    (#""multi_query_attention": true, "multi_query_group_num": 2"#, 2),
    (#""multi_query_attention": false, "multi_query_group_num": 1"#, 8),
    (#""multi_query_attention": true"#, 1), (#""multi_query_attention": true, "n_kv_heads": 4"#, 4),
    (#""multi_query": true"#, 1), (#""multi_query": false"#, 8),
    (#""multi_query": true, "num_kv_heads": 8"#, 1),
    (#""multi_query": true, "num_kv_heads": 2, "new_decoder_architecture": true"#, 2),
    // More fields may say the same, or how many query heads a key head serves.
    (#""num_key_value_heads": 2, "num_key_value_groups": 4"#, 2),
    (#""num_key_value_heads": 2, "num_gqa_groups": 2"#, 2),
    (#""num_key_value_heads": 2, "use_gqa": true"#, 2),
    (#""num_key_value_heads": 2, "swa_num_key_value_heads": 2"#, 2),
    (#""num_key_value_groups": 0"#, 8), (#""use_mqa": false"#, 8), (#""kv_cache_bits": 8"#, 8),
    (#""num_key_value_heads": 2, "attention_type": "grouped_query""#, 2),
    (#""fused_qkv": true"#, 8), (#""attn_implementation": "flash_attention_2""#, 8),
    (#""kv_channels": 64"#, 8), (#""query_pre_attn_scalar": 256"#, 8),
  ]

  @Test(arguments: numbers)
  func readsTheNumberByItsNames(fields: String, heads: Int64) throws {
    let found = read(fields)
    #expect(found.diagnostics.map(\.id) == ["model-type-unknown"], "\(found.diagnostics)")
    #expect(try #require(found.model).model.kvHeads == heads)
  }

  @Test(arguments: [
    "num_key_value_groups", "num_gqa_groups", "kv_heads_per_group", "swa_num_key_value_heads",
    "num_attention_groups", "gqa_ratio", "kv_n_heads", "num_query_group",
    "num_global_key_value_heads", "numKeyValueHeads", "num_kv", "num_kvheads", "kvheads",
    "nkvheads", "num_key_heads",
  ])
  func refusesWhatItDoesNotUnderstand(name: String) throws {
    let found = read("\"\(name)\": 2")
    #expect(found.model == nil)
    #expect(
      found.diagnostics.map(\.summary) == [
        "the field '\(name)' seems to say how many key and value heads there are, in a way that is "
          + "not understood"
      ])
    #expect(found.diagnostics.first?.span != nil)
    // Also where the family is known, and inside an object about attention.
    #expect(read("\"\(name)\": 2", type: "llama").model == nil)
    #expect(read("\"attn_config\": {\"\(name)\": 2}").model == nil)
  }

  @Test(arguments: [
    #""attn_config": {"attn_type": "multiquery_attention"}"#, #""attention_type": "gqa""#,
  ])
  func refusesMethodsWithoutANumber(fields: String) {
    let found = read(fields)
    #expect(found.model == nil)
    #expect(found.diagnostics.map(\.id) == ["model-not-covered"])
  }

  @Test(arguments: [
    (#""num_key_value_heads": 2, "num_key_value_groups": 3"#, "model-not-covered"),
    // Not the query heads that each of them serves, of which no word speaks.
    (#""num_key_value_heads": 2, "swa_num_key_value_heads": 4"#, "model-not-covered"),
    (#""num_key_value_heads": 2, "num_global_key_value_heads": 4"#, "model-not-covered"),
    (#""num_key_value_heads": 2, "n_kv_heads": 4"#, "config-fields-disagree"),
    (#""num_key_value_heads": 2, "multi_query": true"#, "config-fields-disagree"),
    (#""num_key_value_heads_per_layer": [2, 2, 4, 2]"#, "model-not-covered"),
    (#""num_key_value_heads_per_layer": [2, 2, 2]"#, "config-layer-types"),
    (#""multi_query_group_num": 2"#, "config-field-missing"), (#""n_kv_heads": 3"#, "config-heads"),
    (#""n_kv_heads": 0"#, "config-field-range"), (#""multi_query": 1"#, "config-field-type"),
    (#""num_key_value_heads_per_layer": [2, 2, 2, "2"]"#, "config-field-type"),
  ])
  func saysWhatIsWrongWithTheNumber(fields: String, id: String) throws {
    let found = read(fields)
    #expect(found.model == nil)
    let errors = found.diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.id.rawValue) == [id], "\(found.diagnostics.map(\.summary))")
  }

  /// ChatGLM's norms are root mean squares by a field of their own.
  @Test func sizesChatGLM() throws {
    let text = """
      {"model_type": "chatglm", "architectures": ["ChatGLMModel"],
       "auto_map": {"AutoModelForCausalLM": "modeling_chatglm.ChatGLMForConditionalGeneration"},
       "num_layers": 40,
       "hidden_size": 4096, "ffn_hidden_size": 13696, "kv_channels": 128,
       "num_attention_heads": 32, "multi_query_attention": true, "multi_query_group_num": 2,
       "padded_vocab_size": 151552, "add_qkv_bias": true, "add_bias_linear": false,
       "layernorm_epsilon": 1.5625e-07, "rmsnorm": true, "seq_length": 131072,
       "tie_word_embeddings": false, "torch_dtype": "bfloat16", "post_layer_norm": true}
      """
    let found = ModelConfigReader.read(SourceFile(path: "config.json", text: text))
    let model = try #require(found.model?.model, "\(found.diagnostics)")
    #expect(model.kvHeads == 2)
    // GLM-4 9B Chat by its model card.
    #expect(model.parameters == 9_399_951_360)
  }
}
