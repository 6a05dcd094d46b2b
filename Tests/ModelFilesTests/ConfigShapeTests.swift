import Diagnostics
import ModelFiles
import Sizing
import Testing

/// Fields of unknown families that state heads and widths of some layers or parts.
///
/// The model has heads of 64 elements, 8 for queries and 2 for keys; its stream is 512 wide, its feed-forward
/// part 1,024 and an expert 64.
@Suite("Heads and widths of some layers in configurations")
struct ConfigShapeTests {
  private func expect(_ fields: String, _ name: String, _ words: String) {
    let found = SmallConfig.read("brand_new", fields)
    SmallConfig.expect(
      found, "model-not-covered",
      "the field '\(name)' is \(words), which the engine does not size in a family that is not "
        + "known")
    let help = found.diagnostics.first { $0.severity == .error }?.help
    #expect(help?.count == 2)
  }

  @Test(arguments: [
    ("swa_head_dim", "128", "heads of another size than 64"),
    ("local_head_dim", "128", "heads of another size than 64"),
    ("global_head_dim", "128", "heads of another size than 64"),
    ("qk_head_dim", "96", "heads of another size than 64"),
    ("swa_v_head_dim", "32", "value heads of another size than 64"),
    ("value_head_dim", "32", "value heads of another size than 64"),
    ("swa_num_attention_heads", "16", "another number of query heads than 8"),
    ("num_sliding_attention_heads", "16", "another number of query heads than 8"),
    ("prefix_dense_intermediate_size", "64", "a feed-forward part of another width than 1024"),
    ("intermediate_size_mlp", "2048", "a feed-forward part of another width than 1024"),
    ("hidden_size_global", "2048", "a stream of another width than 512"),
  ])
  func refusesOtherNumbers(name: String, number: String, words: String) {
    expect("\"\(name)\": \(number)", name, "\(number) and seems to give some layers \(words)")
  }

  @Test(arguments: [
    ("head_dim_per_layer", "[32, 32, 32, 32]", "heads of another size than 64"),
    ("num_attention_heads_per_layer", "[4, 4, 4, 4]", "another number of query heads than 8"),
    ("intermediate_sizes", "[64, 1024]", "a feed-forward part of another width than 1024"),
  ])
  func refusesOtherLists(name: String, list: String, words: String) {
    expect("\"\(name)\": \(list)", name, "a list and seems to give some layers \(words)")
  }

  /// A value's own width is the plain one of values.
  @Test func comparesValuesWithValues() {
    expect(
      #""v_head_dim": 32, "swa_v_head_dim": 64"#, "swa_v_head_dim",
      "64 and seems to give some layers value heads of another size than 32")
    let same = #""v_head_dim": 32, "swa_v_head_dim": 32"#
    #expect(SmallConfig.read("brand_new", same).model?.model.valueHeadSize == 32)
  }

  @Test func addsThePartsOfAHead() {
    expect(
      #""qk_nope_head_dim": 64, "qk_rope_head_dim": 32"#, "qk_nope_head_dim",
      "64, 96 with 'qk_rope_head_dim', and seems to give some layers heads of another size than 64")
  }

  @Test func comparesExpertsWithExperts() {
    expect(
      SmallConfig.experts + #", "moe_ffn_hidden_size": 128"#, "moe_ffn_hidden_size",
      "128 and seems to give some layers experts of another width than 64")
    let same = SmallConfig.experts + #", "moe_ffn_hidden_size": 64"#
    #expect(SmallConfig.read("brand_new", same).model != nil)
  }

  /// Some files describe the layers of one kind in an object.
  @Test(arguments: [
    ("attention_other_setting", "num_attention_heads", 16, "another number of query heads than 8"),
    ("attn_config", "num_key_value_heads", 4, "another number of key and value heads than 2"),
    ("swa_config", "head_dim", 128, "heads of another size than 64"),
  ])
  func looksIntoObjects(object: String, name: String, number: Int, words: String) {
    expect(
      "\"\(object)\": {\"\(name)\": \(number)}", name,
      "\(number) and seems to give some layers \(words)")
  }

  /// What all layers have, what is off, and what other parts of the model have.
  @Test(arguments: [
    #""swa_head_dim": 64, "swa_v_head_dim": 64, "global_head_dim": 64, "qk_head_dim": 64"#,
    #""swa_head_dim": null, "global_head_dim": 0, "num_attention_heads_per_layer": null"#,
    #""num_attention_heads_per_layer": [8, 8, 8, 8], "swa_num_attention_heads": 8"#,
    #""qk_nope_head_dim": 32, "qk_rope_head_dim": 32"#, #""qk_rope_head_dim": 16"#,
    #""attention_other_setting": {"num_attention_heads": 8, "num_key_value_heads": 2}"#,
    #""mm_hidden_size": 1152, "vision_hidden_size": 1152, "projector_hidden_size": 2048"#,
    #""vision_config": {"hidden_size": 1152, "num_attention_heads": 16, "head_dim": 72}"#,
    #""index_head_dim": 128, "mtp_hidden_size": 256, "mup_base_hidden_size": 256"#,
    #""head_dim_scale": 2, "use_head_dim_norm": true, "hidden_size_ratio": 0.5"#,
    #""swa_num_key_value_heads": 2, "num_key_value_heads_per_layer": [2, 2, 2, 2]"#,
  ])
  func passesOverWhatSaysNothing(fields: String) {
    let found = SmallConfig.read("brand_new", fields)
    #expect(found.model != nil)
    #expect(found.diagnostics.map(\.id) == ["model-type-unknown"], "\(found.diagnostics)")
  }

  /// Code that is known reads no such field.
  @Test func leavesKnownFamiliesAlone() {
    let found = SmallConfig.read("llama", #""swa_head_dim": 128, "hidden_size_global": 2048"#)
    #expect(found.model != nil && found.diagnostics == [])
  }

  /// Another name of the window that is read says nothing new; the number of layers with one does.
  @Test func comparesOtherWindowsWithTheWindow() throws {
    let kinds =
      #""layer_types": ["sliding_attention", "full_attention", "full_attention", "full_attention"]"#
    let fields = "\"sliding_window\": 64, " + kinds
    let model = try #require(
      SmallConfig.read("brand_new", fields + #", "sliding_window_size": 64"#).model
    ).model
    #expect(model.window?.tokens == 64)
    for other in [#""sliding_window_size": 65"#, #""num_window_layers": 64"#] {
      let name = other.dropFirst().prefix { $0 != "\"" }
      SmallConfig.expect(
        SmallConfig.read("brand_new", fields + ", " + other), "model-not-covered",
        "the field '\(name)' describes a window under a name that is not known, which the engine does "
          + "not size")
    }
  }

  /// The layers with attention, beside others that keep a state.
  @Test func refusesNumberedLayers() {
    SmallConfig.expect(
      SmallConfig.read("brand_new", #""full_attn_idxs": [1, 3]"#), "model-not-covered",
      "the field 'full_attn_idxs' describes \(SmallConfig.refused("state-space layers"))")
  }
}
