/// All of a database that decides whether a query compiles, which columns it gives and what is said of it
/// otherwise. What is in the tables does not.
package struct QuerySchema: Hashable, Sendable {
  /// Of the tables with their columns, the views and the functions.
  private let digest: StableDigest
  private let limits: QueryLimits

  fileprivate init(_ database: CatalogDatabase) {
    var digest = StableDigest()
    for table in database.names.tables { digest.add(DatabaseBuilder.statement(making: table)) }
    for view in database.views { digest.add(view.statement) }
    for function in database.functions { digest.add(function.signature) }
    self.digest = digest
    limits = database.limits
  }
}

extension CatalogDatabase {
  /// What queries are compiled over.
  package var schema: QuerySchema { QuerySchema(self) }
}
