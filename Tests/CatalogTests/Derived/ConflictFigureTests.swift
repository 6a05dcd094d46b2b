import Testing

@testable import Catalog

struct ConflictFigureTests {
  @Test func namesWhatSourcesDisagreeAbout() throws {
    #expect(
      try RealCatalog.query(
        """
        select record_table, record_name, column_label from conflict
        where id in ('conflict-nvidia-l40s-tdp-w',
          'conflict-reading-intel-arc-b580-2-reported-total-mib') order by 1
        """
      ).rows == [
        [.text("gpu"), .text("L40S"), .text("Board power")],
        [.text("memory_reading"), .text("Arc B580 12 GB"), .text("Reported total")],
      ])
    let nameless = "select id from conflict where record_name is null or column_label is null"
    #expect(try RealCatalog.query(nameless).rows == [])
  }
}
