extension LanguageModel {
  /// From all residual streams to the numbers by which they are mixed behind the last layer; `nil`
  /// where there is one stream.
  var headConnectionTensor: Tensor? {
    guard block.hasConnectedStreams else { return nil }
    return Tensor(
      .attentionConnection, HyperConnections.streams * hiddenSize, HyperConnections.streams)
  }

  /// Adds the tensors of attention to a window and to compressed rows.
  func appendCompressedAttention(
    _ shape: CompressedAttention, _ layer: Int, to tensors: inout [Tensor]
  ) {
    tensors.append(Tensor(.bias, queryHeads))
    tensors.append(Tensor(.norm, shape.queryRank))
    tensors.append(Tensor(.latentQueryDown, hiddenSize, shape.queryRank))
    tensors.append(Tensor(.latentQueryUp, shape.queryRank, queryWidth))
    tensors.append(Tensor(.norm, keyHeadSize))
    tensors.append(Tensor(.latentDown, hiddenSize, keyHeadSize))
    let narrow = shape.outputGroups * shape.outputRank
    tensors.append(Tensor(.outputGroupDown, queryWidth / shape.outputGroups, narrow))
    tensors.append(Tensor(.outputGroupUp, narrow, hiddenSize))
    let compression = shape.layers[layer]
    guard compression != .none else { return }
    let width = compression == .fine ? 2 * keyHeadSize : keyHeadSize
    tensors.append(Tensor(.norm, keyHeadSize))
    tensors.append(Tensor(.compressorKey, hiddenSize, width))
    tensors.append(Tensor(.compressorGate, hiddenSize, width))
    tensors.append(Tensor(.compressorPlace, width, compression.tokens))
    guard compression == .fine else { return }
    let indexer = shape.indexer
    tensors.append(Tensor(.indexerWeight, hiddenSize, indexer.heads))
    tensors.append(Tensor(.indexerQuery, shape.queryRank, indexer.heads * indexer.keySize))
    tensors.append(Tensor(.norm, indexer.keySize))
    tensors.append(Tensor(.indexCompressorKey, hiddenSize, 2 * indexer.keySize))
    tensors.append(Tensor(.indexCompressorGate, hiddenSize, 2 * indexer.keySize))
    tensors.append(Tensor(.indexCompressorPlace, 2 * indexer.keySize, compression.tokens))
  }

  /// Adds the tensors that mix residual streams in front of and behind each part of a layer.
  func appendConnections(to tensors: inout [Tensor]) {
    for role in [TensorRole.attentionConnection, .feedForwardConnection] {
      tensors.append(
        Tensor(role, HyperConnections.streams * hiddenSize, HyperConnections.mixes))
      tensors.append(Tensor(.bias, HyperConnections.mixes))
      tensors.append(Tensor(.bias, 3))
    }
  }

  /// Refuses compressed attention where the family has none, or the lack of it.
  func checkCompressed() throws(ModelFault) {
    guard architecture.hasCompressedAttention == (compressed != nil) else {
      throw .compressionDoesNotApply
    }
    guard let compressed else { return }
    try check(compressed.queryRank, .latentRank, 1...(1 << 16))
    try check(compressed.outputRank, .latentRank, 1...(1 << 16))
    try check(compressed.indexer.heads, .queryHeads, 1...1024)
    try check(compressed.indexer.keySize, .keyHeadSize, 64...1024)
    try check(compressed.indexer.chosen, .latentRank, 1...LoadSettings.contextBound)
    guard compressed.layers.count == layers, compressed.indexer.sharing.isEmpty,
      compressed.indexer.keySize % 64 == 0,
      compressed.outputGroups >= 1, queryHeads % compressed.outputGroups == 0, kvHeads == 1,
      keyHeadSize == valueHeadSize,
      window?.fullEvery == 0, window?.limited.isEmpty == true
    else { throw .compressionDoesNotApply }
  }

  /// Cells that a layer holds for each slot beside its window.
  ///
  /// The slot's context by the tokens of a row, rounded up to 256.
  package func compressedCells(
    _ compression: CompressedAttention.Compression, _ settings: LoadSettings
  ) -> Int64 {
    guard compression != .none else { return 0 }
    let rows = (settings.cellsPerSlot + compression.tokens - 1) / compression.tokens
    return (rows + 255) / 256 * 256
  }

  /// Bytes of the rows that are not finished yet, with their weights, for each slot.
  ///
  /// Rows of four tokens overlap: the tokens of two rows are kept, at twice the width.
  package func unfinishedBytes(
    _ compression: CompressedAttention.Compression, _ shape: CompressedAttention
  ) -> Int64 {
    switch compression {
    case .none: 0
    case .fine: 2 * 4 * 2 * compression.tokens * 2 * (keyHeadSize + shape.indexer.keySize)
    case .coarse: 2 * 4 * compression.tokens * keyHeadSize
    }
  }

  /// Bytes of all that a layer caches beside its window.
  func compressedCacheBytes(inLayer layer: Int, _ settings: LoadSettings) -> Int64 {
    guard let compressed else { return 0 }
    let compression = compressed.layers[layer]
    var row = settings.cacheTypeK.bytes(ofRow: keyHeadSize)
    if compression == .fine { row += settings.cacheTypeK.bytes(ofRow: compressed.indexer.keySize) }
    let cells = compressedCells(compression, settings)
    return (cells * row + unfinishedBytes(compression, compressed)) * settings.slots
  }
}
