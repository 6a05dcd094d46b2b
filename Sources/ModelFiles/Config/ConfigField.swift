internal import Diagnostics

/// A field of a configuration with its value and place.
struct ConfigField<Value: Sendable>: Sendable {
  /// The name as the file spells it.
  let name: String
  let value: Value
  /// Where the value stands.
  let span: SourceSpan
}
