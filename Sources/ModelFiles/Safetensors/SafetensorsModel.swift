/// A checkpoint as the headers of its safetensors files describe it.
package struct SafetensorsModel: Sendable, Equatable {
  /// The files in alphabetical order.
  package let files: [SafetensorsFile]

  /// Puts files together and counts the weights that packed elements hold.
  ///
  /// - Parameters:
  ///   - files: The headers of all files of the checkpoint.
  ///   - packedBits: Bits of a weight packed into integers of 32 bits, as the quantizer's settings
  ///     say; 4 when not stated.
  init(_ files: [SafetensorsFile], packedBits: Int64?) {
    let names = Set(files.lazy.flatMap(\.tensors).map(\.name))
    let bits = packedBits.flatMap { (2...32).contains($0) ? $0 : nil } ?? 4
    let packing = PackedWeights(names: names, bits: bits)
    self.files = files.map { file in
      SafetensorsFile(
        path: file.path,
        tensors: file.tensors.map { tensor in
          StoredTensor(
            name: tensor.name, shape: tensor.shape, format: tensor.format,
            elements: tensor.elements, bytes: tensor.bytes,
            parameters: packing.parameters(
              of: tensor.name, format: tensor.format, elements: tensor.elements))
        }, headerBytes: file.headerBytes, dataBytes: file.dataBytes)
    }
  }

  /// The tensors of all files.
  package var tensors: [StoredTensor] { files.flatMap(\.tensors) }

  /// The bytes of the tensors by where they are needed.
  package var weights: StoredWeights { StoredWeights(tensors) }
}
