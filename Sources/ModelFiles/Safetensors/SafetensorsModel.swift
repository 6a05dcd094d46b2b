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
  ///
  /// - Parameter plainBytes: Bytes of a number to which a runtime brings tensors that are not quantized; `nil`
  ///   where it takes them as they are.
  /// - Returns: The bytes of the embeddings, of each layer and of the rest.
  package func weights(plainBytes: Int64? = nil) -> StoredWeights {
    StoredWeights(tensors.map { tensor in plainBytes.flatMap(tensor.loaded) ?? tensor })
  }
}

extension StoredTensor {
  /// The tensor in numbers of so many bytes; `nil` where a runtime keeps it as it is: quantized weights,
  /// their scales, and the few that modelling code computes with in 32 bits.
  fileprivate func loaded(in plainBytes: Int64) -> StoredTensor? {
    guard ["F64", "F32", "F16", "BF16"].contains(format), !PackedWeights.isAuxiliary(name),
      !Self.keptWide.contains(where: name.hasSuffix)
    else { return nil }
    return StoredTensor(
      name: name, shape: shape, format: format, elements: elements, bytes: plainBytes * elements,
      parameters: parameters)
  }

  /// Source: the layers of vLLM and of transformers that create these in 32 bits.
  private static let keptWide = [".A_log", ".dt_bias", ".D", ".e_score_correction_bias"]
}
