import Catalog
import Diagnostics
import Pages
import Prose

/// Tries the claims of a site: looks for changes of the catalog that make them false.
struct ClaimCrew: Sendable {
  let site: Site
  let jobs: Int

  /// Returns the claims that nothing makes false, each once.
  func faults() async -> [Diagnostic] {
    let database = site.database
    let outcomes = await Workers.run(jobs, on: SiteClaims(site).trials) {
      Result { try database.connect() }
    } make: { trial, connection in
      connection.map { trial.run(database, $0) }
    }
    do {
      return try outcomes.compactMap { outcome in
        if case .vacuous(let fault) = try outcome.get() { fault } else { nil }
      }.uniqued
    } catch {
      return [
        Diagnostic(
          "database-failed", .error, "the catalog cannot be queried: \(error)", at: nil)
      ]
    }
  }
}

extension [Diagnostic] {
  /// The diagnostics without those that come again, as a pattern's do on each of its pages.
  fileprivate var uniqued: [Diagnostic] {
    var places: Set<SourceSpan?> = []
    return filter { places.insert($0.span).inserted }
  }
}
