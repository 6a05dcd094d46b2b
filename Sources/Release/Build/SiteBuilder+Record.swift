package import Catalog
package import Diagnostics
import Foundation
import Pages

extension SiteBuilder {
  /// Returns the pages of the last build into the output folder that used a record of the catalog, or
  /// a fault where no record of a build can be used.
  package static func uses(
    of name: RecordName, column: String?, _ options: BuildOptions
  ) -> (uses: RecordUses?, fault: Diagnostic?) {
    uses(options) { record throws(DamagedRecord) in
      try RecordUses(of: name, column: column, in: record)
    }
  }

  /// Returns the pages of the last build that a file of the site is part of.
  package static func uses(
    ofFile path: String, _ options: BuildOptions
  ) -> (uses: RecordUses?, fault: Diagnostic?) {
    uses(options) { record throws(DamagedRecord) in try RecordUses(ofFile: path, in: record) }
  }

  private static func uses(
    _ options: BuildOptions, find: (BuildRecord) throws(DamagedRecord) -> RecordUses
  ) -> (uses: RecordUses?, fault: Diagnostic?) {
    guard let record = SiteBuild(options, isReleasing: true).record,
      let uses = try? find(record)
    else {
      return (
        nil,
        Diagnostic(
          "no-record", "there is no record of a build into '\(options.output)' by this program",
          at: nil, help: ["run 'rigbook build' first"])
      )
    }
    return (uses, nil)
  }

  /// Returns why the next build would render a page of a site: what it read that is not as it was. `nil`
  /// where nothing is recorded of the page; an empty list where it stands as it is.
  static func changes(
    of page: PageEntry, in site: Site, _ files: SiteFiles, _ shared: SharedFragments,
    _ renderer: PageRenderer, _ options: BuildOptions
  ) -> [String]? {
    guard let record = SiteBuild(options, isReleasing: true).record,
      record.pages[page.path.path] != nil
    else { return nil }
    let state = SiteReads(site, shared: shared, related: RelatedIndex(), files: files.digests)
    let recorded = RecordedPages(
      record, site: site, state: state,
      change: CatalogChange(from: record.catalog, to: CatalogState(site.catalog)),
      shared: BuildRecord.Shared(site), renderer: renderer)
    return try? recorded.changes(of: page)
  }
}
