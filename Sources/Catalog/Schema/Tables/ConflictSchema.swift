extension TableSchema {
  /// Where sources disagree, and what was chosen.
  package static let conflict = TableSchema(
    name: "conflict", noun: "disagreement", file: "conflicts.yaml",
    columns: [
      .id,
      ColumnSchema(
        "record_id", .reference(table: "any"), label: "Record", isRequired: true,
        meaning: "The record that the sources disagree about."),
      ColumnSchema(
        "column_name", .text, label: "Column", isRequired: true,
        meaning: "The column of that record."),
      ColumnSchema(
        "sources_say", .text, label: "Sources say", isRequired: true,
        meaning: "What each source says."),
      ColumnSchema(
        "chosen", .text, label: "Chosen", isRequired: true,
        meaning: "What the catalog holds."),
      ColumnSchema(
        "reason", .text, label: "Reason", isRequired: true,
        meaning: "Why."),
    ])
}
