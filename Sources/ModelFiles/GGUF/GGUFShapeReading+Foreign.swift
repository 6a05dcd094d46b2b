internal import Diagnostics
internal import Sizing

/// What sets files of an architecture that is not known apart from a plain decoder.
extension GGUFShapeReading {
  /// Refuses a file of an architecture that is not known where a tensor or an entry is of something other
  /// than attention to a cache and a feed-forward part.
  mutating func reportForeignParts() {
    guard kind.origin == .tensors else { return }
    let name = QuotedText.of(kind.name)
    let place = file.entry("general.architecture")?.range ?? 0..<0
    if let words = Self.notDecoders[kind.name] {
      report(
        "model-not-covered",
        "the architecture \(name) is that of \(words), which the engine does not size", at: place)
      return
    }
    if let entry = entry("attention.causal"), entry.value == .flag(false) {
      report(
        "model-not-covered",
        "the entry \(QuotedText.of(entry.key)) describes attention to tokens behind too, as of "
          + "\(ModelFeature.encoder.words), which the engine does not size", at: entry.range)
      return
    }
    for tensor in tensors {
      let part = Self.nameInBlock(tensor.name)
      guard let found = Self.foreign.first(where: { part.hasPrefix($0.start) }) else { continue }
      report(
        "model-not-covered",
        "the architecture \(name) is not known, and the tensor \(QuotedText.of(tensor.name)) is one of "
          + "\(found.words), which the engine sizes only in families that it knows", at: place)
      return
    }
  }

  /// Architectures whose tensors are those of a plain decoder, and which llama.cpp knows by their names to
  /// be something else.
  ///
  /// Source: those for which `create_memory` in llama.cpp's `llama-model.cpp` (2026) makes no cache, and
  /// the draft models of `llama-arch.cpp`.
  private static let notDecoders: [String: String] = {
    let uncached = "models that llama.cpp computes without a cache"
    let drafts = "models that draft tokens from what another computes"
    return [
      "bert": uncached, "dream": uncached, "eurobert": uncached, "gemma-embedding": uncached,
      "jina-bert-v2": uncached, "jina-bert-v3": uncached, "llada": uncached,
      "llada-moe": uncached, "llama-embed": uncached, "modern-bert": uncached,
      "neo-bert": uncached, "nomic-bert": uncached, "nomic-bert-moe": uncached,
      "rnd1": uncached, "wavtokenizer-dec": uncached, "eagle3": drafts, "dflash": drafts,
      "gemma4-assistant": drafts,
    ]
  }()

  private static func nameInBlock(_ name: String) -> Substring {
    guard name.hasPrefix("blk.") else { return name[...] }
    return name.dropFirst(4).drop { $0 != "." }.dropFirst()
  }

  /// How the names of tensors begin that a plain decoder has not, and what they are of.
  ///
  /// Source: the tensor names of llama.cpp's `llama-arch.cpp` (2026).
  private static let foreign: [(start: String, words: String)] = [
    ("ssm_", ModelFeature.stateSpace.words), ("shortconv", "convolutions over tokens"),
    ("conv", "convolutions over tokens"), ("posnet", "convolutions over tokens"),
    ("time_mix", ModelFeature.linearAttention.words),
    ("channel_mix", ModelFeature.linearAttention.words),
    ("attn_kv_a", ModelFeature.latentAttention.words),
    ("attn_kv_b", ModelFeature.latentAttention.words),
    ("attn_k_b", ModelFeature.latentAttention.words),
    ("attn_q_a", ModelFeature.latentAttention.words),
    ("indexer", ModelFeature.sparseIndexer.words),
    ("attn_compressor", ModelFeature.compressedAttention.words),
    ("cross_attn", ModelFeature.crossAttention.words),
    ("enc.", ModelFeature.encoder.words), ("dec.", ModelFeature.encoder.words),
    ("token_types", ModelFeature.encoder.words),
    ("position_embd", ModelFeature.learnedPositions.words),
    ("per_layer_", ModelFeature.perLayerEmbeddings.words),
    ("inp_gate", ModelFeature.perLayerEmbeddings.words),
    ("altup", ModelFeature.residualStreams.words), ("hc_", ModelFeature.residualStreams.words),
    ("ffn_latent", ModelFeature.latentExperts.words),
    ("fc.", "a model that drafts tokens from what another computes"),
    ("d2t", "a model that drafts tokens from what another computes"),
  ]
}
