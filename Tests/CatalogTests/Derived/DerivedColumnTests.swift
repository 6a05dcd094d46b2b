import Testing

@testable import Catalog

struct DerivedColumnTests {
  @Test func addsColumnsOnce() throws {
    let catalog = try RealCatalog.database.get().catalog
    let again = catalog.withDerivedColumns()
    for (table, other) in zip(catalog.tables, again.tables) {
      #expect(table.schema.columns.map(\.name) == other.schema.columns.map(\.name))
    }
  }

  @Test func marksColumnsAsComputedAndKeepsRowsWhole() throws {
    for table in try RealCatalog.database.get().catalog.tables {
      let count = table.schema.columns.count
      #expect(table.rows.allSatisfy { $0.cells.count == count }, "\(table.schema.name)")
      let typed = table.schema.fileColumns.count
      #expect(table.rows.allSatisfy { $0.ranges.count == typed }, "\(table.schema.name)")
    }
    let gpu = try #require(try RealCatalog.database.get().catalog.table("gpu"))
    let index = try #require(gpu.schema.columnIndex("memory_usable_gib"))
    #expect(gpu.schema.columns[index].origin == .computed)
  }

  @Test func computesPeakBandwidthOfProcessors() throws {
    // Two channels × 8 bytes × 6400 MT/s.
    #expect(
      try RealCatalog.query(
        "select memory_bandwidth_gb_s from cpu where id = 'intel-core-ultra-9-285k'"
      ).rows == [[.decimal(102.4)]])
  }

  @Test func addsUpTheModulesOfAKit() throws {
    #expect(
      try RealCatalog.query("select total_gib from memory where id = 'ddr5-udimm-2x32-6000'").rows
        == [[.integer(64)]])
  }
}
