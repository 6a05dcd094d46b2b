package import Catalog
package import Diagnostics

/// Where a link stands in a page's source, and how it is written there.
package struct LinkPlace: Sendable {
  package var destination: String
  package var span: SourceSpan

  package init(destination: String, span: SourceSpan) {
    self.destination = destination
    self.span = span
  }
}

/// One page as it will be written, with what is needed to judge it.
package struct RenderedPage: Sendable {
  package var path: PagePath
  package var html: [UInt8]
  /// The page in other forms, and its tables, as the site's settings want them.
  package var twins: [OutputFile]
  /// The place in the content of each link that the content holds, by its `href`.
  package var linkPlaces: [String: LinkPlace]
  /// Links of the content that lead nowhere and have been reported.
  package var reportedLinks: Set<String>
  /// Whether every form was filled in, so that no anchor is missing for want of its table.
  package var hasAllAnchors: Bool
  /// Whether the text names an anchor twice, which has been reported.
  package var hasReportedRepeats: Bool
  /// The names of the named queries that the text shows.
  package var queries: Set<String>
  package var reads: ReadLog
  package var diagnostics: [Diagnostic]

  /// All files of the page, its HTML first.
  package var files: [OutputFile] { [OutputFile(path: path.outputFile, bytes: html)] + twins }
}
