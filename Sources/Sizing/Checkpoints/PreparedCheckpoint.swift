/// A model with the format of its checkpoint, from which weights are counted tensor by tensor.
package struct PreparedCheckpoint: Sendable {
  /// The model.
  package let model: LanguageModel
  /// How its matrices are stored.
  package let format: CheckpointFormat
  /// Bytes of each layer.
  let bytesOfLayer: [Int64]
  /// Bytes of the input embedding, and of that which gives each layer an input of its own.
  package let embeddingBytes: Int64
  /// Bytes of the output matrix; zero when the embedding serves as such.
  package let outputBytes: Int64
  /// Bytes of the last norm and of the biases behind it.
  package let outputNormBytes: Int64
  /// Bytes of all routed experts, in the format.
  let expertBytes: Int64
  /// Bytes that files hold beside what the format gives.
  private let surplus: Int64

  /// Counts the tensors of a model.
  package init(model: LanguageModel, format: CheckpointFormat) {
    let model = model.withoutDroppedTensors()
    self.model = model
    self.format = format
    var layers: [Int64] = []
    layers.reserveCapacity(model.layers)
    var experts: Int64 = 0
    for layer in 0..<model.layers {
      var bytes: Int64 = 0
      for tensor in model.tensors(ofLayer: layer) {
        let size = format.bytes(of: tensor, in: model)
        bytes += size
        if tensor.role.isExpert { experts += size }
      }
      layers.append(bytes)
    }
    bytesOfLayer = layers
    expertBytes = experts
    var embedding = format.bytes(of: model.embeddingTensor, in: model)
    if let table = model.perLayerEmbeddingTensor { embedding += format.bytes(of: table, in: model) }
    embeddingBytes = embedding
    outputBytes = model.outputTensor.map { format.bytes(of: $0, in: model) } ?? 0
    var norm = format.bytes(of: model.outputNormTensor, in: model)
    for tensor in model.outputSideTensors { norm += format.bytes(of: tensor, in: model) }
    outputNormBytes = norm
    surplus = 0
  }

  /// Takes the bytes that files hold, of a checkpoint that is stored in a format by and large.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - format: How most of its matrices are stored, by which ranks cut them.
  ///   - layers: Bytes of each layer; those after the model's own are left out.
  ///   - embedding: Bytes of the input embeddings.
  ///   - output: Bytes of the output matrix; zero when the embedding serves as such.
  ///   - outputNorm: Bytes of what stands around the output matrix.
  package init(
    model: LanguageModel, format: CheckpointFormat, layers: [Int64], embedding: Int64,
    output: Int64, outputNorm: Int64
  ) {
    let model = model.withoutDroppedTensors()
    self.model = model
    self.format = format
    bytesOfLayer = Array(layers.prefix(model.layers))
    embeddingBytes = embedding
    outputBytes = model.tiesEmbeddings ? 0 : output
    outputNormBytes = outputNorm
    var held = embeddingBytes + outputBytes + outputNormBytes
    for layer in bytesOfLayer { held += layer }
    let counted = PreparedCheckpoint(model: model, format: format)
    expertBytes = counted.expertBytes
    surplus = held - counted.fileBytes
  }

  /// Bytes of all tensors: the checkpoint without the headers of its files.
  package var fileBytes: Int64 {
    var bytes = embeddingBytes + outputBytes + outputNormBytes
    for layer in bytesOfLayer { bytes += layer }
    return bytes
  }

  /// Bits for each parameter of the checkpoint.
  package var bitsPerWeight: Double { 8 * Double(fileBytes) / Double(model.parameters) }

  /// Bytes of the weights that each card holds when so many share every matrix.
  ///
  /// - Parameter ranks: Cards that share each matrix.
  /// - Returns: Bytes of weights on each of them.
  /// - Throws: A `RuntimeFault` when they do not divide the model or its scales.
  package func bytesPerRank(_ ranks: Int64) throws(RuntimeFault) -> Int64 {
    let shared = try TensorRanks(model, count: ranks)
    guard ranks > 1 else { return fileBytes }
    var bytes = outputNormBytes
    bytes += format.bytes(of: shared.vocabularyPart(of: model.embeddingTensor), in: model)
    if let output = model.outputTensor {
      bytes += format.bytes(of: shared.vocabularyPart(of: output), in: model)
    }
    if let table = model.perLayerEmbeddingTensor {
      bytes += format.bytes(of: shared.vocabularyPart(of: table), in: model)
    }
    for layer in 0..<model.layers {
      for tensor in model.tensors(ofLayer: layer) {
        let part = shared.part(of: tensor, inLayer: layer)
        guard !format.cuts(tensor, into: part, in: model) else { throw .ranksCutScales }
        bytes += format.bytes(of: part, in: model)
      }
    }
    // What files hold beside their format is shared out evenly.
    return bytes + surplus / ranks
  }
}

extension CheckpointFormat {
  /// Bytes of a tensor of a model.
  func bytes(of tensor: Tensor, in model: LanguageModel) -> Int64 {
    guard quantizes(tensor.role, hasExperts: model.experts != nil) else {
      return 2 * tensor.elements
    }
    return storage.bytes(of: tensor)
  }

  /// Whether a part of a tensor ends inside weights that share a scale.
  fileprivate func cuts(_ tensor: Tensor, into part: Tensor, in model: LanguageModel) -> Bool {
    guard quantizes(tensor.role, hasExperts: model.experts != nil) else { return false }
    // Engines pad the parts of MXFP4 experts instead.
    if self == .mxfp4 { return false }
    let storage = storage
    if part.rowLength != tensor.rowLength, part.rowLength % storage.columnUnit != 0 { return true }
    return part.rows != tensor.rows && part.rows % storage.rowUnit != 0
  }
}
