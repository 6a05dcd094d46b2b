import TestSupport
import Testing

@testable import Sizing

/// States of recurrent layers under vLLM and transformers, and what ranks hold of them.
@Suite struct RecurrentRuntimeTests {
  /// Mamba-Codestral 7B: 128 heads of 64 with a state of 128, 8 groups, 4 taps.
  private func stateSpace(groups: Int64 = 8, stated: Int64? = nil) -> Recurrence {
    Recurrence(
      kind: .mamba2, heads: 128, headSize: 64, stateSize: 128,
      convolutionChannels: 8192 + 2 * groups * 128, statedElement: stated)
  }

  /// vLLM keeps 16 bits unless the configuration asks for 32: of 64 layers 131.75 or 259.75 MiB.
  @Test(arguments: [(nil, 131.75), (Int64(2), 131.75), (4, 259.75)])
  func keepsStatesAsTheConfigurationAsks(_ stated: Int64?, _ mebibytes: Double) {
    let shape = stateSpace(stated: stated)
    let bytes = 64 * shape.vllmState(ranks: 1, stateElement: shape.vllmElement)
    #expect(Double(bytes) / 1_048_576 == mebibytes)
  }

  @Test func keepsKimiStatesIn32Bits() {
    let shape = Recurrence(
      kind: .kimiDelta, heads: 32, headSize: 128, stateSize: 128, convolutionChannels: 12_288)
    #expect(shape.vllmElement == 4)
  }

  /// Groups are dealt out over the ranks, and the only one is on each.
  @Test func dealsOutGroups() {
    #expect(stateSpace().channels(ranks: 4) == 2048 + 2 * 2 * 128)
    #expect(stateSpace(groups: 1).channels(ranks: 4) == 2048 + 2 * 128)
  }

  /// Granite 4.0 H Micro has one group: gate and values, `B` and `C` whole, a rate for each head.
  @Test func holdsTheOnlyGroupWholeOnEachRank() throws {
    let model = try ShapeRow.named("granite-4.0-h-micro").shape()
    let shape = try #require(model.recurrence)
    #expect(shape.groups == 1)
    let ranks = try TensorRanks(model, count: 2)
    let tensors = model.tensors(ofLayer: 0)
    let input = try #require(tensors.first { $0.role == .recurrentInput })
    #expect(input.rows == 2 * 4096 + 256 + 64)
    #expect(ranks.part(of: input, inLayer: 0).rows == 2 * 2048 + 256 + 32)
    let taps = try #require(tensors.first { $0.role == .convolution })
    #expect(ranks.part(of: taps, inLayer: 0).rows == 2048 + 256)
  }

  /// Eight groups are no whole number for each of sixteen ranks; one is on all of them.
  @Test func refusesRanksThatCutGroups() throws {
    func model(groups: Int64) throws -> LanguageModel {
      let heads = HeadShape.absent
      return try LanguageModel(
        architecture: .mamba2, layers: 64, hiddenSize: 4096, feedForwardSize: 0,
        queryHeads: heads.queryHeads, kvHeads: heads.kvHeads, keyHeadSize: heads.keySize,
        valueHeadSize: heads.valueSize, vocabularySize: 32_768, tiesEmbeddings: false,
        recurrence: stateSpace(groups: groups))
    }
    _ = try TensorRanks(model(groups: 8), count: 8)
    _ = try TensorRanks(model(groups: 1), count: 16)
    #expect(throws: RuntimeFault.ranksDoNotDivide(.recurrentGroups)) {
      try TensorRanks(model(groups: 8), count: 16)
    }
  }

  /// What a state takes in 32 bits is the upper end where nobody says which it is.
  @Test(arguments: [RuntimeKind.vllm, .transformers])
  func rangesWhereTheTypeIsOpen(_ kind: RuntimeKind) throws {
    let model = try ShapeRow.named("granite-4.0-h-micro").shape()
    let card = try #require(Card(usableBytes: 48 << 30, backend: .cudaAda))
    let settings: RuntimeSettings =
      kind == .vllm
      ? .vllm(try VLLMSettings(contextTokens: 4096))
      : .transformers(try TransformersSettings(contextTokens: 4096))
    let plan = try PreparedCheckpoint(model: model, format: .bf16).plan(settings, on: [card])
    let cache = plan.cards[0].bytes(of: .cache)
    #expect(cache.low < cache.high)
    #expect(kind == .vllm ? cache.mid == cache.low : cache.mid == cache.high)
  }

  /// The runtimes whose states may have either width.
  enum RuntimeKind: Sendable { case vllm, transformers }
}
