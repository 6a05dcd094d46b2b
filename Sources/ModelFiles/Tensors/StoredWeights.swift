/// The bytes of a model's tensors as a file holds them, by where they are needed.
package struct StoredWeights: Sendable, Equatable {
  /// Bytes of the input embedding.
  package let embedding: Int64
  /// Bytes of the output matrix, or `nil` when the input embedding serves as such.
  package let output: Int64?
  /// Bytes of what stands around the output matrix.
  package let outputNorm: Int64
  /// Bytes of each decoder block.
  package let layers: [Int64]
  /// Of these, the bytes of the routed experts.
  package let layerExperts: [Int64]
  /// Bytes of towers, projectors and draft layers outside the decoder's stack.
  package let others: Int64
  /// Bytes of all tensors, each padded to the alignment of the file.
  package let file: Int64
  /// Weights of the whole file.
  package let parameters: Int64

  /// Adds up tensors. The readers have made sure that no sum overflows.
  ///
  /// - Parameters:
  ///   - tensors: The tensors of all files of the model.
  ///   - alignment: Bytes to whose multiples a tensor is padded; 1 for none.
  package init(_ tensors: some Sequence<StoredTensor>, alignment: Int64 = 1) {
    var embedding: Int64 = 0
    var output: Int64?
    var ends: Int64 = 0
    var layers: [Int64] = []
    var experts: [Int64] = []
    var others: Int64 = 0
    var file: Int64 = 0
    var parameters: Int64 = 0
    for tensor in tensors {
      switch tensor.part {
      case .embedding: embedding += tensor.bytes
      case .output: output = (output ?? 0) + tensor.bytes
      case .ends: ends += tensor.bytes
      case .other: others += tensor.bytes
      case .layer(let layer):
        while layers.count <= layer {
          layers.append(0)
          experts.append(0)
        }
        layers[layer] += tensor.bytes
        if tensor.isExpert { experts[layer] += tensor.bytes }
      }
      file += Alignment.padded(tensor.bytes, to: alignment)
      parameters += tensor.parameters
    }
    self.embedding = embedding
    self.output = output
    outputNorm = ends
    self.layers = layers
    layerExperts = experts
    self.others = others
    self.file = file
    self.parameters = parameters
  }
}
