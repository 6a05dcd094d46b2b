package import Catalog
package import Diagnostics
import Foundation
package import Pages

extension SiteBuilder {
  /// Returns the pages of the last build into the output folder that used a record of the catalog, or
  /// a fault where no record of a build can be used.
  package static func uses(
    of name: RecordName, column: String?, _ options: BuildOptions
  ) -> (uses: RecordUses?, fault: Diagnostic?) {
    guard let record = SiteBuild(options, isReleasing: true).record,
      let uses = try? RecordUses(of: name, column: column, in: record)
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

  /// Returns why the next build would render a page: what it read that is not as it was. `nil` where
  /// nothing is recorded of the page; an empty list where it stands as it is.
  package static func changes(of page: PageEntry, _ options: BuildOptions) -> [String]? {
    let build = SiteBuild(options, isReleasing: true)
    guard let record = build.record, record.pages[page.path.path] != nil else { return nil }
    let files = SiteFiles.read(options.siteFolder)
    guard let site = Site.resolve(files, asOf: options.asOf, isPortable: options.isPortable).site
    else { return nil }
    let fragments = SharedFragments(site)
    guard let renderer = try? PageRenderer(site: site, shared: fragments) else { return nil }
    let recorded = RecordedPages(
      record, site: site,
      state: SiteReads(
        site, shared: fragments, related: RelatedIndex([]), files: files.digests),
      change: CatalogChange(from: record.catalog, to: CatalogState(site.catalog)),
      shared: BuildRecord.Shared(links: site.links.digest, titles: site.titlesDigest),
      renderer: renderer)
    return try? recorded.changes(of: page)
  }
}
