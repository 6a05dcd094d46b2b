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
  /// The taps of a short convolution.
  case convolution
  /// A matrix that no rule singles out.
  case other

  /// Whether the tensor holds routed experts, so that a token reads only a part of it.
  package var isExpert: Bool {
    switch self {
    case .expertGate, .expertUp, .expertDown: true
    default: false
    }
  }

  /// Whether quantization leaves the tensor at 32 bits.
  package var staysFloat32: Bool {
    switch self {
    case .norm, .bias, .router, .convolution: true
    default: false
    }
  }
}
