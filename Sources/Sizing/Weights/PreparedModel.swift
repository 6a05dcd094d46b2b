/// A model in a mix, with the byte sums that sizing asks for again and again.
///
/// Preparing walks all tensors once; sizing a prepared model is then a few additions. It never changes
/// and every plan holds it, so it is shared, not copied.
package final class PreparedModel: Sendable {
  /// The shape.
  package let model: LanguageModel
  /// The mix, or `nil` for a file that says none.
  package let mix: QuantizationMix?
  /// Whether the file is made with an importance matrix.
  package let hasImportanceMatrix: Bool
  /// Bytes of the input embedding.
  package let embeddingBytes: Int64
  /// Bytes of the embedding that gives each layer an input of its own.
  package let perLayerEmbeddingBytes: Int64
  /// Bytes of the projections from one of several residual streams to the others, or back.
  let streamProjectionBytes: Int64
  /// Bytes of the matrix by which residual streams are mixed behind the last layer.
  let headConnectionBytes: Int64
  /// Bytes of the output matrix; the input embedding's once more when it is tied.
  package let outputBytes: Int64
  /// Bytes of the norm in front of the output matrix, and of what is held beside it.
  package let outputNormBytes: Int64
  /// Bytes of the tensors of layers `0..<i`, for each `i` up to the number of layers.
  package let bytesBeforeLayer: [Int64]
  /// Bytes of what stays in host memory with the experts of layers `0..<i`, as above.
  package let expertBytesBeforeLayer: [Int64]
  /// Bytes of each layer's tensors of each role, layer by layer.
  private let bytesByRole: [Int64]
  /// What short tensors take in memory beyond their bytes.
  let padding: TensorPadding
  /// The kinds of layers by what they cache.
  let cacheKinds: [CacheKind]
  /// Bytes of all routed experts.
  package let expertBytes: Int64
  /// Parameters of all blocks.
  let layerParameters: Int64
  /// Parameters of all routed experts.
  let expertParameters: Int64
  /// Bytes of all tensors in a file, each padded to 32 bytes; without header and tokenizer.
  package let fileBytes: Int64
  /// Parameters.
  package let parameters: Int64

  /// Chooses the format of each tensor and adds up.
  ///
  /// - Parameters:
  ///   - model: The shape.
  ///   - mix: The mix.
  ///   - hasImportanceMatrix: Whether the file is made with an importance matrix. Then files of some
  ///     mixes are smaller: IQ3_XXS by up to 4 %, IQ4_XS by 1 %; those of Q4_0 are a little larger.
  package convenience init(
    _ model: LanguageModel, _ mix: QuantizationMix, hasImportanceMatrix: Bool = false
  ) {
    var chooser = TypeChooser(model, mix, hasImportanceMatrix: hasImportanceMatrix)
    self.init(model, mix, hasImportanceMatrix: hasImportanceMatrix, fileBytes: nil) {
      chooser.type(of: $0, layer: $1 ?? 0).bytes(of: $0)
    }
  }

  /// Adds up what is stored somewhere, whatever formats were chosen.
  ///
  /// - Parameters:
  ///   - model: The shape.
  ///   - mix: The mix that the file says it was made with.
  ///   - fileBytes: Bytes of all tensors in the file.
  ///   - bytes: The bytes of a tensor of a layer, or of one outside of all layers.
  package convenience init(
    _ model: LanguageModel, _ mix: QuantizationMix?, fileBytes: Int64,
    bytes: (_ tensor: Tensor, _ layer: Int?) -> Int64
  ) {
    self.init(model, mix, hasImportanceMatrix: false, fileBytes: fileBytes, bytes)
  }

  private init(
    _ model: LanguageModel, _ mix: QuantizationMix?, hasImportanceMatrix: Bool, fileBytes: Int64?,
    _ bytesOf: (_ tensor: Tensor, _ layer: Int?) -> Int64
  ) {
    var file = FileSum()
    var padding = TensorPadding(model)
    var experts: Int64 = 0
    var (elements, expertElements): (Int64, Int64) = (0, 0)
    var before: [Int64] = []
    before.reserveCapacity(model.layers + 1)
    var sum: Int64 = 0
    before.append(0)
    var expertsBefore: [Int64] = [0]
    expertsBefore.reserveCapacity(model.layers + 1)
    var byRole = [Int64](repeating: 0, count: model.layers * Self.roleCount)
    for layer in 0..<model.layers {
      var staying = expertsBefore[layer]
      padding.beginLayer()
      for tensor in model.tensors(ofLayer: layer) {
        let bytes = bytesOf(tensor, layer)
        sum += bytes
        padding.add(bytes)
        byRole[layer * Self.roleCount + Int(tensor.role.rawValue)] += bytes
        elements += tensor.parameters
        if tensor.role.isExpert {
          experts += bytes
          expertElements += tensor.elements
        }
        if tensor.role.staysWithExperts { staying += bytes }
        file.add(tensor, bytes)
      }
      before.append(sum)
      expertsBefore.append(staying)
    }
    let embedding = model.embeddingTensor
    embeddingBytes = bytesOf(embedding, nil)
    file.add(embedding, embeddingBytes)
    if let table = model.perLayerEmbeddingTensor {
      perLayerEmbeddingBytes = bytesOf(table, nil)
      file.add(table, perLayerEmbeddingBytes)
    } else {
      perLayerEmbeddingBytes = 0
    }
    let norm = model.outputNormTensor
    var ends = bytesOf(norm, nil)
    file.add(norm, ends)
    for tensor in model.outputSideTensors {
      let bytes = bytesOf(tensor, nil)
      file.add(tensor, bytes)
      padding.addToOutput(bytes)
      ends += bytes
    }
    streamProjectionBytes = model.streamProjectionTensor.map { bytesOf($0, nil) } ?? 0
    headConnectionBytes = model.headConnectionTensor.map { bytesOf($0, nil) } ?? 0
    outputNormBytes = ends
    if model.block.hasTurnFactors, let head = model.window?.fullHeadSize {
      // How far each pair of a head is turned; no parameters of the checkpoint.
      file.addBytes(2 * head)
    }
    if let output = model.outputTensor {
      outputBytes = bytesOf(output, nil)
      file.add(output, outputBytes)
    } else {
      outputBytes = embeddingBytes
    }
    self.model = model
    self.mix = mix
    self.padding = padding
    self.hasImportanceMatrix = hasImportanceMatrix
    bytesBeforeLayer = before
    expertBytesBeforeLayer = expertsBefore
    bytesByRole = byRole
    cacheKinds = model.cacheKinds()
    expertBytes = experts
    layerParameters = elements
    expertParameters = expertElements
    self.fileBytes = fileBytes ?? file.bytes
    parameters = file.elements
  }

  private static let roleCount = TensorRole.allCases.count

  /// Bytes of a layer's tensors of a role.
  func bytes(of role: TensorRole, inLayer layer: Int) -> Int64 {
    bytesByRole[layer * Self.roleCount + Int(role.rawValue)]
  }

  /// Whether two layers have as many bytes of each role.
  func hasEqualTensors(inLayers layer: Int, _ other: Int) -> Bool {
    let (first, second) = (layer * Self.roleCount, other * Self.roleCount)
    for role in 0..<Self.roleCount
    where bytesByRole[first + role] != bytesByRole[second + role] {
      return false
    }
    return true
  }

  /// Bytes of all embeddings, which stay in host memory: rows of them are looked up.
  package var lookUpBytes: Int64 { embeddingBytes + perLayerEmbeddingBytes }

  /// Bytes of all blocks.
  package var layerBytes: Int64 { bytesBeforeLayer[model.layers] }

  /// Bytes of the weights when every layer is on cards: all but the input embedding look-up.
  package var cardBytes: Int64 { layerBytes + outputNormBytes + outputBytes }

  /// Bits for each parameter of the file, padding included.
  package var bitsPerWeight: Double { 8 * Double(fileBytes) / Double(parameters) }

  /// Bytes of the weights read from memory for one token of one stream.
  ///
  /// The input embedding is a look-up of one row; of the experts only the chosen ones are read.
  package var bytesReadPerToken: Double {
    guard let experts = model.experts else { return Double(cardBytes) }
    return Double(cardBytes) - (1 - experts.usedShare) * Double(expertBytes)
  }

  /// Parameters of the layers that a token uses.
  var activeLayerParameters: Double {
    guard let experts = model.experts else { return Double(layerParameters) }
    return Double(layerParameters) - (1 - experts.usedShare) * Double(expertParameters)
  }
}

/// The running sums over the tensors of a file.
private struct FileSum {
  var bytes: Int64 = 0
  var elements: Int64 = 0

  mutating func addBytes(_ more: Int64) { bytes += (more + 31) / 32 * 32 }

  mutating func add(_ tensor: Tensor, _ tensorBytes: Int64) {
    bytes += (tensorBytes + 31) / 32 * 32
    elements += tensor.parameters
  }
}
