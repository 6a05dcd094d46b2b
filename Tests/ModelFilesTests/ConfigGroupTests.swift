import Diagnostics
import ModelFiles
import Sizing
import Testing

/// Checkpoints of compressed-tensors: what each group of matrices is stored in.
@Suite("Groups of compressed-tensors")
struct ConfigGroupTests {
  private func read(_ groups: String) throws -> ConfiguredModel {
    let text = ConfigFixture.plain(
      "llama", 4, 512, 1024, 8, 2, 1000,
      """
      "quantization_config": {"quant_method": "compressed-tensors", "ignore": ["lm_head"],
        "config_groups": {\(groups)}}
      """)
    let found = ModelConfigReader.read(SourceFile(path: "config.json", text: text))
    #expect(found.diagnostics == [])
    return try #require(found.model)
  }

  private func bytes(_ model: ConfiguredModel) throws -> Int64 {
    let found = try #require(model.layout)
    #expect(found.uncounted == nil)
    #expect(found.layout.isComplete)
    return PreparedCheckpoint(model: model.model, layout: found.layout).fileBytes
  }

  private static func group(_ name: String, _ targets: String, _ weights: String) -> String {
    "\"\(name)\": {\"targets\": [\(targets)], \"weights\": {\(weights)}}"
  }

  /// Weights and rows of the matrices of all four layers.
  private static let attention: Int64 = 4 * (2 * 512 * 512 + 2 * 512 * 128)
  private static let feedForward: Int64 = 4 * 3 * 512 * 1024
  private static let linear: Int64 = attention + feedForward
  private static let rows: Int64 = 4 * (2 * 512 + 2 * 128 + 2 * 1024 + 512)
  /// Bytes of embedding, output matrix and norms.
  private static let rest: Int64 = 2 * (2 * 1000 * 512 + 9 * 512)

  /// What the weights of a group state, with the bytes that all matrices take.
  private static let layouts: [(String, Int64)] = [
    // A 16-bit scale for each group, and a zero point as wide as a weight.
    (
      #""num_bits": 4, "strategy": "group", "group_size": 32, "symmetric": false, "type": "int""#,
      linear / 2 + linear / 32 * 2 + linear / 32 / 2
    ),
    (
      #""num_bits": 4, "strategy": "group", "group_size": 128, "symmetric": false, "type": "int""#,
      linear / 2 + linear / 128 * 2 + linear / 128 / 2
    ),
    (
      #""num_bits": 4, "strategy": "group", "group_size": 64, "symmetric": true, "type": "int""#,
      linear / 2 + linear / 64 * 2
    ),
    (
      #""num_bits": 4, "group_size": 128, "type": "int""#, linear / 2 + linear / 128 * 2
    ),
    (
      #""num_bits": 8, "strategy": "group", "group_size": 128, "symmetric": true, "type": "int""#,
      linear + linear / 128 * 2
    ),
    (
      #""num_bits": 8, "strategy": "group", "group_size": 128, "symmetric": false, "type": "int""#,
      linear + linear / 128 * 3
    ),
    // One for each row, or one for each of 28 matrices.
    (
      #""num_bits": 4, "strategy": "channel", "group_size": null, "symmetric": true"#,
      linear / 2 + rows * 2
    ),
    (
      #""num_bits": 4, "group_size": -1, "symmetric": false"#,
      linear / 2 + rows * 2 + rows / 2
    ),
    (#""num_bits": 8, "strategy": "channel", "symmetric": false"#, linear + rows * 3),
    (#""num_bits": 8, "strategy": "tensor""#, linear + 28 * 2),
    (#""num_bits": 8, "type": "float", "strategy": "channel""#, linear + rows * 2),
    // A scale of the weights and one of the inputs, in 32 bits.
    (#""num_bits": 8, "type": "float", "strategy": "tensor""#, linear + 28 * 8),
    (
      #""num_bits": 8, "type": "float", "strategy": "block", "block_structure": "64x64""#,
      linear + linear / 4096 * 4
    ),
    (
      #""num_bits": 8, "type": "float", "group_size": 32, "scale_dtype": "torch.uint8""#,
      linear + linear / 32
    ),
    (
      #""num_bits": 4, "type": "float", "strategy": "tensor_group", "group_size": 16"#,
      linear / 16 * 9 + 28 * 8
    ),
  ]

  @Test(arguments: layouts)
  func countsScalesAndZeroPoints(_ weights: String, _ expected: Int64) throws {
    let model = try read(Self.group("group_0", #""Linear""#, weights))
    let total: Int64 = expected + Self.rest
    #expect(try bytes(model) == total)
  }

  @Test(arguments: [
    #""num_bits": 6"#, #""num_bits": 4, "strategy": "group""#,
    #""num_bits": 4, "strategy": "group", "group_size": 0"#,
    #""num_bits": 8, "strategy": "token""#,
    #""num_bits": 8, "type": "float", "strategy": "block", "block_structure": [1, 128]"#,
  ])
  func hasNoFormatForOtherLayouts(weights: String) throws {
    let model = try read(Self.group("group_0", #""Linear""#, weights))
    #expect(model.format == nil)
    #expect(model.layout == nil)
  }

  private static let fp8 = #""num_bits": 8, "type": "float", "strategy": "tensor""#
  private static let nvfp4 =
    #""num_bits": 4, "type": "float", "strategy": "tensor_group", "group_size": 16"#
  private static let int4 = #""num_bits": 4, "strategy": "group", "group_size": 128"#
  private static let int8 = #""num_bits": 8, "strategy": "channel""#
  private static let down: Int64 = 4 * 512 * 1024

  /// Groups, with the bytes that all matrices take.
  private static let mixes: [(String, Int64)] = [
    // 16 matrices of attention in FP8, 12 of the feed-forward part in NVFP4.
    (
      group("group_0", #""re:.*self_attn.*""#, fp8) + ", "
        + group("group_1", #""re:.*mlp.*""#, nvfp4),
      attention + 16 * 8 + feedForward / 16 * 9 + 12 * 8
    ),
    // Names count before classes, whichever stands first.
    (
      group("group_0", #""Linear""#, int4) + ", " + group("group_1", #""re:.*down_proj""#, int8),
      (linear - down) / 128 * 66 + down + 4 * 512 * 2
    ),
    // Of two that name the same the first counts.
    (
      group("group_0", #""re:.*mlp.*""#, int4) + ", "
        + group("group_1", #""re:.*down_proj", "Linear""#, int8),
      feedForward / 128 * 66 + attention + 4 * (2 * 512 + 2 * 128) * 2
    ),
    // What no group names stays in 16 bits.
    (group("group_0", #""re:.*mlp.*""#, int4), feedForward / 128 * 66 + 2 * attention),
  ]

  @Test(arguments: mixes)
  func storesEachGroupAsItSays(_ groups: String, _ expected: Int64) throws {
    let total: Int64 = expected + Self.rest
    #expect(try bytes(try read(groups)) == total)
  }

  @Test func mayStoreAnyMatrixInAnyGroupWhereNamesAreNotUnderstood() throws {
    let model = try read(
      Self.group("group_0", #""re:.*(?!mlp).*""#, Self.fp8) + ", "
        + Self.group("group_1", #""re:.*mlp.*""#, Self.nvfp4))
    let found = try #require(model.layout)
    #expect(found.uncounted == "'re:.*(?!mlp).*'")
    #expect(!found.layout.isComplete)
    #expect(
      found.layout.candidates == [CheckpointFormat.fp8.storage, CheckpointFormat.nvfp4.storage])
  }
}
