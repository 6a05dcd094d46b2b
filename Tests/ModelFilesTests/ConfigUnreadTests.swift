import Diagnostics
import Sizing
import Testing

@testable import ModelFiles

/// What is said of fields of families that are not known which nothing reads.
@Suite struct ConfigUnreadTests {
  private func read(_ fields: String) -> SmallConfig.Found {
    let text = """
      {"model_type": "brand_new", "hidden_size": 512, "intermediate_size": 1024,
       "num_hidden_layers": 4, "num_attention_heads": 8, "num_key_value_heads": 2,
       "vocab_size": 1000, "max_position_embeddings": 4096\(fields.isEmpty ? "" : ", ")\(fields)}
      """
    return ModelConfigReader.read(SourceFile(path: "config.json", text: text))
  }

  /// Fields by which published models differ from a plain decoder.
  @Test(arguments: [
    (#""n_shared_head": 8"#, "'n_shared_head'"), (#""bias": true"#, "'bias'"),
    (#""layer_sharing": true"#, "'layer_sharing'"),
    (#""mixer_indices": [1, 3]"#, "'mixer_indices'"),
    (#""mixer_types": ["a", "b", "a", "b"]"#, "'mixer_types'"),
  ])
  func namesFieldsThatNothingReads(_ field: String, _ name: String) throws {
    let found = read(#""tie_word_embeddings": false, "# + field)
    #expect(found.model != nil, "\(found.diagnostics)")
    let remark = try #require(found.diagnostics.first)
    #expect(remark.id == "model-type-unknown")
    #expect(remark.help.first?.hasPrefix("not read: \(name);") == true, "\(remark.help)")
  }

  /// Fields on training, encoding and running, and such as say nothing, are passed over.
  @Test(arguments: [
    #""bos_token_id": 1"#, #""use_cache": true"#, #""pretraining_tp": 2"#,
    #""layer_sharing": false"#,
    #""n_group": 8, "topk_group": 4"#,
    #""norm_topk_prob": true"#, #""auto_map": {"AutoModelForCausalLM": "x.Y"}"#,
  ])
  func passesOverOthers(_ field: String) {
    let found = read(#""tie_word_embeddings": false, "# + field)
    #expect(found.diagnostics.map(\.help) == [[]], "\(found.diagnostics)")
  }

  /// Classes differ in whether the field speaks of the projection behind attention.
  @Test(arguments: [
    (#""attention_bias": true"#, true, true),
    (#""attention_bias": true, "attention_out_bias": false"#, false, false),
    (#""attention_bias": true, "attention_out_bias": true"#, true, false),
    (#""attention_bias": false"#, false, false), (#""qkv_bias": true"#, false, false),
  ])
  func saysWhichBiasesItTakesAFieldFor(_ fields: String, _ hasBias: Bool, _ isSaid: Bool) throws {
    let found = read(#""tie_word_embeddings": false, "# + fields)
    let model = try #require(found.model).model
    #expect(model.block.hasAttentionOutputBias == hasBias)
    let help = try #require(found.diagnostics.first).help
    #expect(help.contains { $0.hasPrefix("'attention_bias' is taken to") } == isSaid, "\(help)")
  }

  @Test func namesNoMoreThanEight() throws {
    let fields = (1...11).map { #""shape_\#($0)": \#($0)"# }.joined(separator: ", ")
    let help = try #require(read(#""tie_word_embeddings": true, "# + fields).diagnostics.first).help
    #expect(help.first?.contains("'shape_6' and 3 more; where one") == true, "\(help)")
  }

  /// What an absent field means depends on the version that wrote the file.
  @Test(arguments: [
    ("", true), (#""transformers_version": "4.57.1""#, true),
    (#""transformers_version": "5.0.0""#, false),
  ])
  func readsAbsentTiesByTheVersion(_ field: String, _ ties: Bool) throws {
    let found = read(field)
    #expect(try #require(found.model).model.tiesEmbeddings == ties)
    let help = try #require(found.diagnostics.first?.help.first)
    #expect(
      help.hasPrefix("'tie_word_embeddings' is absent and taken for \(ties), as transformers "))
  }

  /// Fields of classes of their own speak of the output matrix too.
  @Test(arguments: [(#""weight_tying": false"#, false), (#""share_embedding": true"#, true)])
  func readsOtherNamesOfTies(_ field: String, _ ties: Bool) throws {
    let beside = ties ? #", "tie_word_embeddings": false"# : ""
    #expect(try #require(read(field + beside).model).model.tiesEmbeddings == ties)
  }

  @Test func refusesMoreFieldsThanAnyHas() {
    let fields = (1...5000).map { #""attention_num_heads_\#($0)": 16"# }.joined(separator: ", ")
    let found = read(fields)
    #expect(found.model == nil)
    #expect(found.diagnostics.map(\.id) == ["json-size"])
    #expect(found.diagnostics.first?.summary.hasPrefix("the object has 5008 fields") == true)
  }
}
