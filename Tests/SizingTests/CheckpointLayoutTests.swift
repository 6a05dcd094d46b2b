import Sizing
import TestSupport
import Testing

/// Checkpoints that leave parts of layers out of their format, or hold wider numbers.
@Suite struct CheckpointLayoutTests {
  private static func kept(_ roles: TensorRole..., layers: Int) -> [TensorRoles] {
    var set = TensorRoles()
    for role in roles { set.insert(role) }
    return [TensorRoles](repeating: set, count: layers)
  }

  /// Llama 3.1 8B in AWQ, whose first four layers keep the 4096 × 14336 matrix behind the
  /// feed-forward part: 16 bits a weight instead of 4.15625.
  @Test func countsWhatLayersKeep() throws {
    let model = try TestModel.llama31x8b.shape()
    var layout = CheckpointLayout(.awqGroup128)
    let plain = PreparedCheckpoint(model: model, layout: layout)
    layout.kept = Self.kept(.feedForwardDown, layers: 4)
    let mixed = PreparedCheckpoint(model: model, layout: layout)
    let weights: Int64 = 4 * 4096 * 14_336
    #expect(mixed.fileBytes == plain.fileBytes + 2 * weights - weights / 128 * 133 / 2)
    #expect(try mixed.bytesPerRank(2) < mixed.fileBytes)
    #expect(try mixed.bytesPerRank(2) > plain.bytesPerRank(2))
  }

  /// What stays in 16 bits may be cut anywhere.
  @Test func cutsScalesOnlyWhereThereAreAny() throws {
    let model = try ShapeRow.named("qwen2.5-0.5b").shape()
    var layout = CheckpointLayout(.awqGroup128)
    #expect(throws: RuntimeFault.ranksCutScales) {
      try PreparedCheckpoint(model: model, layout: layout).bytesPerRank(2)
    }
    layout.kept = Self.kept(.feedForwardDown, .attentionOutput, layers: model.layers)
    #expect(throws: Never.self) {
      try PreparedCheckpoint(model: model, layout: layout).bytesPerRank(2)
    }
  }

  @Test(arguments: [true, false]) func isExactWhereAllIsCounted(_ isComplete: Bool) throws {
    var layout = CheckpointLayout(.fp8)
    layout.isComplete = isComplete
    let model = try TestModel.llama31x8b.shape()
    let counted = PreparedCheckpoint(model: model, layout: layout)
    let stored = PreparedCheckpoint(
      model: model, layout: layout, layers: [Int64](repeating: 1 << 28, count: 32),
      embedding: 1 << 30, output: 1 << 30, outputNorm: 8192)
    let settings: [RuntimeSettings] = [
      .vllm(try VLLMSettings(contextTokens: 4096)),
      .transformers(try TransformersSettings(contextTokens: 4096)),
    ]
    for setting in settings {
      func basis(_ checkpoint: PreparedCheckpoint) throws -> TermBasis? {
        let plan = try checkpoint.plan(setting, on: [.unlimited])
        return plan.cards[0].terms.first { $0.item == .weights }?.basis
      }
      #expect(try basis(counted) == (isComplete ? .exact : .derived))
      // What was read from files is exact however it is described.
      #expect(try basis(stored) == .exact)
    }
  }

  /// Llama 3.1 8B whose matrices are in NVFP4 or FP8, it is not known which: 9 bits for each 16 weights and
  /// 8 bytes for each of 224 matrices at the least, a byte for each weight and the same at the most.
  @Test func rangesOverWhatMatricesMayBeStoredIn() throws {
    let linear: Int64 = 6_979_321_856
    let rest: Int64 = 224 * 8 + 2 * (2 * 525_336_576 + 266_240)
    var layout = CheckpointLayout(.fp8)
    layout.isComplete = false
    layout.candidates = [CheckpointFormat.fp8.storage, CheckpointFormat.nvfp4.storage]
    let checkpoint = PreparedCheckpoint(model: try TestModel.llama31x8b.shape(), layout: layout)
    let plan = try checkpoint.plan(
      .vllm(try VLLMSettings(contextTokens: 4096)), on: [.unlimited])
    let weights = plan.cards[0].bytes(of: .weights)
    #expect(weights.low == linear / 16 * 9 + rest)
    #expect(weights.mid == linear + rest)
    #expect(weights.high == linear + rest)
  }

  /// transformers computes in the type of the weights: 32 bits double the cache, too.
  @Test func widensWhatTransformersHolds() throws {
    let model = try TestModel.llama31x8b.shape()
    var layout = CheckpointLayout(.bf16)
    let settings = RuntimeSettings.transformers(try TransformersSettings(contextTokens: 4096))
    let narrow = try PreparedCheckpoint(model: model, layout: layout).plan(
      settings, on: [.unlimited])
    layout.plainBytes = 4
    let wide = try PreparedCheckpoint(model: model, layout: layout).plan(settings, on: [.unlimited])
    for item in [RuntimeItem.weights, .cache, .activations] {
      #expect(wide.cards[0].bytes(of: item).mid == 2 * narrow.cards[0].bytes(of: item).mid)
    }
  }
}
