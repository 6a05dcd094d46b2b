import Sizing
import Testing

/// The tensor lists of families beyond the planner's fixtures: their elements must add up to the
/// parameters in the checkpoints' metadata.
@Suite struct ArchitectureTests {
  struct Family: Sendable, CustomTestStringConvertible {
    let name: String
    let architecture: Architecture
    let layers: Int
    let hidden: Int64
    let feedForward: Int64
    let heads: Int64
    let kvHeads: Int64
    let vocabulary: Int64
    var head: Int64 = 128
    var isTied = false
    var experts: Experts?
    var hasBias = false
    let parameters: Int64
    var testDescription: String { name }

    func shape() throws -> LanguageModel {
      var block: BlockLayout?
      if hasBias {
        block = architecture.block
        block?.hasQueryKeyValueBias = true
      }
      return try LanguageModel(
        architecture: architecture, block: block, layers: layers, hiddenSize: hidden,
        feedForwardSize: feedForward, queryHeads: heads, kvHeads: kvHeads, keyHeadSize: head,
        valueHeadSize: head, vocabularySize: vocabulary, tiesEmbeddings: isTied, experts: experts)
    }
  }

  static let families = [
    Family(
      name: "glm-4-9b-0414", architecture: .glm4, layers: 40, hidden: 4096, feedForward: 13_696,
      heads: 32, kvHeads: 2, vocabulary: 151_552, hasBias: true, parameters: 9_400_279_040),
    Family(
      name: "glm-4-32b-0414", architecture: .glm4, layers: 61, hidden: 6144, feedForward: 23_040,
      heads: 48, kvHeads: 2, vocabulary: 151_552, parameters: 32_566_081_536),
    Family(
      name: "command-r-35b", architecture: .commandR, layers: 40, hidden: 8192, feedForward: 22_528,
      heads: 64, kvHeads: 64, vocabulary: 256_000, isTied: true, parameters: 34_980_831_232),
    Family(
      name: "command-r-plus-104b-0824", architecture: .commandR, layers: 64, hidden: 12_288,
      feedForward: 33_792, heads: 96, kvHeads: 8, vocabulary: 256_000, isTied: true,
      parameters: 103_810_674_688),
    Family(
      name: "olmo-2-13b", architecture: .olmo2, layers: 40, hidden: 5120, feedForward: 13_824,
      heads: 40, kvHeads: 40, vocabulary: 100_352, parameters: 13_716_198_400),
    Family(
      name: "olmo-2-32b", architecture: .olmo2, layers: 64, hidden: 5120, feedForward: 27_648,
      heads: 40, kvHeads: 8, vocabulary: 100_352, parameters: 32_234_279_936),
    Family(
      name: "seed-oss-36b", architecture: .seedOSS, layers: 64, hidden: 5120, feedForward: 27_648,
      heads: 80, kvHeads: 8, vocabulary: 155_136, parameters: 36_151_104_512),
    Family(
      name: "smollm3-3b", architecture: .smollm3, layers: 36, hidden: 2048, feedForward: 11_008,
      heads: 16, kvHeads: 4, vocabulary: 128_256, isTied: true, parameters: 3_075_098_624),
    Family(
      name: "granite-3.3-8b", architecture: .granite, layers: 40, hidden: 4096, feedForward: 12_800,
      heads: 32, kvHeads: 8, vocabulary: 49_159, isTied: true, parameters: 8_170_864_640),
    Family(
      name: "ernie-4.5-0.3b", architecture: .ernie45, layers: 18, hidden: 1024, feedForward: 3072,
      heads: 16, kvHeads: 2, vocabulary: 103_424, isTied: true, parameters: 360_748_032),
    Family(
      name: "ernie-4.5-300b-a47b", architecture: .ernie45moe, layers: 54, hidden: 8192,
      feedForward: 28_672, heads: 64, kvHeads: 8, vocabulary: 103_424,
      experts: Experts(count: 64, used: 8, feedForwardSize: 3584, leadingDenseLayers: 3),
      parameters: 299_484_163_264),
    Family(
      name: "phi-3.5-moe", architecture: .phimoe, layers: 32, hidden: 4096, feedForward: 0,
      heads: 32, kvHeads: 8, vocabulary: 32_064,
      experts: Experts(count: 16, used: 2, feedForwardSize: 6400), parameters: 41_873_153_344),
    Family(
      name: "minimax-m2", architecture: .minimaxM2, layers: 62, hidden: 3072, feedForward: 0,
      heads: 48, kvHeads: 8, vocabulary: 200_064,
      experts: Experts(count: 256, used: 8, feedForwardSize: 1536), parameters: 228_689_764_864),
    Family(
      name: "phi-4-mini-3.8b", architecture: .phi3, layers: 32, hidden: 3072, feedForward: 8192,
      heads: 24, kvHeads: 8, vocabulary: 200_064, isTied: true, parameters: 3_836_021_760),
    Family(
      name: "qwen3-235b-a22b", architecture: .qwen3moe, layers: 94, hidden: 4096, feedForward: 0,
      heads: 64, kvHeads: 4, vocabulary: 151_936,
      experts: Experts(count: 128, used: 8, feedForwardSize: 1536), parameters: 235_093_634_560),
    Family(
      name: "mixtral-8x22b", architecture: .llama, layers: 56, hidden: 6144, feedForward: 0,
      heads: 48, kvHeads: 8, vocabulary: 32_768,
      experts: Experts(count: 8, used: 2, feedForwardSize: 16_384), parameters: 140_630_071_296),
    Family(
      name: "qwen2.5-72b", architecture: .qwen2, layers: 80, hidden: 8192, feedForward: 29_568,
      heads: 64, kvHeads: 8, vocabulary: 152_064, parameters: 72_706_203_648),
  ]

  @Test(arguments: families) func countsParametersOfTheCheckpoint(_ family: Family) throws {
    #expect(try family.shape().parameters == family.parameters)
  }

  /// Sizes a server with four slots in every mix on one and on three cards, with and without flash
  /// attention; every family must give a working buffer between the inputs and a generous bound.
  @Test(arguments: families) func plansEveryMix(_ family: Family) throws {
    let model = try family.shape()
    let card = try largeCard()
    for mix in QuantizationMix.allCases {
      let prepared = PreparedModel(model, mix)
      #expect(prepared.bitsPerWeight > 1.5 && prepared.bitsPerWeight <= 32.01, "\(mix)")
      for flashAttention in [true, false] {
        let settings = try LoadSettings(
          contextTokens: 16_384, slots: 4, flashAttention: flashAttention)
        let one = try prepared.plan(settings, on: [card])
        let three = try prepared.plan(settings, on: [card, card, card])
        #expect(one.weights == three.weights)
        #expect(one.compute > 16 << 20 && one.compute < 4 << 30, "\(mix)")
        #expect(three.compute > one.compute, "\(mix)")
      }
    }
  }
}
