/// A model with the format of its checkpoint, from which weights are counted tensor by tensor.
package struct PreparedCheckpoint: Sendable {
  /// The model.
  package let model: LanguageModel
  /// How its tensors are stored.
  package let layout: CheckpointLayout
  /// How most of its matrices are stored.
  package var format: CheckpointFormat { layout.format }
  /// The name of the format; of an unquantized checkpoint that of the type it is stored in.
  package var formatName: StaticString {
    format == .bf16 && layout.plainBytes == 4 ? "F32" : format.name
  }
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
  /// Bytes that all tensors take less, and more, where matrices may be stored otherwise than is counted.
  private let slack: (below: Int64, above: Int64)
  /// Whether the bytes are those of files that were read.
  private let isStored: Bool

  /// Counts the tensors of a model, of which the format leaves out what such formats do.
  package init(model: LanguageModel, format: CheckpointFormat) {
    self.init(model: model, layout: CheckpointLayout(format))
  }

  /// Counts the tensors of a model.
  package init(model: LanguageModel, layout: CheckpointLayout) {
    let model = model.withoutDroppedTensors()
    self.model = model
    self.layout = layout
    var layers: [Int64] = []
    layers.reserveCapacity(model.layers)
    var experts: Int64 = 0
    for layer in 0..<model.layers {
      var bytes: Int64 = 0
      for tensor in model.tensors(ofLayer: layer) {
        let size = layout.bytes(of: tensor, inLayer: layer, of: model)
        bytes += size
        if tensor.role.isExpert { experts += size }
      }
      layers.append(bytes)
    }
    bytesOfLayer = layers
    expertBytes = experts
    func bytes(_ tensor: Tensor) -> Int64 { layout.bytes(of: tensor, inLayer: nil, of: model) }
    embeddingBytes =
      bytes(model.embeddingTensor) + (model.perLayerEmbeddingTensor.map(bytes) ?? 0)
    outputBytes = model.outputTensor.map(bytes) ?? 0
    var norm = bytes(model.outputNormTensor)
    for tensor in model.outputSideTensors { norm += bytes(tensor) }
    outputNormBytes = norm
    slack = layout.slack(of: model)
    surplus = 0
    isStored = false
  }

  /// Takes the bytes that files hold, of a checkpoint that is stored in a format by and large.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - layout: How most of its matrices are stored, by which ranks cut them.
  ///   - layers: Bytes of each layer; those after the model's own are left out.
  ///   - embedding: Bytes of the input embeddings.
  ///   - output: Bytes of the output matrix; zero when the embedding serves as such.
  ///   - outputNorm: Bytes of what stands around the output matrix.
  package init(
    model: LanguageModel, layout: CheckpointLayout, layers: [Int64], embedding: Int64,
    output: Int64, outputNorm: Int64
  ) {
    let model = model.withoutDroppedTensors()
    self.model = model
    self.layout = layout
    bytesOfLayer = Array(layers.prefix(model.layers))
    embeddingBytes = embedding
    outputBytes = model.tiesEmbeddings ? 0 : output
    outputNormBytes = outputNorm
    var held = embeddingBytes + outputBytes + outputNormBytes
    for layer in bytesOfLayer { held += layer }
    let counted = PreparedCheckpoint(model: model, layout: layout)
    expertBytes = counted.expertBytes
    surplus = held - counted.fileBytes
    slack = (0, 0)
    isStored = true
  }

  /// Bytes of all tensors: the checkpoint without the headers of its files.
  package var fileBytes: Int64 {
    var bytes = embeddingBytes + outputBytes + outputNormBytes
    for layer in bytesOfLayer { bytes += layer }
    return bytes
  }

  /// Bits for each parameter of the checkpoint.
  package var bitsPerWeight: Double { 8 * Double(fileBytes) / Double(model.parameters) }

  /// Bytes of the weights that each card holds when so many share every matrix; one holds the files with
  /// the padded vocabulary.
  ///
  /// - Parameter ranks: Cards that share each matrix.
  /// - Returns: Bytes of weights on each of them.
  /// - Throws: A `RuntimeFault` when they do not divide the model or its scales.
  package func bytesPerRank(_ ranks: Int64) throws(RuntimeFault) -> Int64 {
    let shared = try TensorRanks(model, count: ranks)
    var (whole, cut) = (Int64(0), Int64(0))
    for tensor in [model.embeddingTensor, model.outputTensor, model.perLayerEmbeddingTensor] {
      guard let tensor else { continue }
      whole += layout.bytes(of: tensor, inLayer: nil, of: model)
      cut += layout.bytes(of: shared.vocabularyPart(of: tensor), inLayer: nil, of: model)
    }
    guard ranks > 1 else { return fileBytes + cut - whole }
    var bytes = outputNormBytes + cut
    for layer in 0..<model.layers {
      for tensor in model.tensors(ofLayer: layer) {
        let part = shared.part(of: tensor, inLayer: layer)
        guard !layout.cuts(tensor, into: part, inLayer: layer, of: model) else {
          throw .ranksCutScales
        }
        bytes += layout.bytes(of: part, inLayer: layer, of: model)
      }
    }
    // What files hold beside their format is shared out evenly.
    return bytes + surplus / ranks
  }

  /// The term for weights: exact where all that files leave unquantized is counted, or was read.
  ///
  /// Where matrices may be stored otherwise, a card has its share of what they take less or more.
  func weights(_ bytes: Int64) -> RuntimeTerm {
    let share = Double(bytes) / Double(max(1, fileBytes))
    let low = bytes - Int64(share * Double(slack.below))
    let high = bytes + Int64(share * Double(slack.above))
    return RuntimeTerm(
      .weights, ByteBand(low: low, mid: bytes, high: high),
      layout.isComplete || isStored ? .exact : .derived)
  }
}

extension CheckpointLayout {
  /// Bytes that a model takes less where its matrices are stored as the smallest of the candidates, and more
  /// where they are stored as the largest.
  fileprivate func slack(of model: LanguageModel) -> (below: Int64, above: Int64) {
    guard !candidates.isEmpty else { return (0, 0) }
    var counted = self
    counted.candidates = []
    let bytes = PreparedCheckpoint(model: model, layout: counted).fileBytes
    var (least, most) = (bytes, bytes)
    counted.groups = []
    for candidate in candidates {
      counted.ownStorage = candidate
      let other = PreparedCheckpoint(model: model, layout: counted).fileBytes
      least = min(least, other)
      most = max(most, other)
    }
    return (bytes - least, most - bytes)
  }
}
