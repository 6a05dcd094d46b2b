import Diagnostics
import Dispatch
import Synchronization

/// Reads the records of a table from YAML in its plainest form, without the parser.
///
/// Files are mostly plain: a list of records with one line for each field, whose value is words on
/// that line, with quotes around them or none, and with the parts of a configuration two spaces
/// further in. A line may be blank or a comment. Whatever is written otherwise, and whatever is at
/// fault, is left to ``YAMLReader``: this reader then gives no rows. Those that it gives are the same,
/// with the same places.
struct PlainRecords {
  private enum Parts {
    case absent, begun, read, closed
  }

  private let source: SourceFile
  /// The bytes that are read: whole lines, of whole records.
  private let range: Range<Int>
  private let schema: TableSchema
  private let required: [Int]
  private let blank: RecordBuilder
  private var columns: ColumnFinder
  private let kinds: [PartColumns]
  private var rows: [Row] = []
  private var record: RecordBuilder
  private var isInRecord = false
  private var parts = Parts.absent
  /// A fault ends the reading, so that nothing is reported from here.
  private var faults = FaultLog()

  /// Returns the records of a file whose text has no faults, or `nil` where it is not plain.
  ///
  /// A record begins where the one before has ended, whatever that was, so parts of a file are read
  /// side by side.
  static func rows(
    of source: SourceFile, _ schema: TableSchema, partsAtLeast least: Int = PlainParts.least
  ) -> [Row]? {
    let parts = PlainParts.ranges(in: source.bytes, atLeast: least)
    let found = Mutex([[Row]?](repeating: nil, count: parts.count))
    DispatchQueue.concurrentPerform(iterations: parts.count) { part in
      var reader = PlainRecords(source: source, range: parts[part], schema: schema)
      let rows = reader.readLines() && reader.endRecord() ? reader.rows : nil
      found.withLock { $0[part] = rows }
    }
    let rows = found.withLock { $0.compactMap(\.self) }
    guard rows.count == parts.count, rows.contains(where: { !$0.isEmpty }) else { return nil }
    return rows.count == 1 ? rows.first : rows.flatMap(\.self)
  }

  private init(source: SourceFile, range: Range<Int>, schema: TableSchema) {
    self.source = source
    self.range = range
    self.schema = schema
    columns = ColumnFinder(schema)
    kinds =
      schema.name == ConfigurationParts.tableName
      ? ConfigurationParts.all.compactMap { PartColumns($0, of: schema) } : []
    required = schema.columns.indices.filter {
      schema.columns[$0].isRequired && schema.columns[$0].origin == .file
    }
    blank = RecordBuilder(schema: schema)
    record = blank
  }

  private mutating func readLines() -> Bool {
    var start = range.lowerBound
    while start < range.upperBound {
      let rest = source.bytes[start..<range.upperBound]
      let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? range.upperBound
      guard read(PlainLine.read(source.bytes[start..<end])) else { return false }
      start = end + 1
    }
    return true
  }

  private mutating func read(_ line: PlainLine) -> Bool {
    switch line {
    case .nothing: return true
    case .first(let field):
      guard endRecord() else { return false }
      record = blank.fresh(at: field.key.startIndex)
      isInRecord = true
      parts = .absent
      return read(field)
    case .field(let field): return isInRecord && endParts() && read(field)
    case .part(let field): return readPart(field)
    case .other: return false
    }
  }

  /// Takes the record that has been read, unless it lacks a field.
  private mutating func endRecord() -> Bool {
    guard isInRecord else { return true }
    guard endParts(), required.allSatisfy(record.hasValue) else { return false }
    rows.append(record.row)
    return true
  }

  private mutating func endParts() -> Bool {
    if parts == .read { parts = .closed }
    return parts != .begun
  }

  private mutating func read(_ field: PlainLine.Field) -> Bool {
    guard let value = field.value else { return beginParts(field.key) }
    return columns.column(named: field.key).map { set($0, value, at: value) } ?? false
  }

  private mutating func beginParts(_ key: ArraySlice<UInt8>) -> Bool {
    guard !kinds.isEmpty, parts == .absent, key.elementsEqual("parts".utf8) else { return false }
    for kind in kinds { kind.clear(in: &record) }
    parts = .begun
    return true
  }

  private mutating func readPart(_ field: PlainLine.Field) -> Bool {
    guard parts == .begun || parts == .read, let value = field.value,
      let kind = kinds.first(where: { $0.key.elementsEqual(field.key) }),
      let part = ConfigurationParts.quantity(in: value),
      set(kind.id, part.id, at: part.id)
    else { return false }
    parts = .read
    guard let column = kind.count else { return part.isSingle }
    return set(column, part.count, at: value)
  }

  /// Gives a column its value, unless it has one already or the text is at fault.
  private mutating func set(
    _ column: Int, _ text: ArraySlice<UInt8>, at place: ArraySlice<UInt8>
  ) -> Bool {
    guard !record.hasValue(column) else { return false }
    let range = UInt32(clamping: place.startIndex)..<UInt32(clamping: place.endIndex)
    record.set(column, text, range: range, in: source, faults: &faults)
    return faults.isEmpty
  }
}

/// Finds columns by the bytes of their names.
private struct ColumnFinder {
  private let names: [(bytes: [UInt8], column: Int)]
  /// Records name their columns in one order: the next name is mostly that after the last.
  private var next = 0

  init(_ schema: TableSchema) {
    names = schema.columns.enumerated().filter { $0.element.origin == .file }
      .map { (Array($0.element.name.utf8), $0.offset) }
  }

  mutating func column(named name: ArraySlice<UInt8>) -> Int? {
    for step in names.indices {
      let index = (next + step) % names.count
      guard names[index].bytes.elementsEqual(name) else { continue }
      next = index + 1
      return names[index].column
    }
    return nil
  }
}

/// The columns of one kind of part.
private struct PartColumns {
  let key: [UInt8]
  let id: Int
  let count: Int?

  init?(_ kind: ConfigurationParts.Kind, of schema: TableSchema) {
    guard let id = schema.columnIndex(kind.idColumn) else { return nil }
    key = Array(kind.name.utf8)
    self.id = id
    count = kind.countColumn.flatMap(schema.columnIndex)
  }

  func clear(in record: inout RecordBuilder) {
    record.set(id, .notApplicable)
    if let count { record.set(count, .integer(0)) }
  }
}
