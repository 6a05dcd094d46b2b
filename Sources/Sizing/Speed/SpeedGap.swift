/// Why a speed is not stated.
package enum SpeedGap: UInt8, Error, Sendable, CaseIterable {
  /// The bandwidth of a card is not known.
  case bandwidth
  /// The number of a card's compute units is not known.
  case computeUnits
  /// The rate of a card's matrix units is not known.
  case matrixRate
  /// Something that is read for each token is in host memory, and the processor is not known.
  case processor
  /// Prefill with weights in host memory: no run of llama.cpp itself informs it, only of other programs.
  case hostPrefill
  /// Several streams with weights in host memory: no measurement informs it.
  case hostStreams
  /// No measurement informs how fast the runtime is on such cards.
  case runtime
  /// With a draft model the text decides how many of its guesses are right.
  case draft
  /// Attention to compressed rows takes several times what its bytes do, and no constant is fitted.
  case compressedRows
  /// Weights in host memory exceed it, or may, and the disk that they are read from is not known.
  case disk
  /// Host memory does not even hold the cache and the buffers that are in it.
  case hostMemory
  /// How a card is joined to the machine is not known.
  case link
  /// The clock of a card's compute units is not known, nor a rate that it follows from.
  case clock
}

extension Plan {
  /// Why no speed of what is loaded is stated, whatever it is loaded on.
  var modelGap: SpeedGap? {
    if companions.draft != nil { return .draft }
    return prepared.model.architecture.hasCompressedAttention ? .compressedRows : nil
  }
}
