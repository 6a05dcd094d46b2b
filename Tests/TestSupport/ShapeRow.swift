package import Sizing

/// The shape of a published model, from its configuration, with the parameters of its checkpoint.
package struct ShapeRow: Sendable, CustomStringConvertible {
  /// The model's id.
  package let id: String
  /// What the row says, by column.
  package let cells: [String: String]
  /// Parameters of the checkpoint.
  package let parameters: Int64

  /// The id.
  package var description: String { id }

  /// Reads a row of the fixture `models.csv`.
  package init(_ cells: [String: String]) throws {
    guard let id = cells["id"], let parameters = cells["parameters"].flatMap({ Int64($0) }) else {
      throw FixtureFault(cell: "id or parameters of \(cells)")
    }
    self.id = id
    self.cells = cells
    self.parameters = parameters
  }

  /// The model.
  package func shape() throws -> LanguageModel {
    guard
      let architecture = Architecture.allCases.first(where: {
        "\($0.name)" == cells["architecture"]
      })
    else { throw FixtureFault(cell: "architecture of \(id)") }
    return try LanguageModel(
      architecture: architecture, block: block(architecture), layers: Int(number("layers")),
      hiddenSize: number("hidden"), feedForwardSize: number("feed_forward"),
      queryHeads: number("heads"), kvHeads: number("kv_heads"), keyHeadSize: keyHeadSize(),
      valueHeadSize: isGiven("kv_rank") ? number("value_size") : number("head_size"),
      vocabularySize: number("vocabulary"), tiesEmbeddings: cells["tied"] == "true",
      experts: experts(), window: window(), latent: latent(), recurrence: recurrence(),
      pattern: pattern(architecture), perLayerSize: number("per_layer_size"),
      sharedCache: sharedCache(),
      feedForwardSizes: try widths(), compressed: try compressed(architecture))
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
    case "no-unused-kv": block.hasUnusedKeyAndValue = false
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
      latentSize: number("latent_size"), hashedLayers: Int(number("hash_layers")))
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
    return SparseIndexer(
      heads: number("indexer_heads"), keySize: number("indexer_size"),
      chosen: isGiven("indexer_chosen") ? number("indexer_chosen") : 2048)
  }

  /// Of DeepSeek-V4 the pattern says which layers have rows of four tokens, which of 128.
  private func compressed(_ architecture: Architecture) throws -> CompressedAttention? {
    guard architecture.hasCompressedAttention, let indexer = indexer() else { return nil }
    return CompressedAttention(
      queryRank: number("query_rank"),
      outputGroups: number("output_groups"), outputRank: number("output_rank"), indexer: indexer,
      layers: try (cells["pattern"] ?? "").map { letter in
        switch letter {
        case "W": .none
        case "C": .fine
        case "H": .coarse
        default: throw FixtureFault(cell: "pattern of \(id)")
        }
      })
  }

  private func recurrence() throws -> Recurrence? {
    guard isGiven("recurrence") else { return nil }
    guard
      let kind = Recurrence.Kind.allCases.first(where: { "\($0.name)" == cells["recurrence"] })
    else { throw FixtureFault(cell: "recurrence of \(id)") }
    return Recurrence(
      kind: kind, heads: number("recurrent_heads"), headSize: number("recurrent_head_size"),
      stateSize: number("state_size"), convolutionChannels: number("channels"),
      // LFM2 has three taps, all others four.
      convolutionWidth: kind == .shortConvolution ? 3 : 4)
  }

  /// Widths of layers in runs: `14336 28672*5` for one of the first and five of the second.
  private func widths() throws -> [Int64] {
    try (cells["widths"] ?? "").split(separator: " ").flatMap { run in
      let parts = run.split(separator: "*").compactMap { Int64($0) }
      guard let width = parts.first, parts.count <= 2 else {
        throw FixtureFault(cell: "widths of \(id)")
      }
      return [Int64](repeating: width, count: parts.count == 2 ? Int(parts[1]) : 1)
    }
  }

  private func pattern(_ architecture: Architecture) throws -> LayerPattern {
    if architecture.hasCompressedAttention { return .uniform }
    if let letters = cells["pattern"], !letters.isEmpty {
      return .listed(
        try letters.map { letter in
          switch letter {
          case "*": .attention
          case "M", "K", "C": .recurrence
          case "-": .feedForward
          case "E": .experts
          default: throw FixtureFault(cell: "pattern of \(id)")
          }
        })
    }
    guard isGiven("recurrence"), isGiven("full_every") else { return .uniform }
    return .fullEvery(Int(number("full_every")))
  }
}
