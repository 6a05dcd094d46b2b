import Catalog
import Pages

/// Finds the pages of a site that a change touches, from what they read before it.
struct ChangedPages: Sendable {
  let site: Site
  let standing: StandingRelease
  let index: ReadIndex
  let change: CatalogChange
  /// The paths of the files that are others.
  let files: Set<String>
  let state: SiteReads
  let crew: WorkerCrew

  /// Something to be looked at.
  private enum Question: Sendable {
    case page(Int)
    /// A query of a page, with the digest of what it gave.
    case query(String, page: Int, UInt64)
  }

  /// Returns the places of the pages that read something that is another; what other pages say of them
  /// is not looked at.
  func all() async -> Set<Int> {
    let suspects = index.suspects(
      change, files: files, names: standing.names, digest: state.digest)
    let doubts = index.doubts(change, names: standing.record.names)
    var questions = suspects.sorted().map { Question.page($0) }
    if !doubts.isEmpty {
      let old = standing.site.catalog
      let touched = TouchedQueries(site, change, asked: standing.asked) { old.table($0) }
      let asked = try? crew.withRenderer { renderer in
        doubts.flatMap { self.questions($0, besides: suspects, touched, renderer) }
      }
      guard let asked else { return Set(site.pages.indices) }
      questions += asked
    }
    let (standing, change, site) = (standing, change, site)
    let links = BuildRecord.Shared(site)
    let found = await crew.work(on: questions) { renderer in
      (
        RecordedPages(
          standing.record, site: site, state: state, change: change, shared: links,
          renderer: renderer), renderer
      )
    } make: { question, own -> Int? in
      switch question {
      case .page(let place):
        // What a damaged record cannot tell is rendered.
        return (try? own.0.page(site.pages[place])) == nil ? place : nil
      case .query(let sql, let place, let digest):
        return own.1.digest(ofQuery: sql, on: site.pages[place]) == digest ? nil : place
      }
    } fault: { _ in
      nil
    }
    guard found.count == questions.count else { return Set(site.pages.indices) }
    return Set(found.compactMap(\.self))
  }

  /// Returns on which pages a query has to be asked again.
  private func questions(
    _ doubt: ReadIndex.Doubt, besides suspects: Set<Int>, _ touched: TouchedQueries,
    _ renderer: PageRenderer
  ) -> [Question] {
    let narrowings = [
      // Most questions can be answered at once, or by which records are others.
      touched.ids(doubt.sql, columns: doubt.columns),
      // A query about one record gives what it gave where only other records of its table are others.
      touched.ids(doubt.sql, columns: doubt.columns, askedBy: renderer),
    ].compactMap(\.self)
    // Few pages of all that asked are left.
    let asked = doubt.digests.lazy.filter { place, _ in
      let id = site.pages[place].record?.id
      return narrowings.allSatisfy { id.map($0.contains) ?? true } && !suspects.contains(place)
    }
    return asked.sorted { $0.key < $1.key }.map { .query(doubt.sql, page: $0, $1) }
  }
}
