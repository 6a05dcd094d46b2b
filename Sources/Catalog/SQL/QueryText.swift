/// The text of a query as a key.
///
/// Content has few queries, and every page asks some of them. Their texts are long and are mostly the
/// same string in memory, which is seen without a look at its bytes; hashing would take all of them.
struct QueryText: Hashable {
  private let sql: String

  init(_ sql: String) { self.sql = sql }

  func hash(into hasher: inout Hasher) { hasher.combine(sql.utf8.count) }
}
