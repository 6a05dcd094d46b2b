/// Finds the changes of the catalog that a change of a page follows from.
struct CauseFinder {
  private let facts: [FactChange]
  private let roots: [Set<Int>]
  /// The tables of the records with these ids.
  private let tables: (Set<String>) -> Set<String>

  init(_ facts: [FactChange], tables: @escaping (Set<String>) -> Set<String>) {
    self.facts = facts
    self.tables = tables
    let lineage = FactLineage(facts)
    roots = facts.indices.map(lineage.roots)
  }

  /// Returns the names of the changes, sorted.
  ///
  /// What was read is known by columns. Of the changes in them those about the records that the row or
  /// the page names count, where there are any of the same table; all others count as they are,
  /// unless nothing but those records can be the cause.
  func causes(
    _ reads: ReadColumns, records: Set<String>, isOfRecords: Bool = false
  ) -> [String] {
    guard !facts.isEmpty, !reads.isEmpty else { return [] }
    let candidates = facts.indices.filter { reads.include(facts[$0]) }
    guard !candidates.isEmpty else { return [] }
    let near = candidates.filter { !facts[$0].concerned.isDisjoint(with: records) }
    guard !isOfRecords || !near.isEmpty else { return [] }
    let settled = near.isEmpty ? [] : tables(records)
    let rest = candidates.filter { index in
      let fact = facts[index]
      return !isOfRecords && !near.contains(index) && !settled.contains(fact.table)
        && tables(fact.concerned).isDisjoint(with: settled)
    }
    let found = near.isEmpty ? candidates : near + rest
    return Set(found.flatMap { roots[$0] }.map { facts[$0].name }).sorted()
  }
}
