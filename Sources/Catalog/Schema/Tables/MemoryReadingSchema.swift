extension TableSchema {
  /// Total memory that drivers and programs report for a card.
  package static let memoryReading = TableSchema(
    name: "memory_reading", noun: "memory reading", file: "gpu-memory-readings.csv",
    columns: [
      .id,
      ColumnSchema(
        "gpu_id", .reference(table: "gpu"), label: "Graphics card", isRequired: true,
        meaning: "The card that was read."),
      ColumnSchema(
        "reported_total_mib", .integer, label: "Reported total", isRequired: true,
        range: 256...4_194_304,
        meaning: "Total that the program reported, fraction dropped; not the free memory."),
      ColumnSchema(
        "reported_by", .text, label: "Reported by", isRequired: true,
        meaning:
          "Program or interface. CUDA totals leave out the driver’s reserve, nvidia-smi "
          + "counts it."),
      ColumnSchema(
        "ecc", .choice(["on", "off"]), label: "ECC",
        meaning: "Whether error correction was on; empty where not supported or not shown."),
      ColumnSchema(
        "driver_or_version", .text, label: "Driver or version",
        meaning: "As the text states it."),
      ColumnSchema(
        "os", .text, label: "System",
        meaning: "Operating system as the text states it."),
      .notes,
      .source,
      .sourceDetail,
    ])
}
