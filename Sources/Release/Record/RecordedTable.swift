import Catalog
import Diagnostics

extension Table {
  /// Whether a record holds the table, so that the next build can tell what a query gave for records
  /// that are others: the rows of a query over figures depend on more than on their records.
  var isRecorded: Bool { !rows.isEmpty && !schema.columns.contains(where: \.holdsFigures) }
}

extension RecordWriter {
  /// Writes the names of the columns of a table, and its records.
  mutating func write(_ table: Table) {
    write(table.schema.columns) { $0.write(name: $1.name) }
    write(table.rows) { writer, row in
      writer.write(row.id)
      for cell in row.cells { writer.write(cell) }
    }
  }

  private mutating func write(_ cell: Cell) {
    switch cell {
    case .notStated: write(0)
    case .notApplicable: write(1)
    case .integer(let value):
      write(2)
      write(bits: UInt64(bitPattern: value))
    case .decimal(let value):
      write(3)
      write(bits: value.bitPattern)
    case .text(let value):
      write(4)
      write(value)
    case .flag(let value):
      write(5)
      write(value)
    case .date(let value):
      write(6)
      write(value.description)
    }
  }
}

extension RecordReader {
  /// Reads the records of a table; `nil` where its columns are not those of the schema.
  mutating func table(_ schema: TableSchema) throws(DamagedRecord) -> Table? {
    let columns = try list { reader throws(DamagedRecord) in try reader.name() }
    guard columns == schema.columns.map(\.name) else { return nil }
    let rows = try list { reader throws(DamagedRecord) in
      let id = try reader.text()
      var cells: [Cell] = []
      cells.reserveCapacity(columns.count)
      for _ in columns { cells.append(try reader.cell()) }
      return Row(id: id, cells: cells, ranges: [], offset: 0)
    }
    return Table(schema: schema, rows: rows, source: SourceFile(path: schema.file, bytes: []))
  }

  private mutating func cell() throws(DamagedRecord) -> Cell {
    switch try number() {
    case 0: return .notStated
    case 1: return .notApplicable
    case 2: return .integer(Int64(bitPattern: try bits()))
    case 3: return .decimal(Double(bitPattern: try bits()))
    case 4: return .text(try text())
    case 5: return .flag(try flag())
    case 6:
      guard let date = CalendarDate(try text()) else { throw DamagedRecord() }
      return .date(date)
    default: throw DamagedRecord()
    }
  }
}
