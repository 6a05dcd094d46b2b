import ArgumentParser
import Catalog
import Diagnostics
import Pages

/// The catalog of a site, for commands that render no page.
struct LoadedCatalog: Sendable {
  let catalog: Catalog
  /// For how long facts are good, by the site's settings. Their faults are for `check` to tell.
  private let volatility: [Volatility: Int]

  /// Reads the catalog; faults are reported, and errors end the command.
  ///
  /// Warnings stay with `check`: an answer to a question is not the place to list them.
  init(_ folder: String, _ reporter: Reporter) throws {
    let files = SiteFiles.readCatalog(folder)
    let (catalog, faults) = Catalog.load(files.catalog, isWhole: files.hasAllOfCatalog)
    var diagnostics = files.diagnostics + faults
    if files.catalog.isEmpty, files.hasAllOfCatalog {
      diagnostics.append(
        Diagnostic(
          "no-catalog", "'\(folder)' holds no catalog in Content/Catalog", at: nil,
          help: ["name the site's folder with --site"]))
    }
    try reporter.stopOnErrors(diagnostics.filter { $0.severity == .error }) { files.source($0) }
    self.catalog = catalog
    volatility = files.settings.flatMap { SiteSettings.read($0).settings }?.volatility ?? [:]
  }

  /// The engine over the catalog.
  var engine: SizingEngine { SizingEngine(catalog.withDerivedColumns()) }

  /// Returns the catalog's SQL view, on a day.
  func database(asOf today: CalendarDate? = nil) throws -> CatalogDatabase {
    try CatalogDatabase(catalog, Freshness(today: today, days: volatility))
  }
}
