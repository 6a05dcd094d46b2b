internal import Sizing

/// A property of blocks in which models of one family differ.
struct BlockChange {
  /// Where a request tells it.
  let field: ModelField

  /// All of them but the norm of queries and keys, which has more than two forms.
  static let all: [BlockChange] = [
    .queryKeyValueBias, .attentionOutputBias, .feedForwardBias, .logitBias, .expertSelectionBias,
    .normsTurnedHeads, .recurrentNorm, .fusesQueryKeyValue, .fullLayersShareKeyAndValue,
    .unusedKeyAndValue,
  ].map { BlockChange(field: $0) }

  /// Whether a block has the property.
  func value(in block: BlockLayout) -> Bool {
    switch field {
    case .queryKeyValueBias: block.hasQueryKeyValueBias
    case .attentionOutputBias: block.hasAttentionOutputBias
    case .feedForwardBias: block.hasFeedForwardBias
    case .logitBias: block.hasLogitBias
    case .expertSelectionBias: block.hasExpertSelectionBias
    case .normsTurnedHeads: block.normsTurnedHeads
    case .recurrentNorm: block.hasRecurrentNorm
    case .fusesQueryKeyValue: block.fusesQueryKeyValue
    case .unusedKeyAndValue: block.hasUnusedKeyAndValue
    default: block.fullLayersShareKeyAndValue
    }
  }

  /// Gives a block the property, or takes it.
  func set(_ value: Bool, in block: inout BlockLayout) {
    switch field {
    case .queryKeyValueBias: block.hasQueryKeyValueBias = value
    case .attentionOutputBias: block.hasAttentionOutputBias = value
    case .feedForwardBias: block.hasFeedForwardBias = value
    case .logitBias: block.hasLogitBias = value
    case .expertSelectionBias: block.hasExpertSelectionBias = value
    case .normsTurnedHeads: block.normsTurnedHeads = value
    case .recurrentNorm: block.hasRecurrentNorm = value
    case .fusesQueryKeyValue: block.fusesQueryKeyValue = value
    case .unusedKeyAndValue: block.hasUnusedKeyAndValue = value
    default: block.fullLayersShareKeyAndValue = value
    }
  }
}
