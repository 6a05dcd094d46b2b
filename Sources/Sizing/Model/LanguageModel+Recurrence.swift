extension LanguageModel {
  /// Adds the tensors of a recurrent part.
  func appendRecurrence(_ shape: Recurrence, to tensors: inout [Tensor]) {
    switch shape.kind {
    case .gatedDeltaNet: appendDeltaNet(shape, to: &tensors)
    case .mamba2: appendMamba(shape, to: &tensors)
    case .kimiDelta: appendKimiDelta(shape, to: &tensors)
    }
  }

  private func appendDeltaNet(_ shape: Recurrence, to tensors: inout [Tensor]) {
    tensors.append(Tensor(.attentionQueryKeyValue, hiddenSize, shape.convolutionChannels))
    tensors.append(Tensor(.other, hiddenSize, shape.innerWidth))
    tensors.append(Tensor(.convolution, shape.convolutionWidth, shape.convolutionChannels))
    if block.fusesDeltaInputs {
      tensors.append(Tensor(.other, hiddenSize, 2 * shape.heads))
    } else {
      tensors.append(Tensor(.other, hiddenSize, shape.heads))
      tensors.append(Tensor(.other, hiddenSize, shape.heads))
    }
    tensors.append(Tensor(.norm, shape.heads))
    tensors.append(Tensor(.bias, shape.heads))
    tensors.append(Tensor(.norm, shape.headSize))
    tensors.append(Tensor(.other, shape.innerWidth, hiddenSize))
  }

  private func appendMamba(_ shape: Recurrence, to tensors: inout [Tensor]) {
    let inner = shape.innerWidth
    tensors.append(
      Tensor(.other, hiddenSize, inner + shape.convolutionChannels + shape.heads))
    tensors.append(Tensor(.convolution, shape.convolutionWidth, shape.convolutionChannels))
    tensors.append(Tensor(.bias, shape.convolutionChannels))
    tensors.append(Tensor(.bias, shape.heads))
    tensors.append(Tensor(.norm, shape.heads))
    tensors.append(Tensor(.norm, shape.heads))
    if block.hasRecurrentNorm { tensors.append(Tensor(.norm, inner)) }
    tensors.append(Tensor(.other, inner, hiddenSize))
  }

  private func appendKimiDelta(_ shape: Recurrence, to tensors: inout [Tensor]) {
    let inner = shape.innerWidth
    tensors.append(Tensor(.attentionQuery, hiddenSize, inner))
    tensors.append(Tensor(.attentionKey, hiddenSize, inner))
    tensors.append(Tensor(.attentionValue, hiddenSize, inner))
    for _ in 0..<3 { tensors.append(Tensor(.convolution, shape.convolutionWidth, inner)) }
    for _ in 0..<2 {
      tensors.append(Tensor(.other, hiddenSize, shape.headSize))
      tensors.append(Tensor(.other, shape.headSize, inner))
    }
    tensors.append(Tensor(.other, hiddenSize, shape.heads))
    tensors.append(Tensor(.norm, shape.heads))
    tensors.append(Tensor(.bias, inner))
    tensors.append(Tensor(.norm, shape.headSize))
    tensors.append(Tensor(.attentionOutput, inner, hiddenSize))
  }
}
