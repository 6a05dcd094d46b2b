extension CatalogViews {
  /// For how many years before the newest fact of the catalog a device counts as recent.
  ///
  /// About one generation of cards: shorter, and sizes of memory go missing between launches;
  /// longer, and cards of two generations back are called recent.
  static let recentYears = 2

  /// Views of what is recent. No clock is read: time runs to the newest fact of the catalog, so that
  /// the same catalog always gives the same pages.
  static func recent(in tables: [TableSchema]) -> [CatalogView] {
    let observations = tables.flatMap { table in
      table.observationDates.map { (table: table.name, column: $0) }
    }
    guard !observations.isEmpty else { return [] }
    let window = recentWindow(observations)
    let gpu = tables.first { $0.name == "gpu" }
    return [window, recentPrice(tables)] + (gpu.map { [recentGPU($0, window)] } ?? [])
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

  private static func recentPrice(_ tables: [TableSchema]) -> CatalogView {
    let price = tables.first { $0.name == "price" }
    return CatalogView(
      name: "recent_price", columns: price?.columns.map(\.name) ?? [],
      meaning: "The verified prices that are still valid on the day of the newest one.",
      tables: ["price"],
      query: """
        select * from price
        where verified = 1 and valid_until >= (select max(as_of) from price where verified = 1)
        """)
  }
}
