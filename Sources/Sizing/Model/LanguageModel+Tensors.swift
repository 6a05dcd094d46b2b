extension LanguageModel {
  /// The tensors of one layer, as llama.cpp's loader lists them for the architecture.
  package func tensors(ofLayer layer: Int) -> [Tensor] {
    var tensors: [Tensor] = []
    tensors.reserveCapacity(24)
    let parts = parts(ofLayer: layer)
    appendNorms(of: parts, to: &tensors)
    if parts.contains(.attention) {
      if let compressed {
        appendCompressedAttention(compressed, layer, to: &tensors)
      } else if let latent {
        appendLatentAttention(latent, to: &tensors)
        appendIndexer(latent, layer, to: &tensors)
      } else {
        appendAttention(heads(inLayer: layer), layer, to: &tensors)
      }
    }
    if let recurrence, parts.contains(.recurrence) {
      appendRecurrence(recurrence, to: &tensors)
    }
    appendFeedForward(parts, layer, to: &tensors)
    appendPerLayer(layer, to: &tensors)
    if block.hasConnectedStreams { appendConnections(to: &tensors) }
    if block.hasAlternatingStreams { appendStreamMixing(to: &tensors) }
    return tensors
  }

  /// The input embedding.
  package var embeddingTensor: Tensor { Tensor(.tokenEmbedding, hiddenSize, vocabularySize) }

  /// The output matrix, or `nil` when the input embedding serves as such.
  package var outputTensor: Tensor? {
    tiesEmbeddings ? nil : Tensor(.output, hiddenSize, vocabularySize)
  }

  /// The norm in front of the output matrix.
  package var outputNormTensor: Tensor { Tensor(.norm, hiddenSize) }

  /// The embedding that gives each layer an input of its own, or `nil` without one.
  package var perLayerEmbeddingTensor: Tensor? {
    perLayerSize == 0
      ? nil : Tensor(.perLayerEmbedding, perLayerSize * Int64(layers), vocabularySize)
  }

  /// From the first of several residual streams to the others, or from those back; `nil` where
  /// there is one stream.
  var streamProjectionTensor: Tensor? {
    guard block.hasAlternatingStreams else { return nil }
    return Tensor(
      .streamProjection, hiddenSize, hiddenSize, slices: AlternatingStreams.count - 1)
  }

  /// All tensors that belong to no layer.
  package var tensorsOutsideLayers: [Tensor] {
    var tensors = [embeddingTensor, outputNormTensor]
    if let table = perLayerEmbeddingTensor { tensors.append(table) }
    tensors += outputSideTensors
    if let output = outputTensor { tensors.append(output) }
    return tensors
  }

  /// What is held with the output matrix beside the norm in front of it: biases of that norm and of
  /// the logits, and the projections between residual streams.
  package var outputSideTensors: [Tensor] {
    var tensors: [Tensor] = []
    if block.hasNormBias { tensors.append(Tensor(.bias, hiddenSize)) }
    if block.hasLogitBias { tensors.append(Tensor(.bias, vocabularySize)) }
    if let projection = streamProjectionTensor { tensors += [projection, projection] }
    if let connection = headConnectionTensor {
      tensors += [connection, Tensor(.bias, connection.rows), Tensor(.bias, 1)]
    }
    return tensors
  }

  /// The number of parameters.
  package var parameters: Int64 {
    var total = embeddingTensor.elements + outputNormTensor.elements
    if let output = outputTensor { total += output.elements }
    if let embedding = perLayerEmbeddingTensor { total += embedding.elements }
    for tensor in outputSideTensors { total += tensor.elements }
    for layer in 0..<layers {
      for tensor in tensors(ofLayer: layer) { total += tensor.parameters }
    }
    return total
  }

  /// The parameters that one token's computation touches.
  package var activeParameters: Int64 {
    let computed = parameters - (perLayerEmbeddingTensor?.elements ?? 0)
    guard let experts else { return computed }
    let width = experts.latentSize > 0 ? experts.latentSize : hiddenSize
    let matrices: Int64 = block.hasUngatedFeedForward ? 2 : 3
    let idle = (experts.count - experts.used) * matrices * width * experts.feedForwardSize
    return computed - idle * Int64(layers(with: .experts, in: 0..<layers))
  }

  private func appendNorms(of parts: LayerParts, to tensors: inout [Tensor]) {
    if block.mixersStandAlone || parts == .feedForward, !parts.isEmpty {
      tensors.append(Tensor(.norm, hiddenSize))
      return
    }
    if parts.isEmpty { return }
    var norms = block.hasPostNorms ? 2 : 0
    if block.hasAttentionNorm { norms += 1 }
    if block.hasFeedForwardNorm { norms += 1 }
    if block.hasDenseBesideExperts, parts.contains(.experts) { norms += 3 }
    for _ in 0..<norms {
      tensors.append(Tensor(.norm, hiddenSize))
      if block.hasNormBias { tensors.append(Tensor(.bias, hiddenSize)) }
    }
    if block.hasLayerScale { tensors.append(Tensor(.norm, 1)) }
  }

  private func appendAttention(_ heads: HeadShape, _ layer: Int, to tensors: inout [Tensor]) {
    switch block.queryKeyNorm {
    case .none:
      break
    case .head:
      tensors.append(Tensor(.norm, heads.keySize))
      if hasKeyAndValue(inLayer: layer) { tensors.append(Tensor(.norm, heads.keySize)) }
    case .width:
      tensors.append(Tensor(.norm, heads.queryWidth))
      tensors.append(Tensor(.norm, heads.keyWidth))
    case .eachHead:
      tensors.append(Tensor(.norm, heads.keySize, heads.queryHeads))
      tensors.append(Tensor(.norm, heads.keySize, heads.kvHeads))
    }
    if block.hasSinks { tensors.append(Tensor(.bias, heads.queryHeads)) }
    if block.fusesQueryKeyValue {
      let width = heads.queryWidth + heads.keyWidth + heads.valueWidth
      tensors.append(Tensor(.attentionQueryKeyValue, hiddenSize, width))
      if block.hasQueryKeyValueBias { tensors.append(Tensor(.bias, width)) }
    } else {
      let gated: Int64 = block.hasGatedAttention ? 2 : 1
      tensors.append(Tensor(.attentionQuery, hiddenSize, gated * heads.queryWidth))
      if hasKeyAndValue(inLayer: layer) {
        tensors.append(Tensor(.attentionKey, hiddenSize, heads.keyWidth))
        if !sharesKeyAndValue(inLayer: layer) {
          tensors.append(Tensor(.attentionValue, hiddenSize, heads.valueWidth))
        }
      }
      if block.hasQueryKeyValueBias {
        tensors.append(Tensor(.bias, heads.queryWidth))
        tensors.append(Tensor(.bias, heads.keyWidth))
        tensors.append(Tensor(.bias, heads.valueWidth))
      }
    }
    tensors.append(Tensor(.attentionOutput, heads.outputWidth, hiddenSize))
    if block.hasAttentionOutputBias { tensors.append(Tensor(.bias, hiddenSize)) }
  }

  /// Whether one projection gives a layer's keys and values.
  ///
  /// So in Gemma 4, in layers that see the whole context, but not in the small models with inputs for
  /// each layer.
  func sharesKeyAndValue(inLayer layer: Int) -> Bool {
    guard block.fullLayersShareKeyAndValue, perLayerSize == 0, let window else { return false }
    return !window.limits(layer: layer)
  }

  private func appendPerLayer(_ layer: Int, to tensors: inout [Tensor]) {
    guard perLayerSize > 0 else { return }
    if layer == 0 {
      tensors.append(Tensor(.perLayerProjection, hiddenSize, perLayerSize * Int64(layers)))
      tensors.append(Tensor(.norm, perLayerSize))
    }
    tensors.append(Tensor(.perLayerGate, hiddenSize, perLayerSize))
    tensors.append(Tensor(.perLayerOutput, perLayerSize, hiddenSize))
    tensors.append(Tensor(.norm, hiddenSize))
  }

  private func appendStreamMixing(to tensors: inout [Tensor]) {
    let streams = AlternatingStreams.count
    tensors.append(Tensor(.streamMixing, streams, streams))
    tensors.append(Tensor(.streamMixing, streams, streams * streams))
    tensors.append(Tensor(.streamRouter, hiddenSize, streams))
    // Norm of the router, scale of the corrected stream, norm beside attention.
    for _ in 0..<3 { tensors.append(Tensor(.norm, hiddenSize)) }
    tensors.append(Tensor(.residualDown, hiddenSize, AlternatingStreams.lowRank))
    tensors.append(Tensor(.residualUp, AlternatingStreams.lowRank, hiddenSize))
  }

  private func appendLatentAttention(_ latent: LatentAttention, to tensors: inout [Tensor]) {
    if latent.queryRank > 0 {
      tensors.append(Tensor(.norm, latent.queryRank))
      tensors.append(Tensor(.latentQueryDown, hiddenSize, latent.queryRank))
      tensors.append(Tensor(.latentQueryUp, latent.queryRank, queryWidth))
    } else {
      tensors.append(Tensor(.attentionQuery, hiddenSize, queryWidth))
    }
    tensors.append(Tensor(.norm, latent.keyValueRank))
    tensors.append(Tensor(.latentDown, hiddenSize, latent.cachedWidth))
    if latent.cachesHeads {
      let width = queryHeads * (latent.nopeSize + latent.valueSize)
      tensors.append(Tensor(.latentKeyValueUp, latent.keyValueRank, width))
    } else {
      tensors.append(
        Tensor(.latentKeyUp, latent.nopeSize, latent.keyValueRank, slices: queryHeads))
      tensors.append(
        Tensor(.latentValueUp, latent.keyValueRank, latent.valueSize, slices: queryHeads))
    }
    tensors.append(Tensor(.attentionOutput, queryHeads * latent.valueSize, hiddenSize))
  }

  private func appendIndexer(
    _ latent: LatentAttention, _ layer: Int, to tensors: inout [Tensor]
  ) {
    guard let indexer = latent.indexer, indexer.serves(layer: layer) else { return }
    tensors.append(Tensor(.norm, indexer.keySize))
    tensors.append(Tensor(.bias, indexer.keySize))
    tensors.append(Tensor(.indexerWeight, hiddenSize, indexer.heads))
    tensors.append(Tensor(.indexerKey, hiddenSize, indexer.keySize))
    tensors.append(Tensor(.indexerQuery, latent.queryRank, indexer.heads * indexer.keySize))
  }
}
