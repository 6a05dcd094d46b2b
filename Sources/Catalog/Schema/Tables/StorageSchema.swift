extension TableSchema {
  /// Solid-state drives and hard disks.
  package static let storage = TableSchema(
    name: "storage", noun: "drive", file: "storage.csv", volatility: .low,
    columns: [
      .id,
      .name,
      ColumnSchema(
        "capacity_tb", .decimal, label: "Capacity", isRequired: true, range: 0.1...200,
        meaning: "Decimal terabytes, as marketed."),
      ColumnSchema(
        "form", .text, label: "Form", isRequired: true,
        meaning: "Mechanical form."),
      ColumnSchema(
        "interface", .text, label: "Interface", isRequired: true,
        meaning: "Bus and protocol."),
      ColumnSchema(
        "read_mb_s", .integer, label: "Sequential read", range: 50...60000,
        meaning: "Rated speed."),
      ColumnSchema(
        "write_mb_s", .integer, label: "Sequential write", range: 50...60000,
        meaning: "Rated speed."),
      ColumnSchema(
        "endurance_tbw", .integer, label: "Endurance", range: 1...100000,
        meaning: "Terabytes that may be written in the warranty period."),
      ColumnSchema(
        "endurance_dwpd", .decimal, label: "Endurance per day", range: 0.1...100,
        meaning: "Full drive writes per day in the warranty period."),
      ColumnSchema(
        "use", .text, label: "Use",
        meaning: "What the drive suits."),
      .confidence,
      .notes,
      .source,
      .sourceDetail,
    ])
}
