/// Finds records that differ in nothing but their id.
enum DuplicateCheck {
  @Sendable static func run(_ check: TableCheck, faults: inout FaultLog) {
    let table = check.table
    guard let id = table.schema.columnIndex("id") else { return }
    var firstByDigest: [Int: [Int]] = [:]
    for (index, row) in table.rows.enumerated() where !row.isDamaged {
      let digest = digest(of: row, without: id)
      let candidates = firstByDigest[digest] ?? []
      let first = candidates.first { isSame(table.rows[$0], row, without: id) }
      guard let first else {
        firstByDigest[digest] = candidates + [index]
        continue
      }
      let twin = table.rows[first]
      let fault = LinkFault.duplicateRecord(
        noun: table.schema.noun, id: twin.id, first: table.span(of: twin, column: id))
      faults.report(fault, at: table.span(of: row, column: id))
    }
  }

  private static func digest(of row: Row, without column: Int) -> Int {
    var hasher = Hasher()
    for (index, cell) in row.cells.enumerated() where index != column { hasher.combine(cell) }
    return hasher.finalize()
  }

  private static func isSame(_ left: Row, _ right: Row, without column: Int) -> Bool {
    left.cells.indices.allSatisfy { $0 == column || left.cells[$0] == right.cells[$0] }
  }
}
