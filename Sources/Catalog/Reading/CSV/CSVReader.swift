import Diagnostics

/// Cuts CSV (RFC 4180) into cells, keeping the place of each.
///
/// Lines end in LF or CRLF; a byte order mark is skipped; cells may be quoted and then hold commas,
/// line breaks and doubled quotes.
struct CSVReader {
  private let bytes: [UInt8]
  private var offset: Int
  private var file: CSVFile
  private var faults: [(StructureFault, Range<Int>)] = []
  /// The places that hold no text, and how many of them are passed.
  private var findings: [(finding: TextCheck.Finding, range: Range<Int>)]
  private var passedFindings = 0
  /// The first carriage return that ends no line, and how many there are.
  private var loneReturns: (first: Int, count: Int)?

  /// Reads a whole file. What is wrong in one cell leaves the others alone: no byte of a broken
  /// sequence is a comma, a quote or a line break.
  static func read(_ source: SourceFile, faults: inout FaultLog) -> CSVFile {
    var reader = CSVReader(source)
    for (fault, range) in StructureFault.of(reader.findings) {
      faults.report(fault, at: source.span(range))
    }
    guard reader.findings.first?.finding != .utf16 else {
      reader.file.isComplete = false
      return reader.file
    }
    reader.readRows()
    if let (first, count) = reader.loneReturns {
      // Rows that go on behind it have quotes where none should be.
      reader.faults.removeAll { $0.1.lowerBound >= first }
      reader.faults.append((.loneReturn(more: count - 1), first..<first + 1))
      reader.file.isComplete = false
    }
    for (fault, range) in reader.faults { faults.report(fault, at: source.span(range)) }
    return reader.file
  }

  private init(_ source: SourceFile) {
    bytes = source.bytes
    offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    file = CSVFile(source: source)
    findings = TextCheck.findings(in: bytes, range: offset..<bytes.count)
  }

  private mutating func readRows() {
    while offset < bytes.count { readRow() }
  }

  private mutating func readRow() {
    let start = offset
    var cellCount = 0
    while true {
      readCell()
      cellCount += 1
      guard offset < bytes.count, bytes[offset] == UInt8(ascii: ",") else { break }
      offset += 1
    }
    let isBlank = cellCount == 1 && offset == start
    skipLineBreak()
    file.endRow(isBlank: isBlank)
  }

  private mutating func readCell() {
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") {
      readQuotedCell()
    } else {
      readPlainCell()
    }
  }

  private mutating func readPlainCell() {
    let start = offset
    var isBroken = false
    while offset < bytes.count, !isEndOfCell(at: offset) {
      if bytes[offset] == UInt8(ascii: "\"") {
        note(.strayQuote, at: offset..<offset + 1)
        isBroken = true
      } else if bytes[offset] == UInt8(ascii: "\r") {
        noteLoneReturn()
        isBroken = true
      }
      offset += 1
    }
    append(start..<offset, hasEscapes: false)
    if isBroken { file.damageLastCell() }
  }

  private mutating func readQuotedCell() {
    let opening = offset
    offset += 1
    var hasEscapes = false
    while offset < bytes.count {
      guard bytes[offset] == UInt8(ascii: "\"") else {
        offset += 1
        continue
      }
      guard offset + 1 < bytes.count, bytes[offset + 1] == UInt8(ascii: "\"") else { break }
      hasEscapes = true
      offset += 2
    }
    append(opening + 1..<offset, hasEscapes: hasEscapes)
    guard offset < bytes.count else {
      note(.unclosedQuote, at: opening..<opening + 1)
      file.damageLastCell()
      file.isComplete = false
      return
    }
    offset += 1
    skipTextAfterQuote()
  }

  private mutating func skipTextAfterQuote() {
    let start = offset
    while offset < bytes.count, !isEndOfCell(at: offset) {
      if bytes[offset] == UInt8(ascii: "\r") { noteLoneReturn() }
      offset += 1
    }
    guard offset > start else { return }
    note(.textAfterQuote, at: start..<offset)
    file.damageLastCell()
  }

  /// Takes note of a fault, unless more are known than are told.
  private mutating func note(_ fault: StructureFault, at range: Range<Int>) {
    if faults.count <= CatalogLimits.faults { faults.append((fault, range)) }
  }

  private mutating func noteLoneReturn() {
    loneReturns = (loneReturns?.first ?? offset, (loneReturns?.count ?? 0) + 1)
  }

  private mutating func append(_ range: Range<Int>, hasEscapes: Bool) {
    let compact = UInt32(clamping: range.lowerBound)..<UInt32(clamping: range.upperBound)
    file.append(
      CSVFile.Cell(range: compact, hasEscapes: hasEscapes, isDamaged: holdsFinding(range)))
  }

  /// Whether a cell holds a place that is no text. Cells are asked about in the order of the file.
  private mutating func holdsFinding(_ range: Range<Int>) -> Bool {
    while passedFindings < findings.count,
      findings[passedFindings].range.upperBound <= range.lowerBound
    {
      passedFindings += 1
    }
    return passedFindings < findings.count
      && findings[passedFindings].range.lowerBound < range.upperBound
  }

  private func isEndOfCell(at offset: Int) -> Bool {
    switch bytes[offset] {
    case UInt8(ascii: ","), UInt8(ascii: "\n"): true
    case UInt8(ascii: "\r"): offset + 1 < bytes.count && bytes[offset + 1] == UInt8(ascii: "\n")
    default: false
    }
  }

  private mutating func skipLineBreak() {
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "\r") { offset += 1 }
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "\n") { offset += 1 }
  }
}
