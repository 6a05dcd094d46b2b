/// A number of a JSON text, kept as written.
package struct JSONNumber: Sendable, Equatable {
  /// The digits as written; also `NaN`, `Infinity` and `-Infinity`, which Python's writer makes.
  package var text: String

  package init(_ text: String) { self.text = text }

  /// The number when it is whole and in range: `4096`, and also `4096.0` and `4e3`.
  package var integer: Int64? {
    if let exact = Int64(text) { return exact }
    guard let value = Double(text), value == value.rounded(), value.magnitude < 0x1p53 else {
      return nil
    }
    return Int64(value)
  }

  /// The number, or `nil` when it is not finite.
  package var double: Double? {
    guard let value = Double(text), value.isFinite else { return nil }
    return value
  }
}
