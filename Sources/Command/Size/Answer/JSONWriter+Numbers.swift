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

  /// Writes a member that is a whole number, or `null` where it is not known.
  mutating func number(_ name: String, _ value: Int64?) {
    guard let value else { return null(name) }
    number(name, value)
  }

  /// Writes a member that is a number, or `null` where it is not known.
  mutating func number(_ name: String, _ value: Double?) {
    guard let value else { return null(name) }
    number(name, value)
  }

  /// Writes a member that is a text, or `null` where there is none.
  mutating func member(_ name: String, _ value: String?) {
    guard let value else { return null(name) }
    member(name, value)
  }

  private mutating func null(_ name: String) {
    key(name)
    literal("null")
  }
}
