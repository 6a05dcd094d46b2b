/// What a tensor is for; the choice of its type in a mix depends on it.
package enum TensorRole: UInt8, Sendable, CaseIterable {
  case tokenEmbedding
  case output
  case norm
  case bias
  case router
  case attentionQuery
  case attentionKey
  case attentionValue
  case attentionQueryKeyValue
  case attentionOutput
  case feedForwardGate
  case feedForwardUp
  case feedForwardDown
  case expertGate
  case expertUp
  case expertDown
  /// Biases of the routed experts.
  case expertBias
  /// A factor for each routed expert's result.
  case expertScale
  /// The taps of a short convolution.
  case convolution
  /// From the stream to compressed queries.
  case latentQueryDown
  /// From compressed queries to queries.
  case latentQueryUp
  /// From the stream to the compressed row that is cached.
  case latentDown
  /// From the compressed row to keys, one slice for each head.
  case latentKeyUp
  /// From the compressed row to values, one slice for each head.
  case latentValueUp
  /// From the compressed row to keys and values of all heads, where both are one matrix.
  case latentKeyValueUp
  /// From compressed queries to those of the indexer.
  case indexerQuery
  /// From the stream to the indexer's key.
  case indexerKey
  /// From the stream to the weight of each head of the indexer.
  case indexerWeight
  /// The embedding that gives each layer an input of its own.
  case perLayerEmbedding
  /// From the embedded tokens to the same inputs.
  case perLayerProjection
  /// From the stream to the width of such an input.
  case perLayerGate
  /// From there back to the stream.
  case perLayerOutput
  /// From one of several residual streams to the others, or back.
  case streamProjection
  /// From a stream to the weights by which streams are mixed.
  case streamRouter
  /// How streams are mixed.
  case streamMixing
  /// From the stream to a narrow form beside attention.
  case residualDown
  /// From that back to the stream.
  case residualUp
  /// From the stream to what a recurrent part mixes, where one matrix gives all.
  case recurrentInput
  /// From the stream to the gate of a recurrent part.
  case recurrentGate
  /// From the stream to the small inputs of a recurrent part.
  case recurrentRate
  /// A second matrix of small inputs.
  case recurrentDecay
  /// From the stream to a narrow form of the decay of each channel.
  case channelDecayDown
  /// From that to the decay.
  case channelDecayUp
  /// From the stream to a narrow form of the gate.
  case channelGateDown
  /// From that to the gate.
  case channelGateUp
  /// From a recurrent part back to the stream.
  case recurrentOutput
  /// From all residual streams to the numbers by which attention mixes them.
  case attentionConnection
  /// The same for the feed-forward part.
  case feedForwardConnection
  /// From each group of heads to a narrow form.
  case outputGroupDown
  /// From the narrow forms of all groups back to the stream.
  case outputGroupUp
  /// From the stream to what compressed rows are made of.
  case compressorKey
  /// From the stream to the weights by which they are made.
  case compressorGate
  /// What is added to those weights by a token's place in its row.
  case compressorPlace
  /// The same three for the keys of the indexer.
  case indexCompressorKey
  case indexCompressorGate
  case indexCompressorPlace
  /// The experts of each token, as whole numbers.
  case expertTable
  /// From the stream to the width that routed experts work in.
  case expertEntry
  /// From that width back to the stream.
  case expertExit

  /// Whether the tensor holds routed experts, so that a token reads only a part of it.
  package var isExpert: Bool {
    switch self {
    case .expertGate, .expertUp, .expertDown: true
    default: false
    }
  }

  /// Whether the tensor stays in host memory when experts do.
  package var staysWithExperts: Bool { isExpert || self == .expertBias || self == .expertScale }

  /// Whether quantization leaves the tensor at 32 bits.
  package var staysFloat32: Bool {
    switch self {
    case .norm, .bias, .router, .convolution, .expertBias, .expertScale, .streamMixing,
      .expertTable:
      true
    default: false
    }
  }

  /// Whether quantization leaves the tensor at 16 bits.
  package var staysFloat16: Bool {
    switch self {
    case .perLayerProjection, .streamProjection, .streamRouter, .residualDown, .residualUp: true
    default: false
    }
  }
}
