package import Sizing

/// A model of the catalog in a quantization, ready to be sized.
package struct SizedModel: Sendable {
  package let id: String
  package let name: String
  package let quantization: String
  package let prepared: PreparedModel
  /// The context the model was made for, in tokens, without ways to stretch it.
  package let nativeContext: Int64?
}

/// A device of the catalog, ready for the engine.
package struct SizedCard: Sendable {
  package let id: String
  package let name: String
  package let card: Card
  /// Whether the usable memory was read on a real card; else it is assumed.
  package let isMeasured: Bool
  /// The catalog's `class`: consumer, workstation, datacenter or soc.
  package let kind: String
  package let marketedGB: Double
}
