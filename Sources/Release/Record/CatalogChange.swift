import Catalog

/// What differs between two states of a catalog.
struct CatalogChange: Sendable {
  /// The columns that differ, as `table.column`.
  var columns: Set<String> = []
  /// The records that differ, are new or are gone, by table.
  var rows: [String: Set<String>] = [:]
  /// The tables in which anything differs.
  var tables: Set<String> = []

  init(from old: CatalogState, to new: CatalogState) {
    for (name, digest) in new.columns where old.columns[name] != digest { columns.insert(name) }
    for name in old.columns.keys where new.columns[name] == nil { columns.insert(name) }
    tables = Set(columns.compactMap { $0.split(separator: ".").first.map(String.init) })
    for table in tables {
      let (before, after) = (old.rows[table] ?? [:], new.rows[table] ?? [:])
      var changed = Set(after.filter { before[$0.key] != $0.value }.keys)
      for id in before.keys where after[id] == nil { changed.insert(id) }
      rows[table] = changed
    }
  }
}
