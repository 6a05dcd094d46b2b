import Catalog
import Diagnostics
import Pages

/// What a build leaves for the next one: what was read, what each page was made from, and what became
/// of it. It always describes the release that stands in the output folder.
struct BuildRecord: Sendable {
  /// What must be the same for anything in the record to count.
  struct Setting: Hashable, Sendable {
    /// The program that built, by what the system says of its file.
    var tool: String
    var output: String
    var isPortable: Bool
    var asOf: String
  }

  /// One input file.
  struct Input: Sendable {
    var digest: StableDigest
    /// Missing where the file was so new that a later change might not show in its stamp.
    var stamp: FileStamp?
  }

  /// Digests of what all pages share, so that nobody looks at reads of what is as it was.
  struct Shared: Hashable, Sendable {
    /// Where links can lead.
    var links: UInt64 = 0
    /// The titles and places of all pages.
    var titles: UInt64 = 0
    /// What pages name.
    var mentions: UInt64 = 0

    init(links: UInt64 = 0, titles: UInt64 = 0, mentions: UInt64 = 0) {
      self.links = links
      self.titles = titles
      self.mentions = mentions
    }

    /// Takes what a site tells before any page is rendered: all but what pages name.
    init(_ site: Site) { self.init(links: site.links.digest, titles: site.titlesDigest) }
  }

  var setting: Setting
  var inputs: [String: Input] = [:]
  var shared = Shared()
  var catalog = CatalogState()
  /// The bytes of the files that belong to the site as a whole, in the order of writing.
  var siteFiles: [ReleaseManifest.File] = []
  /// The list of the release.
  var manifest: ReleaseManifest.File?
  /// All warnings of the build, for a build that finds nothing to do.
  var diagnostics: [Diagnostic] = []
  var pageCount = 0
  var fileCount = 0
  /// The bytes of all files but the list of the release.
  var byteCount = 0

  /// The texts that pages name by their numbers.
  var names: [String] = []
  /// Reads that pages share, by their numbers; a group that no page has any more is empty.
  var groups: [RecordPart] = []
  /// The records of each table from which no figures are computed, by its name.
  var tables: [String: RecordPart] = [:]
  /// What each page's record is, by its path.
  var pages: [String: RecordPart] = [:]

  init(setting: Setting) { self.setting = setting }

  /// Returns what a page read.
  func reads(of page: PageRecord) throws(DamagedRecord) -> [RecordedRead] {
    var reads = try self.reads(in: page.reads)
    for group in page.groups { reads += try self.reads(ofGroup: group) }
    return reads
  }

  /// Returns the reads of a group that pages share.
  func reads(ofGroup group: Int) throws(DamagedRecord) -> [RecordedRead] {
    guard groups.indices.contains(group) else { throw DamagedRecord() }
    return try reads(in: groups[group])
  }

  /// Returns the reads in a part of the record.
  func reads(in part: RecordPart) throws(DamagedRecord) -> [RecordedRead] {
    var reader = RecordReader(part, names: names)
    return try reader.list { reader throws(DamagedRecord) in try reader.read() }
  }

  /// All files of the release, in no order; `nil` where the record is damaged, or knows no list of them.
  var files: [ReleaseManifest.File]? {
    guard let manifest else { return nil }
    var files = [manifest] + siteFiles
    for part in pages.values {
      var reader = RecordReader(part, names: names)
      guard let own = try? reader.pageFiles() else { return nil }
      files += own
    }
    return files
  }

  /// Returns the record of a page, or `nil` where there is none.
  func page(_ path: PagePath) throws(DamagedRecord) -> PageRecord? {
    guard let part = pages[path.path] else { return nil }
    var reader = RecordReader(part, names: names)
    return try reader.page()
  }
}
