extension CatalogDatabase {
  /// Returns a connection to this catalog with one change; `nil` where it changes nothing or where
  /// no database can be made of it.
  package func connect(with mutation: CatalogMutation) -> CatalogConnection? {
    guard let changed = mutation.applied(to: catalog) else { return nil }
    // A catalog that no database takes is none that a site could have.
    return try? CatalogDatabase(changed, freshness, after: self).connect()
  }
}
