package import Catalog
package import Diagnostics

/// One page as it will be written, with what is needed to judge it.
package struct RenderedPage: Sendable {
  package var path: PagePath
  package var html: String
  /// The page's data as JSON, where the site wants it.
  package var json: String?
  /// The place in the content of each link that the content holds, by its `href`.
  package var linkPlaces: [String: SourceSpan]
  /// Links of the content that lead nowhere and have been reported.
  package var reportedLinks: Set<String>
  package var reads: ReadLog
  package var diagnostics: [Diagnostic]
}
