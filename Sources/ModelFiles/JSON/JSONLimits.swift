/// How large a JSON text may be before it is refused.
package struct JSONLimits: Sendable {
  /// Bytes of the whole text.
  package var bytes: Int
  /// Arrays and objects inside each other.
  package var depth: Int
  /// Values of all kinds, together.
  package var values: Int
  /// Bytes of one string as written.
  package var stringBytes: Int
  /// Bytes of one key as written.
  package var keyBytes: Int
  /// Bytes of one number as written.
  package var numberBytes: Int

  package init(
    bytes: Int, depth: Int = 64, values: Int, stringBytes: Int = 1 << 20, keyBytes: Int = 4096,
    numberBytes: Int = 64
  ) {
    self.bytes = bytes
    self.depth = depth
    self.values = values
    self.stringBytes = stringBytes
    self.keyBytes = keyBytes
    self.numberBytes = numberBytes
  }

  /// For a model's configuration: real ones have some kilobytes, those that list the modules left
  /// out of a quantization some hundred.
  package static let configuration = JSONLimits(bytes: 8 << 20, values: 1 << 18)
  /// For the list of tensors of a sharded checkpoint: the largest have about 200 000 tensors.
  package static let shardIndex = JSONLimits(bytes: 128 << 20, values: 1 << 21, stringBytes: 4096)
  /// For the header of a safetensors file; the format itself allows 100 MB.
  package static let tensorHeader = JSONLimits(
    bytes: 100_000_000, depth: 8, values: 1 << 24, stringBytes: 1 << 20)
}
