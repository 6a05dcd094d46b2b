package import Diagnostics

/// A CSV file (RFC 4180) as texts with their places, for files that are no tables of the catalog.
package struct CSVText: Sendable {
  /// One cell.
  package struct Field: Sendable {
    package let text: String
    package let span: SourceSpan
    /// Whether its text cannot be trusted: a fault in it is among those of the file.
    package let isDamaged: Bool
  }

  /// The first row: the names of the columns. Empty for a file without rows.
  package let header: [Field]
  /// The rows after the first; they may be shorter or longer than the header.
  package let rows: [[Field]]
  /// Whether all rows were found, so that each fault is one of a single cell.
  package let isComplete: Bool

  /// Cuts a file into cells. With faults in its quotes or bytes it may lack rows.
  package static func read(_ source: SourceFile) -> (csv: CSVText, faults: [Diagnostic]) {
    var faults = FaultLog()
    let file = CSVReader.read(source, faults: &faults)
    let rows = (0..<file.rowCount).map { index in
      file.row(index).map { cell in
        Field(
          text: String(decoding: file.value(of: cell), as: UTF8.self), span: file.span(of: cell),
          isDamaged: cell.isDamaged)
      }
    }
    let csv = CSVText(
      header: rows.first ?? [], rows: Array(rows.dropFirst()), isComplete: file.isComplete)
    return (csv, faults.diagnostics)
  }
}
