package import Diagnostics
package import Markup

/// A sentence of a page with what its query said of it.
package struct RenderedClaim: Sendable {
  /// The sentence as it stands on the page.
  package var sentence: String
  /// Whether the catalog bears it out.
  package var holds: Bool
  /// What the query found beside: "lowest 24 GB, highest 32 GB"; empty where it gives one column.
  package var evidence: String
  /// The heading that it stands below; `nil` above the first.
  package var section: Heading?
  /// The anchor of its query among the page's workings.
  package var workings: String
  package var span: SourceSpan
}
