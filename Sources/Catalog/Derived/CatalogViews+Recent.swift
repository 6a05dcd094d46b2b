extension CatalogViews {
  /// For how many years before the newest fact of the catalog a device counts as recent.
  ///
  /// About one generation of cards: shorter, and sizes of memory go missing between launches;
  /// longer, and cards of two generations back are called recent.
  static let recentYears = 2

  /// The view whose rows depend on the day of the build.
  static let datedView = "recent_price"

  /// Views of what is recent. No clock is read: time runs to the newest fact of the catalog, so that
  /// the same catalog always gives the same pages.
  static func recent(in tables: [TableSchema], _ freshness: Freshness) -> [CatalogView] {
    let observations = tables.flatMap { table in
      table.observationDates.map { (table: table.name, column: $0) }
    }
    guard !observations.isEmpty else { return [] }
    let window = recentWindow(observations)
    let gpu = tables.first { $0.name == "gpu" }
    return [window, recentPrice(tables, freshness), volatility(freshness)]
      + (gpu.map { [recentGPU($0, window)] } ?? [])
  }

  private static func recentWindow(
    _ observations: [(table: String, column: String)]
  ) -> CatalogView {
    let dates = observations.map { "select max(\($0.column)) as day from \($0.table)" }
    return CatalogView(
      name: "recent_window", columns: ["newest", "launched_since"],
      meaning:
        "The day of the newest fact of the catalog, and the same day \(recentYears) years before.",
      tables: Array(Set(observations.map(\.table))).sorted(),
      // A date may lack its day or its month.
      query: """
        select newest, (substr(newest, 1, 4) - \(recentYears)) || substr(newest, 5) as launched_since
        from (select max(day) as newest from (\(dates.joined(separator: " union all "))))
        """)
  }

  private static func recentGPU(_ gpu: TableSchema, _ window: CatalogView) -> CatalogView {
    CatalogView(
      name: "recent_gpu", columns: gpu.columns.map(\.name),
      meaning:
        "The devices launched in the \(recentYears) years before the newest fact of the catalog.",
      tables: ["gpu"] + window.tables,
      query: """
        select * from gpu where launch_date >= (select launched_since from \(window.name))
        """)
  }

  private static func recentPrice(
    _ tables: [TableSchema], _ freshness: Freshness
  ) -> CatalogView {
    let price = tables.first { $0.name == "price" }
    let day =
      freshness.today.map { "'\($0.description)'" }
      ?? "(select max(as_of) from price where verified = 1)"
    return CatalogView(
      name: datedView, columns: price?.columns.map(\.name) ?? [],
      meaning:
        "The verified prices that are still valid on the day of the build (--as-of), without one on "
        + "the day of the newest price.",
      tables: ["price"],
      query: """
        select * from price where verified = 1 and valid_until >= \(day)
        """)
  }

  private static func volatility(_ freshness: Freshness) -> CatalogView {
    let rows = Volatility.allCases.map {
      "('\($0.rawValue)', \(freshness.days(of: $0)), '\($0.meaning)')"
    }
    return CatalogView(
      name: "volatility", columns: ["class", "days", "facts"],
      meaning: "For how many days facts of each class are good, and which facts are of it.",
      tables: [],
      query: """
        select column1 as class, column2 as days, column3 as facts
        from (values \(rows.joined(separator: ", ")))
        """)
  }
}
