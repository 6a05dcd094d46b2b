extension LanguageModel {
  /// Adds the tensors of a layer's feed-forward part.
  func appendFeedForward(_ parts: LayerParts, _ layer: Int, to tensors: inout [Tensor]) {
    if parts.contains(.feedForward) { appendDense(feedForwardSize(inLayer: layer), to: &tensors) }
    guard let experts, parts.contains(.experts) else { return }
    if block.hasDenseBesideExperts {
      appendDense(feedForwardSize, to: &tensors)
      // Scales of the router's input and of each expert's result.
      tensors.append(Tensor(.norm, hiddenSize))
      tensors.append(Tensor(.expertScale, experts.count))
    }
    tensors.append(Tensor(.router, hiddenSize, experts.count))
    if block.hasRouterBias { tensors.append(Tensor(.bias, experts.count)) }
    if layer < experts.hashedLayers {
      tensors.append(Tensor(.expertTable, experts.used, vocabularySize))
    } else if block.hasExpertSelectionBias {
      tensors.append(Tensor(.bias, experts.count))
    }
    appendRouted(experts, to: &tensors)
    appendShared(experts, to: &tensors)
  }

  private func appendDense(_ width: Int64, to tensors: inout [Tensor]) {
    if block.fusesGateUp {
      tensors.append(Tensor(.feedForwardUp, hiddenSize, 2 * width))
    } else {
      if !block.hasUngatedFeedForward {
        tensors.append(Tensor(.feedForwardGate, hiddenSize, width))
      }
      tensors.append(Tensor(.feedForwardUp, hiddenSize, width))
    }
    tensors.append(Tensor(.feedForwardDown, width, hiddenSize))
    guard block.hasFeedForwardBias else { return }
    if !block.hasUngatedFeedForward { tensors.append(Tensor(.bias, width)) }
    tensors.append(Tensor(.bias, width))
    tensors.append(Tensor(.bias, hiddenSize))
  }

  private func appendRouted(_ experts: Experts, to tensors: inout [Tensor]) {
    let width = experts.feedForwardSize
    var outer = hiddenSize
    if experts.latentSize > 0 {
      outer = experts.latentSize
      tensors.append(Tensor(.expertEntry, hiddenSize, outer))
      tensors.append(Tensor(.expertExit, outer, hiddenSize))
    }
    if !block.hasUngatedFeedForward {
      tensors.append(Tensor(.expertGate, outer, width, slices: experts.count))
    }
    tensors.append(Tensor(.expertUp, outer, width, slices: experts.count))
    tensors.append(Tensor(.expertDown, width, outer, slices: experts.count))
    guard block.hasExpertBiases else { return }
    tensors.append(Tensor(.expertBias, width, experts.count))
    tensors.append(Tensor(.expertBias, width, experts.count))
    tensors.append(Tensor(.expertBias, hiddenSize, experts.count))
  }

  private func appendShared(_ experts: Experts, to tensors: inout [Tensor]) {
    let width = experts.sharedFeedForwardSize
    guard width > 0 else { return }
    if !block.hasUngatedFeedForward {
      tensors.append(Tensor(.feedForwardGate, hiddenSize, width))
    }
    tensors.append(Tensor(.feedForwardUp, hiddenSize, width))
    tensors.append(Tensor(.feedForwardDown, width, hiddenSize))
    if block.hasSharedExpertGate { tensors.append(Tensor(.norm, hiddenSize)) }
  }
}
