/// One line of a pipe table, cut into cells (GitHub Flavored Markdown 0.29, section 4.10).
struct TableRow {
  /// The text of a cell with `\|` resolved, and where its bytes are from.
  struct Cell {
    var bytes: [UInt8]
    /// Leads from `bytes` to the text the row was cut from.
    var map: ContentMap
  }

  private(set) var cells: [Cell] = []
  /// Whether the line holds a bar that is not escaped.
  private(set) var holdsBar = false

  /// Cuts a line; at most `limit` cells are made, the rest is left out.
  init(_ bytes: [UInt8], _ line: Range<Int>, limit: Int = .max) {
    let line = TableRow.trim(bytes, line)
    var start = line.lowerBound
    if start < line.upperBound, bytes[start] == UInt8(ascii: "|") {
      holdsBar = true
      start += 1
    }
    var offset = start
    while offset < line.upperBound, cells.count < limit {
      switch bytes[offset] {
      case UInt8(ascii: "\\"): offset += 1
      case UInt8(ascii: "|"):
        holdsBar = true
        cells.append(TableRow.cell(bytes, TableRow.trim(bytes, start..<offset)))
        start = offset + 1
      default: break
      }
      offset += 1
    }
    if start < line.upperBound, cells.count < limit {
      cells.append(TableRow.cell(bytes, TableRow.trim(bytes, start..<line.upperBound)))
    }
  }

  private static func cell(_ bytes: [UInt8], _ range: Range<Int>) -> Cell {
    var cell = Cell(bytes: [], map: ContentMap(startingAt: range.lowerBound))
    cell.bytes.reserveCapacity(range.count)
    for offset in range {
      let isEscape =
        bytes[offset] == UInt8(ascii: "\\") && offset + 1 < range.upperBound
        && bytes[offset + 1] == UInt8(ascii: "|")
      if isEscape {
        cell.map.append(content: cell.bytes.count, source: offset + 1)
      } else {
        cell.bytes.append(bytes[offset])
      }
    }
    return cell
  }

  private static func trim(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, isSpace(bytes[start]) { start += 1 }
    while end > start, isSpace(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
}
