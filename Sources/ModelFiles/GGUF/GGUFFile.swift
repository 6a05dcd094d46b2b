/// What the header of one GGUF file says.
package struct GGUFFile: Sendable, Equatable {
  /// The path as shown to the author.
  package let path: String
  /// The version of the format: 2 or 3.
  package let version: UInt32
  /// The metadata in the file's order.
  package let metadata: [GGUFEntry]
  /// The tensors in the file's order.
  package let tensors: [StoredTensor]
  /// Bytes to whose multiples tensors are padded.
  package let alignment: Int64
  /// Bytes in front of the first tensor's data.
  package let headerBytes: Int64
  /// Bytes of all tensors, padded.
  package let dataBytes: Int64

  /// The entry of a key.
  package func entry(_ key: String) -> GGUFEntry? { metadata.first { $0.key == key } }

  /// The whole number of a key.
  package func integer(_ key: String) -> Int64? {
    guard case .integer(let value)? = entry(key)?.value else { return nil }
    return value
  }

  /// The text of a key.
  package func text(_ key: String) -> String? {
    guard case .text(let value)? = entry(key)?.value else { return nil }
    return value
  }
}
