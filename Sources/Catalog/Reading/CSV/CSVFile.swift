import Diagnostics

/// A CSV file cut into cells; the bytes stay where they are.
struct CSVFile {
  /// Where one cell lies.
  struct Cell {
    /// The bytes of the value, without the quotes around it.
    var range: Range<UInt32>
    /// Whether the value holds doubled quotes that stand for one.
    var hasEscapes: Bool
    /// Whether its text cannot be trusted: a fault in it has been reported.
    var isDamaged: Bool
  }

  let source: SourceFile
  /// All cells, row after row.
  private(set) var cells: [Cell] = []
  /// For each row the index of its first cell, and at the end the number of cells.
  private(set) var rowStarts: [Int] = [0]

  /// Whether all rows were found. After a quote that is never closed they are not.
  var isComplete = true

  init(source: SourceFile) { self.source = source }

  /// The number of rows, the header among them. Blank lines are no rows.
  var rowCount: Int { rowStarts.count - 1 }

  /// Returns the cells of a row.
  func row(_ index: Int) -> ArraySlice<Cell> { cells[rowStarts[index]..<rowStarts[index + 1]] }

  /// Returns the place of a cell.
  func span(of cell: Cell) -> SourceSpan {
    source.span(Int(cell.range.lowerBound)..<Int(cell.range.upperBound))
  }

  /// The place of the header row.
  var spanOfHeader: SourceSpan {
    guard rowCount > 0, let first = row(0).first, let last = row(0).last else {
      return source.span(0..<0)
    }
    return source.span(Int(first.range.lowerBound)..<Int(last.range.upperBound))
  }

  /// Returns the bytes of the value of a cell, with doubled quotes undone.
  func value(of cell: Cell) -> ArraySlice<UInt8> {
    let raw = source.bytes[Int(cell.range.lowerBound)..<Int(cell.range.upperBound)]
    guard cell.hasEscapes else { return raw }
    var value: [UInt8] = []
    value.reserveCapacity(raw.count)
    var skipsNext = false
    for byte in raw {
      if byte == UInt8(ascii: "\""), skipsNext {
        skipsNext = false
        continue
      }
      skipsNext = byte == UInt8(ascii: "\"")
      value.append(byte)
    }
    return value[...]
  }

  mutating func append(_ cell: Cell) { cells.append(cell) }

  /// Takes note that the text of the last cell cannot be trusted.
  mutating func damageLastCell() {
    guard !cells.isEmpty else { return }
    cells[cells.count - 1].isDamaged = true
  }

  /// Ends the row; a row of one empty unquoted cell is a blank line and is dropped.
  mutating func endRow(isBlank: Bool) {
    if isBlank { cells.removeLast() } else { rowStarts.append(cells.count) }
  }
}
