import Catalog
import Pages

/// The build before this one, with what has changed since.
struct PreviousBuild: Sendable {
  let record: BuildRecord
  let change: CatalogChange

  /// Leaves out the pages that show what other pages name, where that has changed.
  func dropWhatShowsOthers(
    from kept: inout [PageRecord?], _ state: SiteReads, _ shared: BuildRecord.Shared
  ) {
    guard
      shared.mentions != record.shared.mentions || shared.titles != record.shared.titles
        || shared.links != record.shared.links || !change.tables.isEmpty
    else { return }
    for (index, page) in kept.enumerated() {
      guard let page else { continue }
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
