internal import Diagnostics
internal import Sizing

extension ConfigReading {
  /// The widest head or largest number of heads that is read; wider ones are refused here, before
  /// they are multiplied.
  private static let widest: Int64 = 1 << 20

  /// Reads latent attention; `nil` for plain heads.
  ///
  /// Queries are not compressed where `q_lora_rank` is absent or `null`.
  mutating func readLatent(_ family: ConfigFamily?) -> LatentAttention? {
    guard family?.covers.contains(.latentAttention) == true else { return nil }
    let rank = width("kv_lora_rank", "the width of the compressed keys and values")
    let nope = width("qk_nope_head_dim", "the part of a head without position")
    let rope = width("qk_rope_head_dim", "the part of a head with position")
    let value = width("v_head_dim", "the elements of a value head")
    let query = scope.count("q_lora_rank")?.value ?? 0
    guard let rank, let nope, let rope, let value else { return nil }
    return LatentAttention(
      queryRank: query, keyValueRank: rank, nopeSize: nope, ropeSize: rope, valueSize: value)
  }

  /// Reads layers that keep a state; `nil` where the family has none.
  mutating func readRecurrence(_ family: ConfigFamily) -> Recurrence? {
    guard let kind = family.architecture.recurrenceKind else { return nil }
    let valueHeads = width("linear_num_value_heads", "the value heads of the linear layers")
    let keyHeads = width("linear_num_key_heads", "the key heads of the linear layers")
    let keySize = width("linear_key_head_dim", "the elements of their key heads")
    let valueSize = width("linear_value_head_dim", "the elements of their value heads")
    let taps = width("linear_conv_kernel_dim", "the taps of their convolution")
    guard let valueHeads, let keyHeads, let keySize, let valueSize, let taps else { return nil }
    return Recurrence(
      kind: kind, heads: valueHeads, headSize: valueSize, stateSize: keySize,
      convolutionChannels: 2 * keyHeads * keySize + valueHeads * valueSize,
      convolutionWidth: taps)
  }

  private mutating func width(_ name: String, _ meaning: String) -> Int64? {
    guard let field = scope.count(name) else {
      if scope.object[name] == nil { scope.missing(name, meaning) }
      return nil
    }
    guard field.value <= Self.widest else {
      outOfRange(field, "at most \(Self.widest)")
      return nil
    }
    return field.value
  }
}
