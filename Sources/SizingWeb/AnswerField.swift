/// The places of the numbers that describe a prepared model, in order.
package enum SummaryField: Int, CaseIterable, Sendable {
  case status
  case fileBytes
  case parameters
  case activeParameters
  case bitsPerWeight
  case weightBytesReadPerToken

  /// What the number says.
  package var meaning: StaticString {
    switch self {
    case .status: "0, or why the model was not prepared; then nothing else is written"
    case .fileBytes: "bytes of all tensors in a file"
    case .parameters: "parameters"
    case .activeParameters: "parameters that the computation of a token touches"
    case .bitsPerWeight: "bits for each parameter"
    case .weightBytesReadPerToken: "bytes of weights read for a token"
    }
  }
}

/// The places of an answer's numbers, in order. Bytes unless said otherwise.
///
/// Behind them follow the numbers of `LedgerField` for each of `UseField.cardBound` cards, zeros for
/// those that there are not.
package enum AnswerField: Int, CaseIterable, Sendable {
  case verdict
  case margin
  case bindingCard
  case bindingItem
  case needLow
  case need
  case needHigh
  case weights
  case cache
  case compute
  case hostWeights
  case hostCache
  case hostCompute
  case decodeLow
  case decode
  case decodeHigh
  case prefillLow
  case prefill
  case prefillHigh

  /// Numbers of an answer.
  package static let count = allCases.count + UseField.cardBound * LedgerField.allCases.count

  /// What the number says.
  package var meaning: StaticString {
    switch self {
    case .verdict: "position among verdicts"
    case .margin: "bytes left over on the card that decides; negative when it is too small"
    case .bindingCard: "number of the card that decides, from 0"
    case .bindingItem: "position among items, of the one that decides"
    case .needLow: "bytes over all cards with the least overhead"
    case .need: "bytes over all cards"
    case .needHigh: "bytes over all cards with the most overhead"
    case .weights: "bytes of weights over all cards"
    case .cache: "bytes of cache over all cards"
    case .compute: "bytes of working buffers over all cards"
    case .hostWeights: "bytes of weights in host memory"
    case .hostCache: "bytes of cache in host memory"
    case .hostCompute: "bytes of working buffers in host memory"
    case .decodeLow: "tokens per second at the least; 0 when not known"
    case .decode: "tokens per second; 0 when not known"
    case .decodeHigh: "tokens per second at the most; 0 when not known"
    case .prefillLow: "tokens of the prompt per second at the least; 0 when not known"
    case .prefill: "tokens of the prompt per second; 0 when not known"
    case .prefillHigh: "tokens of the prompt per second at the most; 0 when not known"
    }
  }
}

/// The places of a card's numbers in an answer, in order.
package enum LedgerField: Int, CaseIterable, Sendable {
  case firstLayer
  case layers
  case holdsOutput
  case weights
  case cache
  case compute
  case overheadLow
  case overhead
  case overheadHigh
  case room
  case verdict
  case bindingItem

  /// What the number says.
  package var meaning: StaticString {
    switch self {
    case .firstLayer: "number of the first layer, from 0"
    case .layers: "layers"
    case .holdsOutput: "1 when the card holds the output matrix"
    case .weights: "bytes of weights"
    case .cache: "bytes of cache"
    case .compute: "bytes of working buffers"
    case .overheadLow: "bytes of driver and kernels at the least"
    case .overhead: "bytes of driver and kernels"
    case .overheadHigh: "bytes of driver and kernels at the most"
    case .room: "bytes left over; negative when the card is too small"
    case .verdict: "position among verdicts"
    case .bindingItem: "position among items, of the one that decides"
    }
  }
}
