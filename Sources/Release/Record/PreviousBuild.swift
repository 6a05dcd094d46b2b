import Catalog
import Pages

/// The build before this one, with what has changed since.
struct PreviousBuild: Sendable {
  let record: BuildRecord
  let change: CatalogChange

  /// Returns what tells where queries need not be asked again: `nil` where the settings are others, in
  /// which the lifetimes of facts stand.
  func touchedQueries(in site: Site, files: [String: StableDigest]) -> TouchedQueries? {
    guard files[SiteSettings.path] == record.inputs[SiteSettings.path]?.digest else { return nil }
    let record = record
    return TouchedQueries(site, change) { name in
      guard let part = record.tables[name], let schema = site.catalog.table(name)?.schema else {
        return nil
      }
      var reader = RecordReader(part, names: record.names)
      // Of a damaged record nothing is known.
      return try? reader.table(schema)
    }
  }

  /// Leaves out the pages that show what other pages name, where that has changed.
  func dropWhatShowsOthers(
    from kept: inout [PageRecord?], _ state: SiteReads, _ shared: BuildRecord.Shared
  ) {
    guard
      shared.mentions != record.shared.mentions || shared.titles != record.shared.titles
        || shared.links != record.shared.links || !change.tables.isEmpty
    else { return }
    for (index, page) in kept.enumerated() {
      guard let page, page.showsOthers != false else { continue }
      // What a damaged record cannot tell is rendered.
      if (try? isRelatedChanged(page, by: state)) != false { kept[index] = nil }
    }
  }

  /// Whether what other pages name changes what a page shows.
  func isRelatedChanged(
    _ page: PageRecord, by state: SiteReads
  ) throws(DamagedRecord) -> Bool {
    try record.reads(of: page).contains { read in
      guard case .other(let kind, let first, _, let digest) = read,
        kind == .related || kind == .neighbours
      else { return false }
      return state.digest(of: kind.read(record.names[first], "")) != digest
    }
  }
}

extension BuildRecord {
  /// Returns the bytes of a page's record.
  func encodedPage(_ path: PagePath) -> [UInt8] { pages[path.path]?.ownBytes ?? [] }
}
