package import Catalog
package import Diagnostics
package import Pages

/// What a build is told.
package struct BuildOptions: Sendable {
  package var siteFolder: String
  /// Where the site goes; `Output` in the site folder unless stated.
  package var outputFolder: String?
  /// How many pages are rendered at once.
  package var jobs: Int
  /// The date to take as today's. A build reads no clock.
  package var asOf: CalendarDate?
  /// Whether warnings stop the build too.
  package var isStrict: Bool
  /// Whether the output is to be opened from a folder.
  package var isPortable: Bool
  /// Whether all is made anew, whatever the record of the build before says.
  package var isFresh = false
  /// Whether changes of the catalog are looked for that make claims false, which takes its time.
  package var triesClaims = false
  /// Whether a record is kept for the next build.
  package var keepsRecord = true

  package init(
    siteFolder: String, outputFolder: String? = nil, jobs: Int = 1, asOf: CalendarDate? = nil,
    isStrict: Bool = false, isPortable: Bool = false
  ) {
    self.siteFolder = siteFolder
    self.outputFolder = outputFolder
    self.jobs = max(jobs, 1)
    self.asOf = asOf
    self.isStrict = isStrict
    self.isPortable = isPortable
  }

  package var output: String { outputFolder ?? siteFolder + "/Output" }

  /// Whether a build that found this leaves the output as it is.
  func isStopped(by diagnostics: [Diagnostic]) -> Bool {
    diagnostics.contains { $0.severity == .error || (isStrict && $0.severity == .warning) }
  }
}

/// How far a build has come, for a progress line.
package struct BuildProgress: Sendable {
  package var pagesDone: Int
  package var pagesInAll: Int
}

/// What a build did and found.
package struct BuildReport: Sendable {
  package var diagnostics: [Diagnostic] = []
  package var pageCount = 0
  package var fileCount = 0
  package var byteCount = 0
  /// The paths of the pages that were rendered, in the order of the site; the others stood as they
  /// were.
  package var rendered: [String] = []
  /// Whether the output was replaced.
  package var wasReleased = false
  /// Whether the output was as it should be already.
  package var wasCurrent = false
  /// Whether only what the change can touch was looked at, so that a look at everything should follow
  /// when there is time.
  package var isFollowing = false
  /// The files that were read, for excerpts in reports.
  package var files = SiteFiles()

  package init() {}

  /// The report of a build that has nothing to do, as its record stands.
  init(standing record: BuildRecord) {
    diagnostics = record.diagnostics
    pageCount = record.pageCount
    measure(record)
    wasCurrent = true
  }

  /// Notes how large the release of a record is, with the list of its files.
  mutating func measure(_ record: BuildRecord) {
    fileCount = record.fileCount
    byteCount = record.byteCount + (record.manifest?.byteCount ?? 0)
  }

  /// Returns a file that was read, by its path below the site folder.
  package func source(_ path: String) -> SourceFile? { files.source(path) }
}
