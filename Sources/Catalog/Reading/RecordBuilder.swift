import Diagnostics

/// Fills the cells of one record and reports what is wrong with each. Those of a table are copies of
/// one that is blank.
struct RecordBuilder {
  /// The ids that records name, each once: ten thousand configurations share some hundred parts.
  private final class Texts {
    private var texts: Set<String> = []

    func shared(_ text: String) -> String { texts.insert(text).memberAfterInsert }
  }

  private let schema: TableSchema
  private var offset: Int
  private let idColumn: Int?
  private let references = Texts()
  private var cells: [Cell]
  private var ranges: [Range<UInt32>?]
  /// The bytes of the values so far.
  private var bytes = 0
  /// Whether a part of the record could not be read.
  var isDamaged = false

  init(schema: TableSchema) {
    self.schema = schema
    offset = 0
    idColumn = schema.columnIndex("id")
    cells = schema.columns.map { $0.whenEmpty ?? .notStated }
    ranges = Array(repeating: nil, count: cells.count)
  }

  /// Returns a builder for a record; `offset` is its first byte in the file.
  func fresh(at offset: Int) -> RecordBuilder {
    var other = self
    other.offset = offset
    return other
  }

  /// The record. One without a usable id has an empty one.
  var row: Row {
    let id = idColumn.flatMap { cells[$0].text } ?? ""
    return Row(id: id, cells: cells, ranges: ranges, offset: offset, isDamaged: isDamaged)
  }

  /// Whether a column was given a place in the file.
  func hasValue(_ column: Int) -> Bool { ranges[column] != nil }

  /// Takes the text of one cell.
  mutating func set(
    _ column: Int, _ bytes: ArraySlice<UInt8>, range: Range<UInt32>, in source: SourceFile,
    faults: inout FaultLog
  ) {
    ranges[column] = range
    let known = self.bytes
    self.bytes += min(bytes.count, CatalogLimits.cellBytes)
    // The first value beyond is told, and the record is none.
    guard known <= CatalogLimits.recordBytes else { return }
    let parsed: Result<Cell, CellParser.Problem> =
      self.bytes > CatalogLimits.recordBytes
      ? .failure(.recordTooLong) : CellParser.parse(bytes, schema.columns[column])
    switch parsed {
    case .success(.text(let id)) where schema.columns[column].isReference:
      cells[column] = .text(references.shared(id))
    case .success(let cell): cells[column] = cell
    case .failure(let problem):
      isDamaged = true
      let text = String(decoding: bytes.prefix(CatalogLimits.cellBytes), as: UTF8.self)
      let fault = CellFault(problem: problem, column: schema.columns[column], text: text)
      let place = source.span(Int(range.lowerBound)..<Int(range.upperBound))
      faults.report(fault, at: place)
    }
  }

  /// Takes note of a cell whose text cannot be read.
  mutating func damage(_ column: Int, range: Range<UInt32>) {
    ranges[column] = range
    isDamaged = true
  }

  /// Sets a cell that has no text of its own in the file.
  mutating func set(_ column: Int, _ cell: Cell) { cells[column] = cell }
}

extension ColumnSchema {
  fileprivate var isReference: Bool { if case .reference = kind { true } else { false } }
}
