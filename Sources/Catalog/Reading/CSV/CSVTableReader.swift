import Diagnostics

/// Reads the records of a table from a CSV file with a header row.
///
/// The columns may stand in any order; every column of the schema must be there, so that a
/// forgotten one is not taken for unknown values. Only a column whose empty cells have a meaning of
/// their own may be left out.
enum CSVTableReader {
  static func read(
    _ source: SourceFile, _ schema: TableSchema, faults: inout FaultLog
  ) -> TableReader.Result {
    let unreadable = TableReader.Result(
      table: Table(schema: schema, rows: [], source: source, isComplete: false))
    // Without commas a quote stands anywhere.
    if let (fault, span) = foreignDelimiter(source, schema) {
      faults.report(fault, at: span)
      return unreadable
    }
    let before = faults.diagnostics.count
    let file = CSVReader.read(source, faults: &faults)
    let isBroken = faults.diagnostics.count > before
    guard file.rowCount > 0 else {
      if !isBroken {
        let columns = schema.fileColumns.map(\.name)
        faults.report(StructureFault.noHeader(columns: columns), at: source.span(0..<0))
      }
      return unreadable
    }
    // Names that cannot be read are no unknown columns.
    guard !faults.isFull, !file.row(0).contains(where: \.isDamaged) else { return unreadable }
    if let (fault, span) = excess(file) {
      faults.report(fault, at: span)
      return unreadable
    }
    let beforeHeader = faults.diagnostics.count
    let columns = header(file, schema, faults: &faults)
    let isHeaderSound = faults.diagnostics.count == beforeHeader
    var reader = RowReader(
      file: file, schema: schema, columnOfCell: columns, isHeaderSound: isHeaderSound)
    for index in 1..<max(file.rowCount, 1) where !faults.isFull {
      reader.read(index, reportsCount: !isBroken, faults: &faults)
    }
    let table = Table(
      schema: schema, rows: reader.rows, source: source,
      isComplete: file.isComplete && reader.knowsAllIDs && !faults.isFull)
    return TableReader.Result(table: table, damagedIDs: reader.damagedIDs)
  }

  /// Returns for each cell of the header the index of its column in the schema.
  private static func header(
    _ file: CSVFile, _ schema: TableSchema, faults: inout FaultLog
  ) -> [Int?] {
    let fileColumns = schema.fileColumns
    let known = fileColumns.map(\.name)
    var seen: [String: SourceSpan] = [:]
    var columns: [Int?] = []
    // The columns that a misspelt name is meant for.
    var meant: Set<String> = []
    for cell in file.row(0) {
      let bytes = file.value(of: cell)
      let span = file.span(of: cell)
      guard bytes.count <= CatalogLimits.cellBytes else {
        faults.report(StructureFault.longName(bytes: bytes.count), at: span)
        columns.append(nil)
        continue
      }
      let name = String(decoding: bytes, as: UTF8.self)
      let index = schema.columnIndex(name)
      if let first = seen[name] {
        faults.report(StructureFault.duplicateColumn(name, first: first), at: span)
        columns.append(nil)
      } else if let index, schema.columns[index].origin == .file {
        columns.append(index)
      } else {
        let fault: StructureFault =
          DerivedColumns.isComputed(name, of: schema)
          ? .computedColumn(name) : .unknownColumn(name, known: known)
        faults.report(fault, at: span)
        columns.append(nil)
        if let near = NearestName.of(name, among: known) { meant.insert(near) }
      }
      seen[name] = seen[name] ?? span
    }
    let missing = fileColumns.filter { $0.whenEmpty == nil }.map(\.name).filter {
      seen[$0] == nil && !meant.contains($0)
    }
    if !missing.isEmpty {
      faults.report(StructureFault.missingColumns(missing), at: file.spanOfHeader)
    }
    return columns
  }

