/// The part of a model that a tensor belongs to, by its name.
package enum TensorPart: Sendable, Hashable {
  /// What turns tokens into rows: read by look-up.
  case embedding
  /// A decoder block, from zero.
  case layer(Int)
  /// The output matrix.
  case output
  /// What stands around the output matrix: its norm and biases, rope factors.
  case ends
  /// A tower for images or sound, its projector, draft layers, or what runtimes compute themselves: not
  /// the language model.
  case other

  /// Sorts a tensor by its name in a GGUF or safetensors file.
  package init(ofTensor name: String) {
    let parts = Self.components(name)
    if Self.isOutside(parts) {
      self = .other
    } else if let layer = Self.layer(parts) {
      self = .layer(layer)
    } else if parts.contains(where: { Self.embeddings.contains($0) }) {
      self = .embedding
    } else if ["output", "head"].contains(parts.first) || parts.contains("lm_head"),
      parts.last != "bias"
    {
      self = .output
    } else {
      self = .ends
    }
  }

  /// Whether a name belongs to the routed experts of a block, and not to those every token uses.
  static func holdsExperts(_ name: String) -> Bool {
    var isRouted = false
    for part in components(name) {
      if part.hasPrefix("shared_expert") || part.hasSuffix("_shexp") { return false }
      if part == "experts" || part.hasSuffix("_exps") { isRouted = true }
    }
    return isRouted
  }

  private static func components(_ name: String) -> [Substring] {
    name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      .map(Substring.init)
  }

  private static let embeddings: Set<Substring> = [
    "token_embd", "token_embd_norm", "per_layer_token_embd", "embed_tokens", "wte",
    "word_embeddings", "tok_embeddings", "embed_tokens_per_layer", "embedding", "embeddings",
    "embed",
  ]

  private static let stacks: Set<Substring> = ["blk", "layers", "h", "blocks"]

  private static func layer(_ parts: [Substring]) -> Int? {
    for (name, number) in zip(parts, parts.dropFirst()) where stacks.contains(name) {
      guard number.utf8.count <= 4, let layer = Int(number), layer >= 0 else { continue }
      return layer
    }
    return nil
  }

  private static func isOutside(_ parts: [Substring]) -> Bool {
    if let first = parts.first, ["v", "a", "mm"].contains(first) { return true }
    // Old checkpoints hold the frequencies of positions, which runtimes compute.
    if parts.last == "inv_freq" { return true }
    return parts.contains { part in
      part.hasPrefix("vision") || part.hasPrefix("visual") || part.hasPrefix("audio")
        || part.hasPrefix("multi_modal") || part.hasPrefix("mm_") || part.hasPrefix("image_")
        || part.hasPrefix("mtp") || part == "embed_vision" || part == "embed_audio"
    }
  }
}
