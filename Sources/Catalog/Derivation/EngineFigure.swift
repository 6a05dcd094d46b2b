internal import Sizing

/// The figures that the engine works out for a model or a card, by the names in their anchors.
package enum EngineFigure: String, Sendable, CaseIterable {
  case file
  case weights
  case kv
  case compute
  case overhead
  case need
  case margin
  case speed

  /// The figures that records of a table have.
  static func figures(ofTable name: String) -> [EngineFigure] {
    switch name {
    case "model": allCases
    case "gpu": [.overhead]
    default: []
    }
  }

  /// The figure whose derivation tells what a function of the engine gives.
  package init?(function: String) {
    switch function {
    case "file_gib": self = .file
    case "weights_gib": self = .weights
    case "kv_gib": self = .kv
    case "compute_gib": self = .compute
    case "overhead_gib": self = .overhead
    case "need_gib": self = .need
    case "verdict", "margin_gib", "largest_context", "gpus_needed": self = .margin
    case "decode_tok_s", "decode_tok_s_low", "decode_tok_s_high", "decode_basis", "read_gib":
      self = .speed
    default: return nil
    }
  }

  /// Whether the figure is worked out on one of many devices, so that its part of a model's page
  /// shows how, and not this very value.
  package var isOnOneDevice: Bool { self == .margin || self == .speed }

  /// The last step of the engine's derivation.
  var quantity: Quantity {
    switch self {
    case .file: .fileBytes
    case .weights: .weightsOnCard
    case .kv: .cacheOnCard
    case .compute: .computeOnCard
    case .overhead: .overhead
    case .need: .need
    case .margin: .margin
    case .speed: .decodeRate
    }
  }

  /// What the figure is, in words.
  var title: String { DerivationText.title(of: quantity) }
}
