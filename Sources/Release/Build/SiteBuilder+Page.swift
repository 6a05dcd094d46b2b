package import Catalog
import Diagnostics
package import Pages

extension SiteBuilder {
  /// Renders one page and returns what it read, and what of that the next build would render it for:
  /// `nil` where no record of a build holds the page.
  package static func reads(
    of path: String, _ options: BuildOptions
  ) -> (page: PageEntry?, reads: [Read], changes: [String]?, report: BuildReport) {
    let (opened, report) = open(path, options)
    guard let opened else { return (nil, [], nil, report) }
    // What other pages say of this one is noted as read, but not needed.
    let pages = opened.drafts.map { opened.renderer.finish($0, related: RelatedIndex()) }
    let changes = changes(
      of: opened.page, in: opened.site, report.files, opened.shared, opened.renderer, options)
    return (opened.page, pages.first?.reads.all ?? [], changes, report)
  }

  /// Renders one page and returns how what stands on it came about, or `nil` with an error.
  package static func explanation(
    of path: String, _ options: BuildOptions
  ) -> (explanation: PageExplanation?, report: BuildReport) {
    let (opened, report) = open(path, options)
    let explanation = opened.flatMap { opened in
      opened.drafts.first.map { PageExplanation($0, of: opened.site) }
    }
    return (explanation, report)
  }

  /// A page whose text has been filled in, with what it stands in.
  private struct OpenedPage {
    let page: PageEntry
    let site: Site
    let shared: SharedFragments
    let renderer: PageRenderer
    /// The page, and its variants behind it.
    let drafts: [PageDraft]
  }

  private static func open(
    _ path: String, _ options: BuildOptions
  ) -> (page: OpenedPage?, report: BuildReport) {
    var report = BuildReport()
    report.files = SiteFiles.read(options.siteFolder)
    let (site, faults) = Site.resolve(
      report.files, asOf: options.asOf, isPortable: options.isPortable)
    report.diagnostics = faults
    guard let site, !faults.containsErrors else { return (nil, report) }
    guard let page = site.page(at: path) else {
      let known = site.pages.map { "/" + $0.path.path }
      report.diagnostics.append(
        Diagnostic(
          "unknown-page", .error, "the site has no page '\(path)'", at: nil,
          help: NearestName.help(for: path.hasPrefix("/") ? path : "/" + path, among: known)))
      return (nil, report)
    }
    do {
      let shared = SharedFragments(site)
      let renderer = try PageRenderer(site: site, shared: shared)
      let drafts = renderer.drafts(of: page)
      report.diagnostics += drafts.first?.diagnostics ?? []
      return (
        OpenedPage(page: page, site: site, shared: shared, renderer: renderer, drafts: drafts),
        report
      )
    } catch {
      report.diagnostics.append(
        Diagnostic("database-failed", .error, "the catalog cannot be queried: \(error)", at: nil))
      return (nil, report)
    }
  }
}