  /// Returns the fault of a file that has more columns or records than any table, and the place of the
  /// first beyond.
  private static func excess(_ file: CSVFile) -> (fault: StructureFault, span: SourceSpan)? {
    let header = file.row(0)
    if header.count > CatalogLimits.columns {
      let cell = header[header.startIndex + CatalogLimits.columns]
      return (.tooManyColumns(header.count), file.span(of: cell))
    }
    let records = file.rowCount - 1
    guard records > CatalogLimits.records,
      let cell = file.row(CatalogLimits.records + 1).first
    else { return nil }
    return (.tooManyRecords(records), file.span(of: cell))
  }

  /// Returns the fault of a file whose header has no comma and holds the names of columns between
  /// other marks, and the place of the header.
  private static func foreignDelimiter(
    _ source: SourceFile, _ schema: TableSchema
  ) -> (fault: StructureFault, span: SourceSpan)? {
    let start = source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let line = source.bytes[start...].drop(while: isLineBreak).prefix { !isLineBreak($0) }
    guard line.count <= CatalogLimits.cellBytes, !line.contains(UInt8(ascii: ",")) else {
      return nil
    }
    let text = String(decoding: line, as: UTF8.self).filter { $0 != "\"" }
    let marks: [String] = [";", "\t", "|"]
    let found = marks.first { mark in
      let names = text.split(separator: mark)
      return names.count > 1 && names.contains { schema.columnIndex(String($0)) != nil }
    }
    guard let mark = found else { return nil }
    return (.foreignDelimiter(mark), source.span(line.startIndex..<line.endIndex))
  }

  private static func isLineBreak(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }
}

/// Turns the rows of a CSV file into records.
private struct RowReader {
  let file: CSVFile
  let schema: TableSchema
  private let blank: RecordBuilder
  /// For each cell of a row the index of its column.
  let columnOfCell: [Int?]
  /// Whether the header names all columns. Without that, what a row lacks is not its own fault.
  let isHeaderSound: Bool
  var rows: [Row] = []
  var damagedIDs: Set<String> = []
  /// Whether every row has an id that can be read.
  var knowsAllIDs = true

  init(file: CSVFile, schema: TableSchema, columnOfCell: [Int?], isHeaderSound: Bool) {
    self.file = file
    self.schema = schema
    blank = RecordBuilder(schema: schema)
    self.columnOfCell = columnOfCell
    self.isHeaderSound = isHeaderSound
  }

  mutating func read(_ index: Int, reportsCount: Bool, faults: inout FaultLog) {
    let cells = file.row(index)
    guard let first = cells.first else { return }
    guard cells.count == columnOfCell.count else {
      if let id = id(of: cells) { damagedIDs.insert(id) } else { knowsAllIDs = false }
      guard reportsCount else { return }
      let fault = StructureFault.cellCount(found: cells.count, expected: columnOfCell.count)
      faults.report(fault, at: file.span(of: first))
      return
    }
    var record = blank.fresh(at: Int(first.range.lowerBound))
    record.isDamaged = !isHeaderSound
    for (column, cell) in zip(columnOfCell, cells) {
      guard let column else { continue }
      if cell.isDamaged {
        record.damage(column, range: cell.range)
      } else {
        record.set(
          column, file.value(of: cell), range: cell.range, in: file.source, faults: &faults)
      }
    }
    let row = record.row
    if row.id.isEmpty { knowsAllIDs = false }
    rows.append(row)
  }

  /// The id in a row that is too short or too long.
  private func id(of cells: ArraySlice<CSVFile.Cell>) -> String? {
    guard let column = schema.columnIndex("id"),
      let position = columnOfCell.firstIndex(of: column), position < cells.count
    else { return nil }
    let cell = cells[cells.startIndex + position]
    guard !cell.isDamaged else { return nil }
    let value = file.value(of: cell)
    return CellParser.isIdentifier(value) ? String(decoding: value, as: UTF8.self) : nil
  }
}
