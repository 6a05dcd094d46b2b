/// What the header of one safetensors file says.
package struct SafetensorsFile: Sendable, Equatable {
  /// The path as shown to the author.
  package let path: String
  /// The tensors in the order of their data.
  package let tensors: [StoredTensor]
  /// Bytes in front of the first tensor's data.
  package let headerBytes: Int64
  /// Bytes of all tensors.
  package let dataBytes: Int64
}
