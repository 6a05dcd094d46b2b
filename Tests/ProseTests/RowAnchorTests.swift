import Catalog
import Testing

@testable import Prose

@Suite("Addresses of table rows")
struct RowAnchorTests {
  /// A table of one row for each list of cells; `text/id` is a cell that names a record.
  private func anchors(_ rows: [[String]], numeric: Set<Int> = []) -> [String?] {
    let columns = (rows.first ?? []).indices.map { index in
      RenderedTable.Column(
        name: "c\(index)", label: "C", unit: nil, isNumeric: numeric.contains(index))
    }
    let entries = rows.map { row in
      row.enumerated().map { index, text in
        let parts = text.split(separator: "/")
        let words = parts.first.map(String.init) ?? ""
        let cell: Cell =
          words.isEmpty
          ? .notStated : numeric.contains(index) ? .decimal(Double(words) ?? 0) : .text(words)
        let id = parts.dropFirst().first.map(String.init)
        return RenderedTable.Entry(
          cell: cell, record: id.map { RecordName(table: "gpu", id: $0) })
      }
    }
    return RenderedTable(id: "t", caption: "T", columns: columns, rows: entries).rowAnchors
  }

  @Test func takesTheRecordOfTheFirstColumn() {
    #expect(anchors([["Card A/a.1", "x"], ["Card B/b", "x"]]) == ["t-a.1", "t-b"])
  }

  @Test func stayWithTheirRowsWhenRowsMove() {
    let rows = [["Card A/a", "x"], ["Card B/b", "y"], ["Card C/c", "z"]]
    #expect(anchors(rows.reversed()) == anchors(rows).reversed())
  }

  @Test func takesTheWordsOfAFirstColumnWithoutRecords() {
    #expect(
      anchors([["Data centre", "A/a"], ["Consumer", "B/b"]]) == ["t-data-centre", "t-consumer"])
  }

  @Test func takesTheRecordOfALaterColumnWhereTheFirstRepeats() {
    #expect(anchors([["AMD", "A/a"], ["AMD", "B/b"]]) == ["t-a", "t-b"])
  }

  @Test func joinsTheFirstTwoColumnsWhereOneIsNotEnough() {
    #expect(
      anchors([["Qwen/q", "Q4_K_M"], ["Qwen/q", "Q8_0"]]) == ["t-q-q4-k-m", "t-q-q8-0"])
  }

  @Test func givesNoneWhereRowsCannotBeToldApart() {
    #expect(anchors([["A", "x"], ["A", "x"]]) == [nil, nil])
    #expect(anchors([["A"], [""]]) == [nil, nil])
  }

  @Test func takesNoFigureThatMayChange() {
    #expect(anchors([["1.5"], ["2.5"]], numeric: [0]) == [nil, nil])
  }
}
