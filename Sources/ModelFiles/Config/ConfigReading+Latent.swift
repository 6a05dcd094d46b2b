internal import Diagnostics
internal import Sizing

extension ConfigReading {
  /// Reads latent attention; `nil` for plain heads.
  ///
  /// Queries are not compressed where `q_lora_rank` is `null`.
  mutating func readLatent(_ family: ConfigFamily?) -> LatentAttention? {
    guard let family, family.covers.contains(.latentAttention) else { return nil }
    if let isLatent = scope.flag("use_mla"), !isLatent.value {
      reportPlainHeads(isLatent, in: family)
      return nil
    }
    let rank = scope.width("the width of the compressed keys and values", "kv_lora_rank")
    let nope = scope.width("the part of a head without position", "qk_nope_head_dim")
    let rope = scope.width("the part of a head with position", "qk_rope_head_dim")
    let value =
      (family.cachesHeads ? valueShare() : nil)
      ?? scope.width("the elements of a value head", "v_head_dim")
    let query = scope.count("q_lora_rank")?.value ?? 0
    if !family.isKnown, !scope.states("q_lora_rank") {
      scope.missing(
        "q_lora_rank", "the width of the compressed queries, null where they are not compressed")
    }
    guard let rank, let nope, let rope, let value else { return nil }
    return LatentAttention(
      queryRank: query, keyValueRank: rank, nopeSize: nope, ropeSize: rope, valueSize: value,
      cachesHeads: family.cachesHeads)
  }

  /// A head's share of the stream, where no field states the elements of a value head.
  private mutating func valueShare() -> Int64? {
    guard !scope.states("v_head_dim"), let hidden = scope.count(Self.streamFields),
      let heads = scope.count(Self.queryHeadFields), heads.value > 0,
      hidden.value % heads.value == 0
    else { return nil }
    return hidden.value / heads.value
  }

  /// Notes a switch that gives plain heads to a model whose family has latent attention.
  private mutating func reportPlainHeads(_ isLatent: ConfigField<Bool>, in family: ConfigFamily) {
    scope.report(
      Diagnostic(
        "model-not-covered",
        "'\(isLatent.name)' is false: the model has plain heads in place of "
          + "\(ModelFeature.latentAttention.words), which the engine does not size in the family "
          + "'\(family.architecture.name)'",
        at: isLatent.span,
        help: [Self.fileHelp]))
  }

  /// The same with the indexer that chooses what it sees, where the family has one.
  mutating func addIndexer(
    to latent: LatentAttention?, _ family: ConfigFamily, layers: Int
  ) -> LatentAttention? {
    guard let latent, family.covers.contains(.sparseIndexer) else { return latent }
    let heads = scope.width("the heads of the indexer", "index_n_heads")
    let size = scope.width("the elements of the indexer's heads", "index_head_dim")
    let chosen = scope.width("the tokens that the indexer chooses", "index_topk")
    let sharing = family.architecture == .glmDSA ? readSharing(layers: layers) : []
    guard let heads, let size, let chosen, let sharing else { return nil }
    return LatentAttention(
      queryRank: latent.queryRank, keyValueRank: latent.keyValueRank, nopeSize: latent.nopeSize,
      ropeSize: latent.ropeSize, valueSize: latent.valueSize,
      indexer: SparseIndexer(heads: heads, keySize: size, chosen: chosen, sharing: sharing))
  }

  /// Which layers take the choice of a layer before them: by a list, by letters, or each but one of
  /// so many. Empty where none does.
  private mutating func readSharing(layers: Int) -> [Bool]? {
    var sharing: [Bool]
    if let types = scope.texts("indexer_types") {
      sharing = types.value.map { $0 == "shared" }
    } else if let letters = scope.object.text("index_topk_pattern") {
      sharing = letters.map { $0 == "S" }
    } else {
      guard let step = scope.count("index_topk_freq")?.value, step > 1 else { return [] }
      let offset = min(scope.count("index_skip_topk_offset")?.value ?? 2, 1024)
      sharing = (0..<Int64(layers)).map { max($0 - offset + 1, 0) % step != 0 }
    }
    guard sharing.count == layers else {
      if let member = scope.member(["indexer_types", "index_topk_pattern"]) {
        reportCount(sharing.count, of: member, layers: layers)
      }
      return nil
    }
    return sharing.contains(true) ? sharing : []
  }
}
