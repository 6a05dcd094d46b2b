import Catalog
import Pages

extension JSONWriter {
  /// Writes a member that is a whole number.
  mutating func number(_ name: String, _ value: Int64) {
    key(name)
    literal(String(value))
  }

  /// Writes a member that is a number.
  mutating func number(_ name: String, _ value: Double) {
    key(name)
    literal(ValueFormat.json(.decimal(value)))
  }
}
