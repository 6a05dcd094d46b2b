/// A tensor as the header of a file describes it.
package struct StoredTensor: Sendable, Equatable {
  /// The name as the file spells it.
  package let name: String
  /// Elements along each dimension, in the file's order: GGUF begins with the row, safetensors ends
  /// with it.
  package let shape: [Int64]
  /// The name of the storage format, such as `Q4_K` or `BF16`.
  package let format: String
  /// Elements as stored. Several packed weights may share one element of a safetensors file.
  package let elements: Int64
  /// Bytes without padding.
  package let bytes: Int64
  /// Weights of the model that the tensor holds: its elements, more where they are packed, none
  /// for scales and the like.
  package let parameters: Int64

  init(
    name: String, shape: [Int64], format: String, elements: Int64, bytes: Int64,
    parameters: Int64? = nil
  ) {
    self.name = name
    self.shape = shape
    self.format = format
    self.elements = elements
    self.bytes = bytes
    self.parameters = parameters ?? elements
  }

  /// The part of the model that the tensor belongs to.
  package var part: TensorPart { TensorPart(ofTensor: name) }

  /// Whether the tensor holds routed experts.
  package var isExpert: Bool { TensorPart.holdsExperts(name) }
}
