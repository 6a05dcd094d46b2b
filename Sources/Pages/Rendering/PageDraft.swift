import Catalog
package import Diagnostics
package import Prose

/// A page whose text has been filled in and whose template has not.
///
/// What other pages show of it (``RelatedIndex``) is taken from drafts, so that no page is rendered
/// twice.
package struct PageDraft: Sendable {
  package var page: PageEntry
  /// The text, as it was before it was filled in.
  var text: MarkdownText.Reading
  package var prose: RenderedProse
  var linkPlaces: [String: LinkPlace]
  var reportedLinks: Set<String>
  var reads: ReadLog
  package var diagnostics: [Diagnostic]
}
