/// What a disagreement is about, in words that a page can print.
enum ConflictFigures {
  static let columns: [ColumnSchema] = [
    .computed(
      "record_table", .text, "Table", "The table that holds the record.", isFigure: false,
      from: ["record_id"]),
    .computed(
      "record_name", .text, "Record",
      "The name of the record; of a reading, that of the card that was read.", isFigure: false,
      from: ["record_id.name", "record_id.gpu_id"]),
    .computed(
      "column_label", .text, "Value", "The heading of the column.", isFigure: false,
      from: ["record_id", "column_name"]),
  ]

  static func cells(_ conflict: RecordReader) -> [Cell] {
    guard let id = conflict["record_id"].text, let record = conflict.tables.record(id) else {
      return columns.map { _ in .notStated }
    }
    let named = record.record("gpu_id", in: "gpu") ?? record
    let column = conflict["column_name"].text.flatMap { name in
      record.table.schema.columns.first { $0.name == name }
    }
    return [
      .text(record.table.schema.name), named["name"],
      column.map { .text($0.label) } ?? .notStated,
    ]
  }
}
