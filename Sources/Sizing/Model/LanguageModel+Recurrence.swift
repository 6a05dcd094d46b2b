extension LanguageModel {
  /// Adds the tensors of a recurrent part.
  func appendRecurrence(_ shape: Recurrence, to tensors: inout [Tensor]) {
    switch shape.kind {
    case .gatedDeltaNet: appendDeltaNet(shape, to: &tensors)
    case .mamba2: appendMamba(shape, to: &tensors)
    case .kimiDelta: appendKimiDelta(shape, to: &tensors)
    case .shortConvolution: appendShortConvolution(shape, to: &tensors)
    }
  }

  private func appendShortConvolution(_ shape: Recurrence, to tensors: inout [Tensor]) {
    tensors.append(Tensor(.convolution, shape.convolutionWidth, shape.convolutionChannels))
    tensors.append(Tensor(.recurrentInput, hiddenSize, 3 * shape.innerWidth))
    tensors.append(Tensor(.recurrentOutput, shape.innerWidth, hiddenSize))
  }

  private func appendDeltaNet(_ shape: Recurrence, to tensors: inout [Tensor]) {
    tensors.append(Tensor(.attentionQueryKeyValue, hiddenSize, shape.convolutionChannels))
    tensors.append(Tensor(.recurrentGate, hiddenSize, shape.innerWidth))
    tensors.append(Tensor(.convolution, shape.convolutionWidth, shape.convolutionChannels))
    if block.fusesDeltaInputs {
      tensors.append(Tensor(.recurrentRate, hiddenSize, 2 * shape.heads))
    } else {
      tensors.append(Tensor(.recurrentRate, hiddenSize, shape.heads))
      tensors.append(Tensor(.recurrentDecay, hiddenSize, shape.heads))
    }
    tensors.append(Tensor(.norm, shape.heads))
    tensors.append(Tensor(.bias, shape.heads))
    tensors.append(Tensor(.norm, shape.headSize))
    tensors.append(Tensor(.recurrentOutput, shape.innerWidth, hiddenSize))
  }

  private func appendMamba(_ shape: Recurrence, to tensors: inout [Tensor]) {
    let inner = shape.innerWidth
    tensors.append(
      Tensor(.recurrentInput, hiddenSize, inner + shape.convolutionChannels + shape.heads))
    tensors.append(Tensor(.convolution, shape.convolutionWidth, shape.convolutionChannels))
    tensors.append(Tensor(.bias, shape.convolutionChannels))
    tensors.append(Tensor(.bias, shape.heads))
    tensors.append(Tensor(.norm, shape.heads))
    tensors.append(Tensor(.norm, shape.heads))
    if block.hasRecurrentNorm { tensors.append(Tensor(.norm, inner)) }
    tensors.append(Tensor(.recurrentOutput, inner, hiddenSize))
  }

  private func appendKimiDelta(_ shape: Recurrence, to tensors: inout [Tensor]) {
    let inner = shape.innerWidth
    tensors.append(Tensor(.attentionQuery, hiddenSize, inner))
    tensors.append(Tensor(.attentionKey, hiddenSize, inner))
    tensors.append(Tensor(.attentionValue, hiddenSize, inner))
    for _ in 0..<3 { tensors.append(Tensor(.convolution, shape.convolutionWidth, inner)) }
    tensors.append(Tensor(.channelDecayDown, hiddenSize, shape.headSize))
    tensors.append(Tensor(.channelDecayUp, shape.headSize, inner))
    tensors.append(Tensor(.channelGateDown, hiddenSize, shape.headSize))
    tensors.append(Tensor(.channelGateUp, shape.headSize, inner))
    tensors.append(Tensor(.recurrentRate, hiddenSize, shape.heads))
    tensors.append(Tensor(.norm, shape.heads))
    tensors.append(Tensor(.bias, inner))
    tensors.append(Tensor(.norm, shape.headSize))
    tensors.append(Tensor(.attentionOutput, inner, hiddenSize))
  }
}
