extension LanguageModel {
  /// The tensors of one block, as llama.cpp's loader lists them for the architecture.
  package func tensors(ofLayer layer: Int) -> [Tensor] {
    var tensors: [Tensor] = []
    tensors.reserveCapacity(16)
    appendNorms(to: &tensors)
    appendAttention(to: &tensors)
    appendFeedForward(ofLayer: layer, to: &tensors)
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

  /// The bias of the norm in front of the output matrix, and that of the logits.
  package var outputBiasTensors: [Tensor] {
    var tensors: [Tensor] = []
    if block.hasNormBias { tensors.append(Tensor(.bias, hiddenSize)) }
    if block.hasLogitBias { tensors.append(Tensor(.bias, vocabularySize)) }
    return tensors
  }

  /// The number of parameters.
  package var parameters: Int64 {
    var total = embeddingTensor.elements + outputNormTensor.elements
    if let output = outputTensor { total += output.elements }
    for bias in outputBiasTensors { total += bias.elements }
    for layer in 0..<layers {
      for tensor in tensors(ofLayer: layer) { total += tensor.elements }
    }
    return total
  }

  /// The parameters that one token's computation touches.
  package var activeParameters: Int64 {
    guard let experts else { return parameters }
    let idle = (experts.count - experts.used) * 3 * hiddenSize * experts.feedForwardSize
    return parameters - idle * Int64(layers - experts.leadingDenseLayers)
  }

  private func appendNorms(to tensors: inout [Tensor]) {
    var norms = block.hasPostNorms ? 2 : 0
    if block.hasAttentionNorm { norms += 1 }
    if block.hasFeedForwardNorm { norms += 1 }
    for _ in 0..<norms {
      tensors.append(Tensor(.norm, hiddenSize))
      if block.hasNormBias { tensors.append(Tensor(.bias, hiddenSize)) }
    }
    switch block.queryKeyNorm {
    case .none:
      break
    case .head:
      tensors.append(Tensor(.norm, keyHeadSize))
      tensors.append(Tensor(.norm, keyHeadSize))
    case .width:
      tensors.append(Tensor(.norm, queryWidth))
      tensors.append(Tensor(.norm, keyWidth))
    case .eachHead:
      tensors.append(Tensor(.norm, keyHeadSize, queryHeads))
      tensors.append(Tensor(.norm, keyHeadSize, kvHeads))
    }
  }

  private func appendAttention(to tensors: inout [Tensor]) {
    if block.fusesQueryKeyValue {
      let width = queryWidth + keyWidth + valueWidth
      tensors.append(Tensor(.attentionQueryKeyValue, hiddenSize, width))
      if block.hasQueryKeyValueBias { tensors.append(Tensor(.bias, width)) }
    } else {
      tensors.append(Tensor(.attentionQuery, hiddenSize, queryWidth))
      tensors.append(Tensor(.attentionKey, hiddenSize, keyWidth))
      tensors.append(Tensor(.attentionValue, hiddenSize, valueWidth))
      if block.hasQueryKeyValueBias {
        tensors.append(Tensor(.bias, queryWidth))
        tensors.append(Tensor(.bias, keyWidth))
        tensors.append(Tensor(.bias, valueWidth))
      }
    }
    tensors.append(Tensor(.attentionOutput, queryHeads * valueHeadSize, hiddenSize))
    if block.hasAttentionOutputBias { tensors.append(Tensor(.bias, hiddenSize)) }
  }

  private func appendFeedForward(ofLayer layer: Int, to tensors: inout [Tensor]) {
    guard let experts = experts(inLayer: layer) else {
      if block.fusesGateUp {
        tensors.append(Tensor(.feedForwardUp, hiddenSize, 2 * feedForwardSize))
      } else {
        tensors.append(Tensor(.feedForwardGate, hiddenSize, feedForwardSize))
        tensors.append(Tensor(.feedForwardUp, hiddenSize, feedForwardSize))
      }
      tensors.append(Tensor(.feedForwardDown, feedForwardSize, hiddenSize))
      return
    }
    let width = experts.feedForwardSize
    tensors.append(Tensor(.router, hiddenSize, experts.count))
    if block.hasExpertSelectionBias { tensors.append(Tensor(.bias, experts.count)) }
    tensors.append(Tensor(.expertGate, hiddenSize, width, slices: experts.count))
    tensors.append(Tensor(.expertUp, hiddenSize, width, slices: experts.count))
    tensors.append(Tensor(.expertDown, width, hiddenSize, slices: experts.count))
  }
}
