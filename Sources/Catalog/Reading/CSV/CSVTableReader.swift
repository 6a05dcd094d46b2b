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
    var result = TableReader.Result(table: Table(schema: schema, rows: [], source: source))
    guard file.rowCount > 0 else {
      if !isBroken {
        let columns = schema.fileColumns.map(\.name)
        faults.report(StructureFault.noHeader(columns: columns), at: source.span(0..<0))
      }
      return result
    }
    let columns = header(file, schema, faults: &faults)
    var reader = RowReader(file: file, schema: schema, columnOfCell: columns)
    for index in 1..<max(file.rowCount, 1) {
      reader.read(index, reportsCount: !isBroken, faults: &faults)
    }
    result.table = Table(schema: schema, rows: reader.rows, source: source)
    result.damagedIDs = reader.damagedIDs
    return result
  }

  /// Returns for each cell of the header the index of its column in the schema.
  private static func header(
    _ file: CSVFile, _ schema: TableSchema, faults: inout FaultLog
  ) -> [Int?] {
    let fileColumns = schema.fileColumns
    let known = fileColumns.map(\.name)
    var seen: [String: SourceSpan] = [:]
    var columns: [Int?] = []
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
          index == nil ? .unknownColumn(name, known: known) : .computedColumn(name)
        faults.report(fault, at: span)
        columns.append(nil)
      }
      seen[name] = seen[name] ?? span
    }
    for column in fileColumns where seen[column.name] == nil && column.whenEmpty == nil {
      faults.report(StructureFault.missingColumn(column.name), at: file.source.span(0..<0))
    }
    return columns
  }
}

/// Turns the rows of a CSV file into records.
private struct RowReader {
  let file: CSVFile
  let schema: TableSchema
  /// For each cell of a row the index of its column.
  let columnOfCell: [Int?]
  var rows: [Row] = []
  var damagedIDs: Set<String> = []

  init(file: CSVFile, schema: TableSchema, columnOfCell: [Int?]) {
    self.file = file
    self.schema = schema
    self.columnOfCell = columnOfCell
  }

  mutating func read(_ index: Int, reportsCount: Bool, faults: inout FaultLog) {
    let cells = file.row(index)
    guard let first = cells.first else { return }
    guard cells.count == columnOfCell.count else {
      if let id = id(of: cells) { damagedIDs.insert(id) }
      guard reportsCount else { return }
      let fault = StructureFault.cellCount(found: cells.count, expected: columnOfCell.count)
      faults.report(fault, at: file.span(of: first))
      return
    }
    var record = RecordBuilder(schema: schema, offset: Int(first.range.lowerBound))
    for (column, cell) in zip(columnOfCell, cells) {
      guard let column else { continue }
      record.set(
        column, file.value(of: cell), range: cell.range, in: file.source, faults: &faults)
    }
    rows.append(record.row)
  }

  /// The id in a row that is too short or too long.
  private func id(of cells: ArraySlice<CSVFile.Cell>) -> String? {
    guard let column = schema.columnIndex("id"),
      let position = columnOfCell.firstIndex(of: column), position < cells.count
    else { return nil }
    let value = file.value(of: cells[cells.startIndex + position])
    return CellParser.isIdentifier(value) ? String(decoding: value, as: UTF8.self) : nil
  }
}
