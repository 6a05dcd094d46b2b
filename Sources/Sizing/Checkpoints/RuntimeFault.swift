/// Why a runtime cannot load a model so.
package enum RuntimeFault: Error, Sendable, Equatable {
  /// No cards, or more than 64.
  case cardCountOutOfRange
  /// The ranks of tensor parallelism do not divide a size.
  case ranksDoNotDivide(RankedSize)
  /// A rank's part of a matrix would cut through weights that share a scale.
  case ranksCutScales
  /// No tokens of context, or more than `LoadSettings.contextBound` over all sequences.
  case contextOutOfRange
  /// A sequence's context is longer than the model was made for.
  case contextBeyondModel
  /// No sequences, or more than `RuntimeSettings.sequenceBound`.
  case sequencesOutOfRange
  /// More sequences than the runtime serves at once.
  case sequencesBeyondLimit
  /// No tokens in a batch, or more than `VLLMSettings.batchBound`.
  case batchOutOfRange
  /// More tokens in the prompt than the context holds.
  case promptBeyondContext
  /// The share of a card's memory is not above zero and at most one.
  case utilisationOutOfRange
  /// What the runtime caches of compressed rows is not known.
  case compressedRows
}

/// The sizes that tensor parallelism divides.
package enum RankedSize: UInt8, Sendable, CaseIterable {
  case queryHeads
  case kvHeads
  case feedForwardSize
  case expertFeedForwardSize
  case sharedExpertFeedForwardSize
  case vocabulary
  case recurrentHeads
  case recurrentGroups
  case recurrentChannels

  /// The words for it.
  package var name: StaticString {
    switch self {
    case .queryHeads: "query heads"
    case .kvHeads: "key and value heads"
    case .feedForwardSize: "feed-forward width"
    case .expertFeedForwardSize: "feed-forward width of an expert"
    case .sharedExpertFeedForwardSize: "feed-forward width of the shared experts"
    case .vocabulary: "vocabulary"
    case .recurrentHeads: "heads of the recurrent layers"
    case .recurrentGroups: "key heads or groups of the recurrent layers"
    case .recurrentChannels: "channels of the recurrent layers"
    }
  }
}
