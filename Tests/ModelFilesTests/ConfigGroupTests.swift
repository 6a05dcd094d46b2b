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

  /// Bytes of 16-bit scales for groups of so many weights, and with zero points of 4 and of 8 bits.
  private static let scales32: Int64 = linear / 32 * 2
  private static let scales64: Int64 = linear / 64 * 2
  private static let scales128: Int64 = linear / 128 * 2
  private static let zeros32: Int64 = scales32 + linear / 32 / 2
  private static let zeros128: Int64 = scales128 + linear / 128 / 2
  private static let wideZeros128: Int64 = scales128 + linear / 128
  /// The same for rows.
  private static let rowScales: Int64 = rows * 2
  private static let rowZeros: Int64 = rowScales + rows / 2
  private static let wideRowZeros: Int64 = rowScales + rows
  /// Bytes of weights of 4 bits.
  private static let half: Int64 = linear / 2
  private static let blocks: Int64 = linear / 4096 * 4
  private static let sixteenths: Int64 = linear / 16

  /// What the weights of a group state, with the bytes that all matrices take.
  private static let layouts: [(String, Int64)] = [
    // A 16-bit scale for each group, and a zero point as wide as a weight.
    (
      #""num_bits": 4, "strategy": "group", "group_size": 32, "symmetric": false, "type": "int""#,
      half + zeros32
    ),
    (
      #""num_bits": 4, "strategy": "group", "group_size": 128, "symmetric": false, "type": "int""#,
      half + zeros128
    ),
    (
      #""num_bits": 4, "strategy": "group", "group_size": 64, "symmetric": true, "type": "int""#,
      half + scales64
    ),
    (#""num_bits": 4, "group_size": 128, "type": "int""#, half + scales128),
    (
      #""num_bits": 8, "strategy": "group", "group_size": 128, "symmetric": true, "type": "int""#,
      linear + scales128
    ),
    (
      #""num_bits": 8, "strategy": "group", "group_size": 128, "symmetric": false, "type": "int""#,
      linear + wideZeros128
    ),
    // One for each row, or one for each of 28 matrices.
    (
      #""num_bits": 4, "strategy": "channel", "group_size": null, "symmetric": true"#,
      half + rowScales
    ),
    (
      #""num_bits": 4, "group_size": -1, "symmetric": false"#,
      half + rowZeros
    ),
    (#""num_bits": 8, "strategy": "channel", "symmetric": false"#, linear + wideRowZeros),
    (#""num_bits": 8, "strategy": "tensor""#, linear + 56),
    (#""num_bits": 8, "type": "float", "strategy": "channel""#, linear + rowScales),
    // A scale of the weights and one of the inputs, in 32 bits.
    (#""num_bits": 8, "type": "float", "strategy": "tensor""#, linear + 224),
    (
      #""num_bits": 8, "type": "float", "strategy": "block", "block_structure": "64x64""#,
      linear + blocks
    ),
    (
      #""num_bits": 8, "type": "float", "group_size": 32, "scale_dtype": "torch.uint8""#,
      linear + scales32 / 2
    ),
    (
      #""num_bits": 4, "type": "float", "strategy": "tensor_group", "group_size": 16"#,
      sixteenths * 9 + 224
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

  /// Bytes of attention in FP8, of the feed-forward part in NVFP4 and in INT4; of the matrices behind it in
  /// INT8, and of the others in INT4.
  private static let attention8: Int64 = attention + 16 * 8
  private static let feedForwardFP4: Int64 = feedForward / 16 * 9 + 12 * 8
  private static let feedForward4: Int64 = feedForward / 128 * 66
  private static let down8: Int64 = down + 4 * 512 * 2
  private static let others4: Int64 = (linear - down) / 128 * 66
  private static let attentionRows: Int64 = 4 * (2 * 512 + 2 * 128)
  private static let attentionInt8: Int64 = attention + attentionRows * 2

  /// Groups, with the bytes that all matrices take.
  private static let mixes: [(String, Int64)] = [
    // 16 matrices of attention in FP8, 12 of the feed-forward part in NVFP4.
    (
      group("group_0", #""re:.*self_attn.*""#, fp8) + ", "
        + group("group_1", #""re:.*mlp.*""#, nvfp4),
      attention8 + feedForwardFP4
    ),
    // Names count before classes, whichever stands first.
    (
      group("group_0", #""Linear""#, int4) + ", " + group("group_1", #""re:.*down_proj""#, int8),
      down8 + others4
    ),
    // Of two that name the same the first counts.
    (
      group("group_0", #""re:.*mlp.*""#, int4) + ", "
        + group("group_1", #""re:.*down_proj", "Linear""#, int8),
      feedForward4 + attentionInt8
    ),
    // What no group names stays in 16 bits.
    (group("group_0", #""re:.*mlp.*""#, int4), feedForward4 + 2 * attention),
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
    // What neither has would stay in 16 bits.
    let formats = [CheckpointFormat.fp8, .nvfp4, .bf16]
    #expect(found.layout.candidates == formats.map(\.storage))
  }
}
