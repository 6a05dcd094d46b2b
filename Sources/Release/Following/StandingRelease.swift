import Catalog
import Diagnostics
import Pages

/// The release in the output folder with all that the build which made it knew.
struct StandingRelease: Sendable {
  var site: Site
  var shared: SharedFragments
  /// The record of the build, with the pages in it.
  var record: BuildRecord
  let names: NameTable
  /// What came of each page, in the order of the site, with all that links can lead to.
  var outcomes: [PageOutcome]
  var audit: PageAudit
  var related: RelatedIndex
  var anchors: AnchorIndex
  var list: ReleaseList
  /// The paths of all files that were read, in their order.
  let inputs: [String]
  /// About which table's records queries ask.
  let asked = AskedTables()
  /// Which pages read what, once somebody has looked.
  var index: ReadIndex?
  /// Whether the record is in its file.
  var isRecorded: Bool

  /// Looks through the reads of all pages, if nobody has.
  mutating func makeIndex() {
    // Without an index the next build looks at all pages.
    if index == nil { index = try? ReadIndex(record, of: site) }
  }
}
