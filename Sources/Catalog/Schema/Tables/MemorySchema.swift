extension TableSchema {
  /// Memory kits and single modules.
  package static let memory = TableSchema(
    name: "memory", noun: "memory kit", file: "memory.csv", volatility: .low,
    columns: [
      .id,
      .name,
      ColumnSchema(
        "type", .text, label: "Type", isRequired: true,
        meaning: "Generation and module type."),
      ColumnSchema(
        "modules", .integer, label: "Modules", isRequired: true, range: 1...16,
        meaning: "Modules in the kit; single modules are bought in numbers."),
      ColumnSchema(
        "module_gib", .integer, label: "Module size", isRequired: true, range: 4...512,
        meaning: "Capacity of one module."),
      ColumnSchema(
        "speed_mt_s", .integer, label: "Speed", isRequired: true, range: 1600...12800,
        meaning: "Rated transfer rate."),
      ColumnSchema(
        "cas_latency", .integer, label: "CAS latency", range: 10...100,
        meaning: "Column address latency in clocks."),
      ColumnSchema(
        "ecc", .flag, label: "ECC", isRequired: true,
        meaning: "Whether the modules correct errors beyond the die."),
      .confidence,
      .notes,
      .source,
      .sourceDetail,
    ])
}
