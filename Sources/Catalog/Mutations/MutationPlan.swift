/// The changes of a catalog that could make another answer of a query, the likeliest first.
///
/// Each column that the query read is changed as a whole, then every second cell of it, then one cell
/// after the other, and at last each record goes in turn. Numbers become twice and half as large,
/// larger and smaller than all of their column, and zero; words, flags, dates and references become
/// others of their column. Computed columns are changed like those that are typed: what they are
/// computed from is another way to the same cells. Of the records that the engine looked up, texts
/// stay as they are: it reckons with none.
package struct MutationPlan: Sendable {
  package let mutations: [CatalogMutation]
  /// What is changed in words, a line for each table: "gpu (id, name): 90 records".
  package let scope: [String]

  /// Plans for what queries and the engine read. `sql` puts the records first that it names.
  package init(for reads: [QueryRead], in catalog: Catalog, sql: String) {
    var scope = MutationScope(catalog)
    for read in reads { scope.add(read) }
    var wide: [CatalogMutation] = []
    var single: [(rank: Int, mutation: CatalogMutation)] = []
    for place in scope.places {
      let column = MutatedColumn(place, in: catalog, naming: sql)
      wide += column.wide
      single += column.single
    }
    let removals = scope.rows.sorted { $0.key < $1.key }.flatMap { table, rows in
      rows.sorted().map {
        CatalogMutation(table: table, column: 0, rows: [$0], edit: .remove)
      }
    }
    // The sort keeps the order of what has the same rank.
    let ordered = single.enumerated().sorted {
      ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset)
    }
    mutations = wide + ordered.map(\.element.mutation) + removals
    self.scope = scope.words
  }
}

/// The cells that queries and the engine read.
private struct MutationScope {
  /// One column with the records of it that count.
  struct Place: Hashable {
    var table: String
    var column: Int
    var name: String
    var rows: Set<Int>
  }

  private let catalog: Catalog
  private var found: [String: Place] = [:]
  /// The records that were read, by table.
  private(set) var rows: [String: Set<Int>] = [:]

  init(_ catalog: Catalog) { self.catalog = catalog }

  /// The columns in the order of their names.
  var places: [Place] { found.sorted { $0.key < $1.key }.map(\.value) }

  /// The tables with their columns and the number of records.
  var words: [String] {
    rows.sorted { $0.key < $1.key }.map { table, rows in
      let columns = places.filter { $0.table == table }.map(\.name)
      let count = rows.count == 1 ? "1 record" : "\(rows.count) records"
      return "\(columns.isEmpty ? table : PreparedQuery.words(for: columns)): \(count)"
    }
  }

  mutating func add(_ read: QueryRead) {
    for name in read.columns {
      let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
      guard parts.count == 2, let table = catalog.table(parts[0]),
        let column = table.schema.columnIndex(parts[1])
      else { continue }
      add(column, of: table, Set(table.rows.indices))
    }
    for record in read.records {
      guard let table = catalog.table(record.table) else { continue }
      let rows = table.rows.indices.filter { record.id == "*" || table.rows[$0].id == record.id }
      for (index, column) in table.schema.columns.enumerated() where column.kind != .text {
        add(index, of: table, Set(rows))
      }
    }
  }

  private mutating func add(_ column: Int, of table: Table, _ rows: Set<Int>) {
    let name = table.schema.name + "." + table.schema.columns[column].name
    self.rows[table.schema.name, default: []].formUnion(rows)
    // What a record is called by is what it is.
    guard table.schema.columns[column].kind != .identifier else { return }
    found[
      name, default: Place(table: table.schema.name, column: column, name: name, rows: [])
    ].rows.formUnion(rows)
  }
}

/// One column with what its cells can become.
private struct MutatedColumn {
  let rows: [Int]
  private let place: MutationScope.Place
  private let edits: [CatalogMutation.Edit]
  private let named: Set<Int>

  /// So many other words of a column are tried.
  private static let mostWords = 4

  init(_ place: MutationScope.Place, in catalog: Catalog, naming sql: String) {
    self.place = place
    guard let table = catalog.table(place.table) else {
      (rows, edits, named) = ([], [], [])
      return
    }
    let stated = place.rows.sorted().filter { row in
      let cell = table.rows[row].cells[place.column]
      return cell != .notStated && cell != .notApplicable
    }
    rows = stated
    edits = Self.edits(
      of: stated.map { table.rows[$0].cells[place.column] },
      among: table.rows.map { $0.cells[place.column] }, table.schema.columns[place.column])
    named = Set(stated.filter { sql.contains("'" + table.rows[$0].id + "'") })
  }

  /// The changes of many cells at once.
  var wide: [CatalogMutation] {
    guard rows.count > 1 else { return [] }
    let halves = [
      rows, rows.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element),
      rows.enumerated().filter { !$0.offset.isMultiple(of: 2) }.map(\.element),
    ]
    return halves.flatMap { rows in edits.map { mutation(of: rows, $0) } }
  }

  /// The changes of one cell, those of records that the query names first.
  var single: [(rank: Int, mutation: CatalogMutation)] {
    rows.flatMap { row in
      edits.map { (named.contains(row) ? 0 : 1, mutation(of: [row], $0)) }
    }
  }

  private func mutation(of rows: [Int], _ edit: CatalogMutation.Edit) -> CatalogMutation {
    CatalogMutation(table: place.table, column: place.column, rows: rows, edit: edit)
  }

  private static func edits(
    of cells: [Cell], among all: [Cell], _ column: ColumnSchema
  ) -> [CatalogMutation.Edit] {
    let numbers = all.compactMap(\.number)
    if let first = cells.first(where: { $0.number != nil }), let least = numbers.min(),
      let most = numbers.max()
    {
      let below = least > 0 ? least / 2 : least - 1
      return [.scale(2), .scale(0.5)]
        + [most * 2 + 1, below, 0].map { .set(CatalogMutation.cell($0, like: first)) }
    }
    if case .flag = column.kind { return [.set(.flag(true)), .set(.flag(false))] }
    let words: [Cell] =
      if case .choice(let words) = column.kind { words.map(Cell.text) } else { all }
    var seen: Set<Cell> = []
    let others = words.filter {
      $0 != .notStated && $0 != .notApplicable && seen.insert($0).inserted
    }
    let dates = others.compactMap(\.date)
    if let first = dates.min(), let last = dates.max() {
      return [.set(.date(first)), .set(.date(last))]
    }
    return others.prefix(mostWords).map { .set($0) }
  }
}
