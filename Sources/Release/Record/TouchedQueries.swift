import Catalog
import Pages
import Synchronization

/// Tells which records' pages a query can give other rows, after a change of the catalog.
final class TouchedQueries: Sendable {
  private struct Query: Hashable {
    var sql: String
    /// The columns among those that it reads in which something is another.
    var columns: [String]
  }

  private let site: Site
  private let change: CatalogChange
  /// Returns a table as it was before the change, if that is known.
  private let before: @Sendable (String) -> Table?
  private let known = Mutex<[Query: Set<String>?]>([:])
  private let asked: AskedTables

  /// Makes one for a change; `asked` is what is known of queries from the states before.
  init(
    _ site: Site, _ change: CatalogChange, asked: AskedTables = AskedTables(),
    before: @escaping @Sendable (String) -> Table?
  ) {
    self.site = site
    self.change = change
    self.asked = asked
    self.before = before
  }

  /// Returns the ids of the records whose pages a query can give other rows, where that can be told.
  /// `columns` are those that it reads in which something is another.
  func ids(_ sql: String, columns: [String]) -> Set<String>? {
    let query = Query(sql: sql, columns: columns)
    return known.withLock { known in
      if let ids = known[query] { return ids }
      let ids = find(query)
      known[query] = .some(ids)
      return ids
    }
  }

  private func find(_ query: Query) -> Set<String>? {
    let parts = query.columns.map { $0.split(separator: ".", maxSplits: 1).map(String.init) }
    guard let table = parts.first?.first, parts.allSatisfy({ $0.count == 2 && $0[0] == table }),
      let records = change.rows[table], records.count <= Self.mostRecords,
      let old = before(table)
    else { return nil }
    return site.database.idsTouched(
      inQuery: query.sql, by: table, columns: parts.map { $0[1] }, records: records,
      before: Catalog(tables: [old]))
  }

  /// For more changed records than these the queries are asked again.
  private static let mostRecords = 100

  /// Returns the ids of the records of a table whose pages alone a query can give other rows, since it is
  /// about one of them; `nil` where it is about anything else.
  func ids(_ sql: String, columns: [String], askedBy renderer: PageRenderer) -> Set<String>? {
    guard let table = asked.table(sql, askedBy: renderer),
      columns.allSatisfy({ $0.hasPrefix(table + ".") })
    else { return nil }
    return change.rows[table] ?? []
  }
}

/// Of which table queries show one record by its id. The texts of queries and the schema of the catalog
/// decide that, and a process has one schema.
final class AskedTables: Sendable {
  /// While a site is written its queries come and go.
  private static let limit = 5000
  private let tables = Mutex<[String: String?]>([:])

  func table(_ sql: String, askedBy renderer: PageRenderer) -> String? {
    if let known = tables.withLock({ $0[sql] }) { return known }
    let table = renderer.table(askedBy: sql)
    tables.withLock { tables in
      if tables.count >= Self.limit { tables.removeAll() }
      tables[sql] = .some(table)
    }
    return table
  }
}
