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
      let isChanged = try? RecordedPages.isRelatedChanged(page, by: state, in: record)
      if isChanged != false { kept[index] = nil }
    }
  }
}

extension BuildRecord {
  /// Returns the bytes of a page's record.
  func encodedPage(_ path: PagePath) -> [UInt8] { pages[path.path].map { Array(bytes[$0]) } ?? [] }
}
