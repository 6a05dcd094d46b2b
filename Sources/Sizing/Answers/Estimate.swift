/// A quantity that is known within a range, with what the range rests on.
package struct Estimate: Sendable, Equatable {
  /// What a range rests on.
  package enum Basis: UInt8, Sendable, CaseIterable {
    /// Measured on this device with this model.
    case measured
    /// Derived from measurements on this device, with other models in the same format.
    case derived
    /// Estimated from constants of the class of device.
    case estimated

    /// The word for it.
    package var name: StaticString {
      switch self {
      case .measured: "measured"
      case .derived: "derived from a measurement"
      case .estimated: "estimated"
      }
    }
  }

  /// The least to expect.
  package let low: Double
  /// The most likely value.
  package let mid: Double
  /// The most to expect.
  package let high: Double
  /// What the range rests on.
  package let basis: Basis
}
