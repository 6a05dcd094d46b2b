/// The places of the numbers that describe a use of a model, in order.
///
/// Behind them follow the numbers of `CardField` for each of `UseField.cardBound` cards.
package enum UseField: Int, CaseIterable, Sendable {
  case contextTokens
  case slots
  case microBatch
  case cacheTypeK
  case cacheTypeV
  case flashAttention
  case logits
  case gpuLayers
  case hostExpertLayers
  case cachedTokens
  case split
  case cardCount
  case promptTokens
  case hostBandwidthGBPerSecond
  case hostFastCores
  case hostSockets

  /// The most cards of a request.
  package static let cardBound = 8
  /// Numbers that describe a use.
  package static let count = allCases.count + cardBound * CardField.allCases.count

  /// What the number says.
  package var meaning: StaticString {
    switch self {
    case .contextTokens: "tokens of context over all slots"
    case .slots: "sequences held at once"
    case .microBatch: "tokens computed at once in prefill"
    case .cacheTypeK: "position among cache types, for keys"
    case .cacheTypeV: "position among cache types, for values"
    case .flashAttention: "1 when attention runs as one fused operator"
    case .logits: "position among logits"
    case .gpuLayers: "units on cards, counted from the output matrix; -1 for all"
    case .hostExpertLayers: "layers at the start whose experts stay in host memory; -1 for all"
    case .cachedTokens: "tokens in the cache of the stream that decodes"
    case .split: "0: by the cards' memory, 1: the best, 2: by the cards' shares"
    case .cardCount: "cards, from 1 on"
    case .promptTokens: "tokens of the prompt whose speed is asked for"
    case .hostBandwidthGBPerSecond:
      "bandwidth of the processor's memory in GB/s; 0 when not known"
    case .hostFastCores: "fast cores of the processor over all sockets; 0 when not known"
    case .hostSockets: "sockets of processors; 0 counts as 1"
    }
  }
}

/// The places of the numbers that describe a card, in order.
package enum CardField: Int, CaseIterable, Sendable {
  case usableBytes
  case backend
  case bandwidthGBPerSecond
  case share
  case computeUnits
  case clockGHz
  case matrixTeraflops
  case boardWatts
  case sharesMemory
  case decodeFactor
  case prefillFactor
  case knowsExperts
  case decodeFormats
  case prefillFormats

  /// What the number says.
  package var meaning: StaticString {
    switch self {
    case .usableBytes: "bytes that a program can allocate from"
    case .backend: "position among backends"
    case .bandwidthGBPerSecond: "bandwidth in GB/s; 0 when not known"
    case .share: "what the card takes, relative to the others, for split 2"
    case .computeUnits: "compute units; 0 when not known"
    case .clockGHz: "highest stated clock in GHz; 0 when not known"
    case .matrixTeraflops: "dense FP16 rate of the matrix units in TFLOP/s; 0 when not known"
    case .boardWatts: "power of the board in W; 0 when not known"
    case .sharesMemory: "1 when the memory is LPDDR that a PC's processor shares"
    case .decodeFactor: "measured by predicted decode rate of the card; 0 when not measured"
    case .prefillFactor: "measured by predicted prefill rate of the card; 0 when not measured"
    case .knowsExperts: "1 when the decode factor rests on three families of models with experts"
    case .decodeFormats:
      "formats of the runs behind the decode factor: the sum of 2 to the power of their positions among formats"
    case .prefillFormats: "the same of the prefill factor"
    }
  }
}
