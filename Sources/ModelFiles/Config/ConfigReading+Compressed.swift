internal import Diagnostics
internal import Sizing

extension ConfigReading {
  /// Reads attention to a window and to compressed rows; `nil` where the family has none.
  ///
  /// Entries of `compress_ratios` behind the last layer are those of layers that guess tokens.
  mutating func readCompressed(_ family: ConfigFamily, layers: Int) -> CompressedAttention? {
    guard family.architecture.hasCompressedAttention else { return nil }
    let rank = scope.width("the width of the compressed queries", "q_lora_rank")
    let groups = scope.width("the groups of heads behind attention", "o_groups")
    let outputRank = scope.width("the width of each group's narrow form", "o_lora_rank")
    let heads = scope.width("the heads of the indexer", "index_n_heads")
    let size = scope.width("the elements of the indexer's heads", "index_head_dim")
    let chosen = scope.width("the rows that the indexer chooses", "index_topk")
    checkStreams()
    guard let rows = readCompressions(layers: layers), let rank, let groups, let outputRank,
      let heads, let size, let chosen
    else { return nil }
    return CompressedAttention(
      queryRank: rank, outputGroups: groups, outputRank: outputRank,
      indexer: SparseIndexer(heads: heads, keySize: size, chosen: chosen), layers: rows)
  }

  /// The window that every layer of such a model has.
  mutating func readOnlyWindow(_ compressed: CompressedAttention?) -> AttentionWindow? {
    guard compressed != nil else { return nil }
    guard let tokens = scope.count("sliding_window") else {
      if scope.object["sliding_window"] == nil {
        scope.missing("sliding_window", "the tokens of the window")
      }
      return nil
    }
    return AttentionWindow(tokens: tokens.value, fullEvery: 0)
  }

  private mutating func readCompressions(
    layers: Int
  ) -> [CompressedAttention.Compression]? {
    guard let member = scope.object["compress_ratios"], case .list(let items) = member.value.kind
    else {
      if let types = scope.texts("layer_types") { return readCompressions(types, layers: layers) }
      scope.missing("compress_ratios", "the tokens for each cached row, layer by layer")
      return nil
    }
    guard items.count >= layers else {
      reportCount(items.count, of: member, layers: layers)
      return nil
    }
    var rows: [CompressedAttention.Compression] = []
    for item in items[..<layers] {
      guard case .number(let number) = item.kind, let tokens = number.integer,
        let compression = CompressedAttention.Compression(tokens: tokens)
      else {
        scope.report(
          Diagnostic(
            "config-field-range",
            "the list 'compress_ratios' has an entry that is not covered, expected 0, 4 or 128",
            at: scope.span(item)))
        return nil
      }
      rows.append(compression)
    }
    return rows
  }

  /// Reads the compressions from the kinds of layers, as transformers writes them; the tokens for each row
  /// of a kind are those that the engine has, or the file is not covered.
  private mutating func readCompressions(
    _ types: ConfigTexts, layers: Int
  ) -> [CompressedAttention.Compression]? {
    guard types.value.count == layers, let member = scope.object[types.name] else { return nil }
    for (kind, compression) in Self.compressions where compression != .none {
      let name = kind.hasPrefix("heavily") ? "compress_rate_hca" : "compress_rate_csa"
      let stated =
        scope.within("compress_rates") { $0.count(kind) } ?? scope.count(name)
      guard let stated, stated.value != compression.tokens else { continue }
      outOfRange(stated, "\(compression.tokens), which the family's graph has")
      return nil
    }
    let rows = types.value.compactMap { Self.compressions[$0] }
    guard rows.count == layers else {
      scope.report(uncovered(.unevenLayers, member))
      return nil
    }
    return rows
  }

  /// What layers of each kind cache beside their window.
  private static let compressions: [String: CompressedAttention.Compression] = [
    "sliding_attention": .none, "compressed_sparse_attention": .fine,
    "heavily_compressed_attention": .coarse,
  ]

  /// Notes a number of residual streams that llama.cpp's graph does not have.
  private mutating func checkStreams() {
    guard let field = scope.count("hc_mult"), field.value != HyperConnections.streams else {
      return
    }
    outOfRange(field, "\(HyperConnections.streams) residual streams")
  }
}
