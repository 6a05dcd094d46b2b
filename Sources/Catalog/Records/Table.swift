package import Diagnostics

/// All records of one kind, in the order of the file.
package struct Table: Sendable {
  /// What a table holds; shared by its copies, so that passing a table on costs nothing.
  private final class Storage: Sendable {
    let schema: TableSchema
    let rows: [Row]
    let source: SourceFile
    let indexByID: [String: Int]

    init(schema: TableSchema, rows: [Row], source: SourceFile) {
      self.schema = schema
      self.rows = rows
      self.source = source
      indexByID = Dictionary(
        rows.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
  }

  private let storage: Storage

  package init(schema: TableSchema, rows: [Row], source: SourceFile) {
    storage = Storage(schema: schema, rows: rows, source: source)
  }

  package var schema: TableSchema { storage.schema }

  package var rows: [Row] { storage.rows }

  /// The file the rows were read from; spans are computed from it on demand.
  package var source: SourceFile { storage.source }

  /// Returns the record called `id`.
  package func row(id: String) -> Row? { storage.indexByID[id].map { rows[$0] } }

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
  /// The bytes of each cell in the file, or `nil` for a computed one.
  package var ranges: [Range<UInt32>?]
  /// The first byte of the record in the file; the place of what has no cell.
  package let offset: Int

  package init(id: String, cells: [Cell], ranges: [Range<UInt32>?], offset: Int) {
    self.id = id
    self.cells = cells
    self.ranges = ranges
    self.offset = offset
  }

  var offsets: Range<Int> { offset..<offset }
}
