extension Catalog {
  /// Returns the catalog with its computed columns; one that has them already is returned unchanged.
  package func withDerivedColumns(_ freshness: Freshness = Freshness()) -> Catalog {
    Catalog(tables: DerivedColumns.added(to: tables, freshness))
  }
}
