import Diagnostics
import Pages

/// What came of one page and its variants.
struct PageOutcome: Sendable {
  var facts: [PageFacts] = []
  var diagnostics: [Diagnostic] = []
  /// What was written, or stands already.
  var files: [ReleaseManifest.File] = []
  /// What the page names, where that is part of the index of related pages.
  var mentions: PageMentions?
  /// Whether the page was rendered by this build.
  var isRendered = false
  /// What the record is to hold of the page.
  var recorded: [UInt8] = []
}

extension PageOutcome {
  /// Takes a page as it is recorded.
  init(_ page: PageRecord, recorded: [UInt8]) {
    self.init(
      facts: page.facts, diagnostics: page.diagnostics, files: page.files,
      mentions: page.mentions, recorded: recorded)
  }
}
