package import Diagnostics

/// A heading and the anchor that leads to it.
package struct Heading: Hashable, Sendable {
  /// The level, 1 to 6.
  package var level: Int
  /// The value of the `id` attribute, unique in the document.
  package var id: String
  /// The text without markup. Inline forms add nothing to it.
  package var text: String
  /// The place of the heading, from its first mark to the end of that line.
  package var span: SourceSpan
  /// The place of the code span `=id …` that gives the id, where the author wrote one.
  package var idSpan: SourceSpan?
  /// Whether a link, an image or a form stands in it, so that it cannot be a link itself.
  package var holdsLinks: Bool

  package init(
    level: Int, id: String, text: String, span: SourceSpan, idSpan: SourceSpan? = nil,
    holdsLinks: Bool = false
  ) {
    self.level = level
    self.id = id
    self.text = text
    self.span = span
    self.idSpan = idSpan
    self.holdsLinks = holdsLinks
  }
}
