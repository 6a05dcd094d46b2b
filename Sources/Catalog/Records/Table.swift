package import Diagnostics

/// All records of one kind, in the order of the file.
package struct Table: Sendable {
  /// What a table holds; shared by its copies, so that passing a table on costs nothing.
  private final class Storage: Sendable {
    let schema: TableSchema
    let rows: [Row]
    let source: SourceFile
    let isComplete: Bool
    let indexByID: [String: Int]
    let columnByName: [String: Int]

    init(schema: TableSchema, rows: [Row], source: SourceFile, isComplete: Bool) {
      self.schema = schema
      self.rows = rows
      self.source = source
      self.isComplete = isComplete
      indexByID = Dictionary(
        rows.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
      columnByName = Dictionary(
        schema.columns.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }
  }

  private let storage: Storage

  package init(schema: TableSchema, rows: [Row], source: SourceFile, isComplete: Bool = true) {
    storage = Storage(schema: schema, rows: rows, source: source, isComplete: isComplete)
  }

  package var schema: TableSchema { storage.schema }

  package var rows: [Row] { storage.rows }

  /// The file the rows were read from; spans are computed from it on demand.
  package var source: SourceFile { storage.source }

  /// Whether the id of every record in the file is known. Where it is not, a reference into the table
  /// cannot be called wrong: the fault of the file has been reported.
  package var isComplete: Bool { storage.isComplete }

  /// Whether this is a copy of `other`, which holds the same without a look at any cell.
  package func isCopy(of other: Table) -> Bool { storage === other.storage }

  /// Whether the records have the ids of those of `other`, in the same order.
  package func hasIDs(of other: Table) -> Bool {
    isCopy(of: other) || ids.elementsEqual(other.ids)
  }

  /// Whether the cells of a column are those of `other`, record by record.
  package func hasColumn(_ name: String, of other: Table) -> Bool {
    guard let index = columnIndex(name), let place = other.columnIndex(name) else { return false }
    return rows.elementsEqual(other.rows) { $0.cells[index] == $1.cells[place] }
  }

  /// Returns the ids of the records whose cells are those of the records of `other` by these ids.
  func idsOfRecords(alsoIn other: Table) -> Set<String> {
    isCopy(of: other)
      ? Set(ids) : Set(rows.filter { other.row(id: $0.id)?.cells == $0.cells }.map(\.id))
  }

  /// Returns the record called `id`.
  package func row(id: String) -> Row? { storage.indexByID[id].map { rows[$0] } }

  /// Returns a cell of the record called `id` by the name of its column.
  package func cell(_ column: String, of id: String) -> Cell? {
    guard let index = storage.columnByName[column], let row = row(id: id) else { return nil }
    return row.cells[index]
  }

  /// Returns the index of the column called `name`.
  package func columnIndex(_ name: String) -> Int? { storage.columnByName[name] }

  /// The ids in the order of the file.
  package var ids: some Collection<String> { rows.lazy.map(\.id) }

  /// Returns the place of a cell in the file, or of the record for a computed cell.
  package func span(of row: Row, column: Int) -> SourceSpan {
    let range = column < row.ranges.count ? row.ranges[column] : nil
    return source.span(range.map { Int($0.lowerBound)..<Int($0.upperBound) } ?? row.offsets)
  }
}

/// One record: its id and its cells, in the order of the schema's columns.
package struct Row: Sendable {
  package let id: String
  package var cells: [Cell]
  /// The bytes of each cell in the file, or `nil` for one that does not stand there. Computed cells
  /// are behind the last of them.
  package var ranges: [Range<UInt32>?]
  /// The first byte of the record in the file; the place of what has no cell.
  package let offset: Int
  /// Whether a part of the record could not be read, which has been reported. What it lacks for that
  /// reason is no fault of its own.
  package let isDamaged: Bool

  package init(
    id: String, cells: [Cell], ranges: [Range<UInt32>?], offset: Int, isDamaged: Bool = false
  ) {
    self.id = id
    self.cells = cells
    self.ranges = ranges
    self.offset = offset
    self.isDamaged = isDamaged
  }

  var offsets: Range<Int> { offset..<offset }
}
