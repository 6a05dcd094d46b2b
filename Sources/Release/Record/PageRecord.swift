import Catalog
import Diagnostics
import Pages

/// What a record holds of one page and its variants: all that a build needs that does not render it.
struct PageRecord: Sendable {
  /// A digest of what the page is before anything is read: its path, source, record and titles.
  var identity: UInt64
  /// What was written.
  var files: [ReleaseManifest.File]
  var facts: [PageFacts]
  /// Warnings; a page with errors is never released.
  var diagnostics: [Diagnostic]
  /// What the page names, where that is part of the index of related pages.
  var mentions: PageMentions?
  /// The numbers of the groups of reads that it shares with other pages.
  var groups: [Int]
  /// The part of the record that holds the other reads.
  var reads: RecordPart
  /// Whether it shows what other pages say of it, once somebody has looked through the reads.
  var showsOthers: Bool?
}

extension RecordWriter {
  /// Writes a page that was rendered.
  mutating func write(
    _ outcome: PageOutcome, identity: UInt64, reads: ReadLog.Parts, _ state: SiteReads
  ) {
    write(bits: identity)
    write(
      reads.groups.map { group in
        names.number(of: group) {
          var inner = RecordWriter(names: names)
          inner.write(group.reads) { $0.write($1, state) }
          return inner.exactBytes
        }
      }
    ) { $0.write($1) }
    write(outcome.files) { $0.write($1) }
    write(outcome.facts) { $0.write($1) }
    write(outcome.diagnostics) { $0.write($1) }
    write(outcome.mentions) { $0.write($1) }
    var inner = RecordWriter(names: names)
    inner.write(reads.single) { $0.write($1, state) }
    write(block: inner.bytes)
  }

  mutating func write(_ file: ReleaseManifest.File) {
    write(file.path)
    write(file.byteCount)
    write(file.digest)
    write(file.stamp) { $0.write($1) }
    write(file.origin) { $0.write(bits: $1) }
  }

  mutating func write(_ stamp: FileStamp) {
    write(bits: UInt64(bitPattern: stamp.size))
    write(bits: UInt64(bitPattern: stamp.modified))
    write(bits: UInt64(bitPattern: stamp.changed))
    write(bits: stamp.inode)
  }

  private mutating func write(_ mentions: PageMentions) {
    write(mentions.page.path)
    write(mentions.mentions) { writer, mention in
      writer.write(mention.record)
      writer.write(mention.place)
    }
    write(mentions.references) { writer, reference in
      writer.write(name: reference.path.path)
      writer.write(reference.place)
    }
    write(mentions.records) { $0.write($1) }
  }

  private mutating func write(_ record: RecordName) {
    write(name: record.table)
    write(name: record.id)
  }

  private mutating func write(_ place: Appearance) {
    write(name: place.page.path)
    write(name: place.anchor)
    write(name: place.heading)
    write(place.caption) { $0.write(name: $1) }
  }
}

extension RecordReader {
  mutating func page() throws(DamagedRecord) -> PageRecord {
    let identity = try bits()
    let groups = try list { reader throws(DamagedRecord) in try reader.number() }
    return PageRecord(
      identity: identity,
      files: try list { reader throws(DamagedRecord) in try reader.file() },
      facts: try list { reader throws(DamagedRecord) in try reader.facts() },
      diagnostics: try list { reader throws(DamagedRecord) in try reader.diagnostic() },
      mentions: try optional { reader throws(DamagedRecord) in try reader.mentions() },
      groups: groups, reads: try part())
  }

  /// Reads the numbers of the groups of reads of a page and nothing after them.
  mutating func pageGroups() throws(DamagedRecord) -> [Int] {
    _ = try bits()
    return try list { reader throws(DamagedRecord) in try reader.number() }
  }

  /// Reads the files of a page and nothing after them.
  mutating func pageFiles() throws(DamagedRecord) -> [ReleaseManifest.File] {
    _ = try pageGroups()
    return try list { reader throws(DamagedRecord) in try reader.file() }
  }

  mutating func file() throws(DamagedRecord) -> ReleaseManifest.File {
    var file = ReleaseManifest.File(
      path: try text(), byteCount: try number(), digest: try digest(),
      stamp: try optional { reader throws(DamagedRecord) in try reader.stamp() })
    file.origin = try optional { reader throws(DamagedRecord) in try reader.bits() }
    return file
  }

  mutating func stamp() throws(DamagedRecord) -> FileStamp {
    FileStamp(
      size: Int64(bitPattern: try bits()), modified: Int64(bitPattern: try bits()),
      changed: Int64(bitPattern: try bits()), inode: try bits())
  }

  private mutating func mentions() throws(DamagedRecord) -> PageMentions {
    var mentions = PageMentions(page: PagePath(try text()))
    mentions.mentions = try list { reader throws(DamagedRecord) in
      (record: try reader.recordName(), place: try reader.place())
    }
    mentions.references = try list { reader throws(DamagedRecord) in
      (path: PagePath(try reader.name()), place: try reader.place())
    }
    mentions.records = try list { reader throws(DamagedRecord) in try reader.recordName() }
    return mentions
  }

  private mutating func recordName() throws(DamagedRecord) -> RecordName {
    RecordName(table: try name(), id: try name())
  }

  private mutating func place() throws(DamagedRecord) -> Appearance {
    Appearance(
      page: PagePath(try name()), anchor: try name(), heading: try name(),
      caption: try optional { reader throws(DamagedRecord) in try reader.name() })
  }
}
