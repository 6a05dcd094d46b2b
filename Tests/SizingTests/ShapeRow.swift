import Foundation
import Sizing
import Testing

/// The shape of a published model, from its configuration, with the parameters of its checkpoint.
struct ShapeRow: Sendable, CustomTestStringConvertible {
  let id: String
  let cells: [String: String]
  let parameters: Int64

  var testDescription: String { id }

  /// All rows of the fixture.
  static let all: [ShapeRow] = {
    do {
      return try Fixture.rows("models").map { row in
        let id = try #require(row["id"])
        let cell = try #require(row["parameters"])
        return ShapeRow(id: id, cells: row, parameters: try #require(Int64(cell)))
      }
    } catch {
      Issue.record(error)
      return []
    }
  }()

  private static let byID = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })

  /// The row of an id.
  static func named(_ id: String) throws -> ShapeRow { try #require(byID[id], "\(id)") }

  /// The model.
  func shape() throws -> LanguageModel {
    let architecture = try #require(
      Architecture.allCases.first { "\($0.name)" == cells["architecture"] })
    return try LanguageModel(
      architecture: architecture, block: block(architecture), layers: Int(number("layers")),
      hiddenSize: number("hidden"), feedForwardSize: number("feed_forward"),
      queryHeads: number("heads"), kvHeads: number("kv_heads"), keyHeadSize: keyHeadSize(),
      valueHeadSize: isGiven("kv_rank") ? number("value_size") : number("head_size"),
      vocabularySize: number("vocabulary"), tiesEmbeddings: cells["tied"] == "true",
      experts: experts(), window: window(), latent: latent(), recurrence: recurrence(),
      pattern: pattern(), perLayerSize: number("per_layer_size"), sharedCache: sharedCache())
  }

  private func isGiven(_ name: String) -> Bool { cells[name].map { !$0.isEmpty } ?? false }

  private func number(_ name: String) -> Int64 { cells[name].flatMap { Int64($0) } ?? 0 }

  private func keyHeadSize() -> Int64 {
    isGiven("kv_rank") ? number("nope") + number("rope") : number("head_size")
  }

  private func block(_ architecture: Architecture) -> BlockLayout? {
    guard let change = cells["block"], !change.isEmpty else { return nil }
    var block = architecture.block
    switch change {
    case "qkv-bias": block.hasQueryKeyValueBias = true
    case "no-qk-norm":
      block.queryKeyNorm = .none
      block.normsTurnedHeads = false
    case "no-selection-bias": block.hasExpertSelectionBias = false
    default: block.hasExpertSelectionBias = true
    }
    return block
  }

  private func experts() -> Experts? {
    guard isGiven("experts") else { return nil }
    return Experts(
      count: number("experts"), used: number("experts_used"),
      feedForwardSize: number("expert_size"), leadingDenseLayers: Int(number("leading_dense")),
      sharedFeedForwardSize: number("shared_size"), layerStep: max(1, Int(number("layer_step"))),
      latentSize: number("latent_size"))
  }

  private func window() -> AttentionWindow? {
    guard isGiven("window") else { return nil }
    return AttentionWindow(
      tokens: number("window"), fullEvery: Int(number("full_every")),
      fullKVHeads: isGiven("full_kv_heads") ? number("full_kv_heads") : nil,
      fullHeadSize: isGiven("full_head_size") ? number("full_head_size") : nil)
  }

  private func sharedCache() -> SharedCache? {
    guard isGiven("shared_layers") else { return nil }
    return SharedCache(
      layers: Int(number("shared_layers")),
      feedForwardSize: isGiven("shared_feed_forward") ? number("shared_feed_forward") : nil)
  }

  private func latent() -> LatentAttention? {
    guard isGiven("kv_rank") else { return nil }
    return LatentAttention(
      queryRank: number("query_rank"), keyValueRank: number("kv_rank"), nopeSize: number("nope"),
      ropeSize: number("rope"), valueSize: number("value_size"), indexer: indexer())
  }

  private func indexer() -> SparseIndexer? {
    guard isGiven("indexer_heads") else { return nil }
    return SparseIndexer(heads: number("indexer_heads"), keySize: number("indexer_size"))
  }

  private func recurrence() throws -> Recurrence? {
    guard isGiven("recurrence") else { return nil }
    let kind = try #require(
      Recurrence.Kind.allCases.first { "\($0.name)" == cells["recurrence"] })
    return Recurrence(
      kind: kind, heads: number("recurrent_heads"), headSize: number("recurrent_head_size"),
      stateSize: number("state_size"), convolutionChannels: number("channels"),
      // LFM2 has three taps, all others four.
      convolutionWidth: kind == .shortConvolution ? 3 : 4)
  }

  private func pattern() throws -> LayerPattern {
    if let letters = cells["pattern"], !letters.isEmpty {
      return .listed(
        try letters.map { letter in
          switch letter {
          case "*": .attention
          case "M", "K", "C": .recurrence
          case "-": .feedForward
          default: try #require(letter == "E" ? LayerMixer.experts : nil)
          }
        })
    }
    guard isGiven("recurrence"), isGiven("full_every") else { return .uniform }
    return .fullEvery(Int(number("full_every")))
  }
}

@Suite struct ShapeTests {
  @Test(arguments: ShapeRow.all) func countsParametersOfTheCheckpoint(_ row: ShapeRow) throws {
    let parameters = try row.shape().parameters
    #expect(parameters == row.parameters, "off by \(parameters - row.parameters)")
  }
}
