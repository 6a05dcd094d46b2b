import Catalog

/// The results of the queries of one page, kept for its other orders, which ask the same.
///
/// It serves one page, in one task. Since all orders of a page share its log of reads, a query that
/// is not run again is noted all the same.
package final class QueryMemory {
  private var results: [String: QueryResult] = [:]

  package init() {}

  subscript(sql: String) -> QueryResult? {
    get { results[sql] }
    set { results[sql] = newValue }
  }
}
