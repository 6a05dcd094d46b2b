extension TableSchema {
  /// Complete machines made of the parts of the other tables.
  package static let configuration = TableSchema(
    name: "configuration", noun: "configuration", file: "configurations.yaml",
    columns: [
      .id,
      .name,
      ColumnSchema(
        "segment",
        .choice([
          "single-GPU tower", "dual-GPU tower", "quad-GPU tower", "multi-GPU rackmount",
          "small/quiet", "AMD-based", "CPU-only", "unified-memory mini",
        ]), label: "Segment", isRequired: true,
        meaning: "Kind of machine."),
      ColumnSchema(
        "platform_id", .reference(table: "platform"), label: "Platform", isRequired: true,
        meaning: "Board, server or complete system."),
      ColumnSchema(
        "cpu_id", .reference(table: "cpu"), label: "Processor",
        meaning: "– where the platform brings its own."),
      ColumnSchema(
        "cpu_count", .integer, label: "Processors", range: 0...8,
        meaning: "Number of processors."),
      ColumnSchema(
        "memory_id", .reference(table: "memory"), label: "Memory",
        meaning: "– where the memory is soldered."),
      ColumnSchema(
        "memory_kits", .integer, label: "Memory kits", range: 0...64,
        meaning: "Kits bought."),
      ColumnSchema(
        "gpu_id", .reference(table: "gpu"), label: "Graphics card",
        meaning: "– for machines without one."),
      ColumnSchema(
        "gpu_count", .integer, label: "Graphics cards", range: 0...16,
        meaning: "Number of cards."),
      ColumnSchema(
        "power_supply_id", .reference(table: "power_supply"), label: "Power supply",
        isRequired: true,
        meaning: "Supply."),
      ColumnSchema(
        "power_supply_count", .integer, label: "Power supplies", range: 1...8,
        meaning: "Number of supplies."),
      ColumnSchema(
        "chassis_id", .reference(table: "chassis"), label: "Chassis", isRequired: true,
        meaning: "Case."),
      ColumnSchema(
        "storage_id", .reference(table: "storage"), label: "Storage", isRequired: true,
        meaning: "Drive."),
      ColumnSchema(
        "storage_count", .integer, label: "Drives", range: 1...64,
        meaning: "Number of drives."),
      ColumnSchema(
        "gpu_slots", .text, label: "Card slots",
        meaning: "Slot numbers of the board."),
      ColumnSchema(
        "gpu_link", .text, label: "Card link",
        meaning: "Lanes that each card gets."),
      ColumnSchema(
        "gpu_power_feed", .text, label: "Card power",
        meaning: "Native leads and adapters."),
      ColumnSchema(
        "psu_redundancy", .choice(["none", "N+1"]), label: "Redundancy", isRequired: true,
        meaning: "none: all supplies share the load; N+1: one may fail."),
      ColumnSchema(
        "cooling", .text, label: "Cooling", isRequired: true,
        meaning: "Processor cooler and fans."),
      ColumnSchema(
        "rationale", .text, label: "Why", isRequired: true,
        meaning: "What the machine is good for."),
      ColumnSchema(
        "modelled_on", .text, label: "Modelled on", isRequired: true,
        meaning: "Kind of system, or a documented one."),
      .waiver,
      .confidence,
      .notes,
    ])
}
