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
    let before = faults.diagnostics.count
    let file = CSVReader.read(source, faults: &faults)
    let isBroken = faults.diagnostics.count > before
    let unreadable = TableReader.Result(
      table: Table(schema: schema, rows: [], source: source, isComplete: false))
    guard file.rowCount > 0 else {
      if !isBroken {
        let columns = schema.fileColumns.map(\.name)
        faults.report(StructureFault.noHeader(columns: columns), at: source.span(0..<0))
      }
      return unreadable
    }
    // Names that cannot be read are no unknown columns.
    guard !file.row(0).contains(where: \.isDamaged) else { return unreadable }
    if let fault = foreignDelimiter(file, schema) {
      faults.report(fault, at: file.spanOfHeader)
      return unreadable
    }
    let beforeHeader = faults.diagnostics.count
    let columns = header(file, schema, faults: &faults)
    let isHeaderSound = faults.diagnostics.count == beforeHeader
    var reader = RowReader(
      file: file, schema: schema, columnOfCell: columns, isHeaderSound: isHeaderSound)
    for index in 1..<max(file.rowCount, 1) {
      reader.read(index, reportsCount: !isBroken, faults: &faults)
    }
    let table = Table(
      schema: schema, rows: reader.rows, source: source,
      isComplete: file.isComplete && reader.knowsAllIDs)
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
      let name = String(decoding: file.value(of: cell), as: UTF8.self)
      let span = file.span(of: cell)
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

  /// Returns the fault of a header that is one cell for want of commas and holds the names of columns
  /// between other marks.
  private static func foreignDelimiter(
    _ file: CSVFile, _ schema: TableSchema
  ) -> StructureFault? {
    guard file.row(0).count == 1, let cell = file.row(0).first else { return nil }
    let text = String(decoding: file.value(of: cell), as: UTF8.self)
    return [";", "\t", "|"].lazy.filter { mark in
      let names = text.split(separator: mark)
      return names.count > 1 && names.contains { schema.columnIndex(String($0)) != nil }
    }.map(StructureFault.foreignDelimiter).first
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
