package import Diagnostics

/// A value of a YAML document with its place. Tags are ignored and aliases are not allowed.
package struct YAMLValue: Sendable {
  /// The shapes that a value can have.
  package indirect enum Kind: Sendable {
    /// Nothing, `~` or `null`.
    case null
    /// A text. `isPlain` tells that it stood without quotes, so that `12` and `"12"` differ.
    case scalar(String, isPlain: Bool)
    case list([YAMLValue])
    /// A mapping in the author's order; keys are texts and differ from each other.
    case map([(key: YAMLKey, value: YAMLValue)])
  }

  package let kind: Kind
  package let span: SourceSpan

  package init(_ kind: Kind, at span: SourceSpan) {
    self.kind = kind
    self.span = span
  }

  /// The text of a scalar.
  package var text: String? {
    if case .scalar(let text, _) = kind { text } else { nil }
  }

  /// Returns the value under a key of a mapping.
  package subscript(key: String) -> YAMLValue? {
    guard case .map(let entries) = kind else { return nil }
    return entries.first { $0.key.text == key }?.value
  }
}

/// A key of a mapping with its place.
package struct YAMLKey: Hashable, Sendable {
  package let text: String
  package let span: SourceSpan

  package init(_ text: String, at span: SourceSpan) {
    self.text = text
    self.span = span
  }
}
