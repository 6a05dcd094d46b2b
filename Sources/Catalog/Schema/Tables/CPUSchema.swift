extension TableSchema {
  /// Desktop, workstation and server processors.
  package static let cpu = TableSchema(
    name: "cpu", noun: "processor", file: "cpus.csv", volatility: .low,
    columns: [
      .id,
      ColumnSchema(
        "vendor", .choice(["Intel", "AMD"]), label: "Vendor", isRequired: true,
        meaning: "Maker."),
      .name,
      ColumnSchema(
        "segment", .choice(["desktop", "workstation", "server", "mini"]), label: "Segment",
        isRequired: true,
        meaning: "Market the processor was made for."),
      ColumnSchema(
        "family", .text, label: "Family", isRequired: true,
        meaning: "Product family; boards list the families they take."),
      ColumnSchema(
        "launch_date", .date, label: "Launched", isRequired: true,
        meaning: "First sale where known, otherwise the announcement."),
      ColumnSchema(
        "cores", .integer, label: "Cores", isRequired: true, range: 1...512,
        meaning: "All cores, performance and efficiency cores together."),
      ColumnSchema(
        "threads", .integer, label: "Threads", isRequired: true, range: 1...1024,
        meaning: "Hardware threads."),
      ColumnSchema(
        "base_ghz", .decimal, label: "Base clock", isRequired: true, range: 0.5...7,
        meaning: "Base clock of the performance cores."),
      ColumnSchema(
        "boost_ghz", .decimal, label: "Boost clock", range: 0.5...8,
        meaning: "Highest clock of one core."),
      ColumnSchema(
        "tdp_w", .integer, label: "Default power", range: 10...1000,
        meaning: "Default thermal design power."),
      ColumnSchema(
        "max_power_w", .integer, label: "Highest power", range: 10...1500,
        meaning: "Turbo power (Intel) or socket power limit (AMD). Supplies are sized by it."),
      ColumnSchema(
        "socket", .text, label: "Socket", isRequired: true,
        meaning: "Socket the processor fits."),
      ColumnSchema(
        "sockets_max", .integer, label: "Processors per system", isRequired: true, range: 1...8,
        meaning: "Processors that one system may hold."),
      ColumnSchema(
        "pcie_gen", .integer, label: "PCIe generation", isRequired: true, range: 3...7,
        meaning: "Generation of the processor’s lanes."),
      ColumnSchema(
        "pcie_lanes_cpu_usable", .integer, label: "PCIe lanes", isRequired: true, range: 4...256,
        meaning: "Lanes from the processor for slots and storage, without the chipset link."),
      ColumnSchema(
        "pcie_lanes_note", .text, label: "PCIe lanes in detail",
        meaning: "How the lanes split."),
      ColumnSchema(
        "memory_type", .text, label: "Memory type", isRequired: true,
        meaning: "Module types, separated by /."),
      ColumnSchema(
        "memory_channels", .integer, label: "Memory channels", range: 1...24,
        meaning: "Channels of 64 bits. Without them no speed is stated."),
      ColumnSchema(
        "max_memory_speed_mt_s", .integer, label: "Memory speed",
        range: 1600...12800,
        meaning: "With one standard module per channel."),
      ColumnSchema(
        "mrdimm_speed_mt_s", .integer, label: "MRDIMM speed", range: 4800...20000,
        meaning: "With multiplexed-rank modules; – where they do not work."),
      ColumnSchema(
        "max_memory_gib", .integer, label: "Largest memory", isRequired: true, range: 8...16384,
        meaning: "Per socket."),
      ColumnSchema(
        "ecc", .choice(["yes", "no", "board dependent (unbuffered)"]), label: "ECC",
        isRequired: true,
        meaning: "Whether error-correcting modules work."),
      ColumnSchema(
        "avx512", .flag, label: "AVX-512", isRequired: true,
        meaning: "Whether the processor has AVX-512."),
      ColumnSchema(
        "amx", .flag, label: "AMX", isRequired: true,
        meaning: "Whether the processor has Advanced Matrix Extensions."),
      ColumnSchema(
        "integrated_gpu", .text, label: "Integrated graphics", isRequired: true,
        meaning: "yes, no or the unit’s name."),
      ColumnSchema(
        "chip_gpu_id", .reference(table: "gpu"), label: "The same chip",
        whenEmpty: .notApplicable,
        meaning:
          "The device among the graphics cards that is the same chip: a processor beside such a device "
          + "can be no other. Blank where none is."),
      .confidence,
      .notes,
      .source,
      .sourceDetail,
    ])
}
