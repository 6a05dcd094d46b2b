package import Sizing

/// Where the format of a checkpoint comes from.
package enum FormatOrigin: String, Sendable {
  /// The request names it.
  case asked
  /// The model's configuration states it.
  case configuration
  /// The model was published in it, as its record says.
  case published
  /// Nothing that is covered is known of it.
  case assumed

  /// The step of a derivation that says so.
  package func step(_ checkpoint: PreparedCheckpoint) -> DerivationText.Step {
    let bits = checkpoint.bitsPerWeight
    return DerivationText.Step(
      symbol: "\(Quantity.bitsPerWeight.symbol)", title: "Checkpoint in \(checkpoint.formatName)",
      value: bits, unit: DerivationText.symbol(of: .bitsPerWeight),
      text: DerivationText.text(of: bits, in: .bitsPerWeight), formula: nil, source: source,
      card: nil, operands: [])
  }

  /// The same in words.
  private var source: String {
    switch self {
    case .asked: "what was asked for"
    case .configuration: "what config.json states"
    case .published: "what the model was published in, by its record in the catalog"
    case .assumed: "assumed: no format that the model was published in is covered"
    }
  }
}
