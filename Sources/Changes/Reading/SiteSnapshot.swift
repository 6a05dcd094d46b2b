/// One build of a site, as far as builds are compared.
package struct SiteSnapshot: Sendable {
  /// The paths of all pages.
  package var paths: Set<String>
  /// What the pages say, by path; pages that are the same in both builds are left out.
  package var pages: [String: PageSnapshot]
  /// The pages as Markdown, by path, where the site has that output.
  package var texts: [String: String]
  /// The catalog, where the site has that output.
  package var catalog: CatalogSnapshot?

  package init(
    paths: Set<String>, pages: [String: PageSnapshot], texts: [String: String] = [:],
    catalog: CatalogSnapshot? = nil
  ) {
    self.paths = paths
    self.pages = pages
    self.texts = texts
    self.catalog = catalog
  }
}

/// Two builds of a site, without what is the same in both.
package struct SnapshotPair: Sendable {
  package var before: SiteSnapshot
  package var after: SiteSnapshot
  /// The pages that say the same in other HTML: their template or a script is another.
  package var restyled: [String]

  package init(before: SiteSnapshot, after: SiteSnapshot, restyled: [String] = []) {
    self.before = before
    self.after = after
    self.restyled = restyled
  }
}
