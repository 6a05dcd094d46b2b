/// Digests of all that a catalog holds, to find what differs from another state of it.
package struct CatalogState: Sendable {
  /// A digest of each column with the ids of its records, in their order, by `table.column`.
  package var columns: [String: UInt64] = [:]
  /// A digest of each record, by the table and id.
  package var rows: [String: [String: UInt64]] = [:]
  /// The tables that the digests are of, where these were taken by this process.
  private var tables: [String: Table] = [:]

  package init() {}

  /// Takes the digests of a catalog; those of the very tables that `known` is of are taken over.
  package init(_ catalog: Catalog, known: CatalogState? = nil) {
    for table in catalog.tables {
      let name = table.schema.name
      tables[name] = table
      if let known, known.tables[name]?.isCopy(of: table) == true {
        takeOver(table, from: known)
      } else {
        take(table)
      }
    }
  }

  /// Whether a table is the very one that a part of this was taken of.
  package func isOf(_ table: Table) -> Bool { tables[table.schema.name]?.isCopy(of: table) == true }

  private mutating func takeOver(_ table: Table, from known: CatalogState) {
    let name = table.schema.name
    rows[name] = known.rows[name]
    for column in table.schema.columns {
      let column = "\(name).\(column.name)"
      columns[column] = known.columns[column]
    }
  }

  private mutating func take(_ table: Table) {
    var columns = [CellsDigest](repeating: CellsDigest(), count: table.schema.columns.count)
    var rows: [String: UInt64] = [:]
    rows.reserveCapacity(table.rows.count)
    for row in table.rows {
      let id = row.id.stableHash
      var digest = CellsDigest()
      for index in row.cells.indices {
        let hash = row.cells[index].stableHash
        digest.add(hash)
        columns[index].add(id)
        columns[index].add(hash)
      }
      rows[row.id] = digest.value
    }
    for (column, digest) in zip(table.schema.columns, columns) {
      self.columns["\(table.schema.name).\(column.name)"] = digest.value
    }
    self.rows[table.schema.name] = rows
  }
}

/// A digest of many cells by their hashes: each cell is gone through once, for its record and its column.
private struct CellsDigest {
  private(set) var value: UInt64 = 0x9e37_79b9_7f4a_7c15

  /// Multiplies to twice the width and folds that, so that every bit has a part in all others.
  mutating func add(_ hash: UInt64) {
    let (high, low) = (value ^ hash).multipliedFullWidth(by: 0xd1b5_4a32_d192_ed03)
    value = (high ^ low) &+ 0x9e37_79b9_7f4a_7c15
  }
}

extension Cell {
  /// A hash of the kind and the value that is the same in every run.
  fileprivate var stableHash: UInt64 {
    switch self {
    case .notStated: 0
    case .notApplicable: 1
    case .integer(let value): Self.hash(UInt64(bitPattern: value), kind: 2)
    case .decimal(let value): Self.hash(value.bitPattern, kind: 3)
    case .text(let value): Self.hash(value.stableHash, kind: 4)
    case .flag(let value): Self.hash(value ? 1 : 0, kind: 5)
    case .date(let value): Self.hash(value.description.stableHash, kind: 6)
    }
  }

  private static func hash(_ value: UInt64, kind: UInt64) -> UInt64 {
    var digest = CellsDigest()
    digest.add(value)
    digest.add(kind)
    return digest.value
  }
}
