/// Layers that keep a state of constant size instead of a cache: linear attention, state space.
package struct Recurrence: Sendable, Equatable {
  /// The kinds of such layers.
  package enum Kind: UInt8, Sendable, CaseIterable {
    /// Gated DeltaNet.
    case gatedDeltaNet
    /// Mamba-2.
    case mamba2
    /// Kimi Delta Attention.
    case kimiDelta
    /// A short convolution between two gates, with no further state.
    case shortConvolution

    /// The name for options and tables.
    package var name: StaticString {
      switch self {
      case .gatedDeltaNet: "Gated DeltaNet"
      case .mamba2: "Mamba-2"
      case .kimiDelta: "Kimi Delta Attention"
      case .shortConvolution: "Short convolution"
      }
    }
  }

  /// The kind.
  package let kind: Kind
  /// Value heads, or heads of the state space.
  package let heads: Int64
  /// Elements of a head.
  package let headSize: Int64
  /// Elements of the state for each element of a head; zero where the convolution is all.
  package let stateSize: Int64
  /// Channels that the short convolution runs over.
  package let convolutionChannels: Int64
  /// Taps of the short convolution.
  package let convolutionWidth: Int64
  /// Bytes of an element of the state that the published configuration asks runtimes for; `nil` where it
  /// asks for nothing. llama.cpp keeps 32 bits whatever it says.
  package let statedElement: Int64?

  /// Creates the shape of the layers.
  package init(
    kind: Kind, heads: Int64, headSize: Int64, stateSize: Int64, convolutionChannels: Int64,
    convolutionWidth: Int64 = 4, statedElement: Int64? = nil
  ) {
    self.kind = kind
    self.heads = heads
    self.headSize = headSize
    self.stateSize = stateSize
    self.convolutionChannels = convolutionChannels
    self.convolutionWidth = convolutionWidth
    self.statedElement = statedElement
  }

  /// Width of all heads, in elements.
  package var innerWidth: Int64 { heads * headSize }

  /// Width of what the convolution takes beside the values: keys and queries, or `B` and `C`.
  package var sideWidth: Int64 { convolutionChannels - innerWidth }

  /// Key heads of the linear attention, or groups of the state space.
  package var groups: Int64 { stateSize > 0 ? sideWidth / (2 * stateSize) : 0 }

  /// Elements of the last inputs of the convolution that a sequence keeps.
  package var convolutionState: Int64 { (convolutionWidth - 1) * convolutionChannels }

  /// Elements of the state that a sequence keeps.
  package var headState: Int64 { innerWidth * stateSize }

  /// Bytes of both for each sequence and layer; llama.cpp keeps them in 32 bits.
  package var bytesPerSequence: Int64 { 4 * (convolutionState + headState) }
}
