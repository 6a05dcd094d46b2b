extension TableSchema {
  /// Motherboards, servers and complete mini systems.
  package static let platform = TableSchema(
    name: "platform", noun: "platform", file: "platforms.csv", volatility: .low,
    columns: [
      .id,
      ColumnSchema(
        "vendor", .text, label: "Vendor", isRequired: true,
        meaning: "Maker; (class) for a stand-in that is no product."),
      .name,
      ColumnSchema(
        "kind", .choice(["motherboard", "barebone server", "complete server", "complete mini"]),
        label: "Kind", isRequired: true,
        meaning: "What is bought."),
      ColumnSchema(
        "socket", .text, label: "Socket", isRequired: true,
        meaning: "Processor socket."),
      ColumnSchema(
        "sockets", .integer, label: "Sockets", isRequired: true, range: 1...8,
        meaning: "Number of processors."),
      ColumnSchema(
        "chipset", .text, label: "Chipset",
        meaning: "Chipset, or none where the processor needs none."),
      ColumnSchema(
        "form_factor", .text, label: "Form factor", isRequired: true,
        meaning: "Board or rack form."),
      ColumnSchema(
        "board_height_mm", .integer, label: "Board height", range: 100...600,
        meaning: "Along the row of slots."),
      ColumnSchema(
        "board_depth_mm", .integer, label: "Board depth", range: 100...600,
        meaning: "Across the row of slots."),
      ColumnSchema(
        "cpu_families", .text, label: "Processor families", isRequired: true,
        meaning: "Families of the processor table, separated by ; – (fitted) means included."),
      ColumnSchema(
        "pcie_slots", .text, label: "PCIe slots", isRequired: true,
        meaning: "Slot number, physical size, generation and lanes."),
      ColumnSchema(
        "x16_slots_physical", .integer, label: "x16 slots", range: 0...32,
        meaning: "Slots that take an x16 card."),
      ColumnSchema(
        "x16_slots_electrical_x16", .integer, label: "Full x16 slots", range: 0...32,
        meaning: "Slots with all sixteen lanes wired."),
      ColumnSchema(
        "max_dual_slot_gpus", .integer, label: "Dual-slot cards", range: 0...32,
        meaning: "Dual-width cards that fit by spacing or by server design."),
      ColumnSchema(
        "slot_pitch_mm", .decimal, label: "Slot pitch", range: 15...60,
        meaning: "Distance of adjacent slots."),
      ColumnSchema(
        "bracket_positions_for_max_gpus", .integer, label: "Brackets needed", range: 0...32,
        meaning: "Case brackets that the most cards need."),
      ColumnSchema(
        "dimm_slots", .integer, label: "Memory slots", isRequired: true, range: 0...64,
        meaning: "Slots for memory modules."),
      ColumnSchema(
        "dimm_type", .text, label: "Memory type", isRequired: true,
        meaning: "Module types, separated by /."),
      ColumnSchema(
        "memory_channels_wired", .integer, label: "Memory channels", range: 1...64,
        meaning: "Over all sockets."),
      ColumnSchema(
        "max_memory_gib", .integer, label: "Largest memory", isRequired: true, range: 8...32768,
        meaning: "Over all sockets."),
      ColumnSchema(
        "m2_slots", .integer, label: "M.2 slots", range: 0...16,
        meaning: "Slots for M.2 drives."),
      ColumnSchema(
        "network", .text, label: "Network",
        meaning: "Ports."),
      ColumnSchema(
        "included_psu", .text, label: "Included supply",
        meaning: "Supplies that come with it; – for boards."),
      ColumnSchema(
        "aux_power", .text, label: "Extra power input",
        meaning: "Power inputs beyond the usual."),
      .confidence,
      .notes,
      .source,
      .sourceDetail,
    ])
}
