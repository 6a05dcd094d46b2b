extension ConfigurationFigures {
  private static let modules: [ColumnInput] = ["memory_kits", "memory_id.modules"]

  private static let memory: [ColumnInput] =
    modules + ["memory_id.module_gib", "platform_id.kind", "platform_id.max_memory_gib"]

  private static let cards: [ColumnInput] = [
    "gpu_count", "gpu_id.memory_marketed_gb", "platform_id.kind",
  ]

  private static let power: [ColumnInput] =
    [
      "gpu_count", "gpu_id.tdp_w", "cpu_count", "cpu_id.max_power_w", "cpu_id.tdp_w",
    ] + modules + ["memory_id.type", "storage_count", "platform_id.kind", "power_supply_id.kind"]

  private static let supply: [ColumnInput] = [
    "power_supply_count", "power_supply_id.rated_w", "psu_redundancy",
  ]

  static let columns: [ColumnSchema] = [
    .computed(
      "memory_total_gib", .integer, "Memory",
      "Modules fitted × size of a module; the soldered memory of a complete system.",
      formula:
        "Kits × modules in a kit × size of a module; the largest memory of a complete system",
      from: memory),
    .computed(
      "memory_modules", .integer, "Memory modules", "Kits bought × modules in a kit.",
      from: modules),
    .computed(
      "vram_total_gb", .integer, "Graphics memory",
      "Marketed memory over all cards; – where memory is unified.",
      formula: "Cards × marketed memory of a card", from: cards),
    .computed(
      "memory_to_vram", .decimal, "Memory to graphics memory",
      "Memory in GiB ÷ graphics memory in marketed GB.",
      formula: "Memory in GiB ÷ graphics memory in marketed GB, to two decimals",
      from: ["memory_total_gib", "vram_total_gb"]),
    .computed(
      "peak_dc_w", .integer, "Peak power",
      "Cards at board power + processors at highest power + 9 W a registered or 5 W an unbuffered "
        + "module + 10 W a drive + 60 W (300 W in a server).",
      formula: "Cards × board power + processors × highest power (default power where it is not "
        + "stated) + modules × 9 W registered or 5 W unbuffered + drives × 10 W + 60 W for board "
        + "and fans, 300 W in a server; a complete mini system: board power + 60 W",
      from: power),
    .computed(
      "psu_usable_w", .integer, "Usable supply power",
      "Rated power of the supplies, less one where one may fail.",
      formula: "Rated power × supplies, one less with N+1", from: supply),
    .computed(
      "psu_headroom_pct", .integer, "Supply headroom", "Usable supply power ÷ peak power − 1.",
      formula: "(usable supply power ÷ peak power − 1) × 100, rounded",
      from: ["psu_usable_w", "peak_dc_w"]),
    .computed(
      "wall_w", .integer, "Power at the wall",
      "Peak power ÷ efficiency: 0.94 Titanium or server, 0.92 others, 0.90 mini systems.",
      formula: "Peak power ÷ efficiency: 0.94 Titanium or server, 0.92 others, 0.90 mini systems; "
        + "rounded",
      from: [
        "peak_dc_w", "power_supply_id.efficiency", "power_supply_id.kind", "platform_id.kind",
      ]),
    .computed(
      "heat_btu_h", .integer, "Heat", "Power at the wall × 3.412.",
      formula: "Power at the wall before rounding × 3.412, rounded", from: ["wall_w"]),
    .computed(
      "circuit", .text, "Circuit",
      "Smallest usual circuit that carries the power at the wall for hours: 80 % of its rating.",
      formula: "The smallest usual circuit of which 80 % carries the power at the wall; where the "
        + "peak power is not stated, usable supply power ÷ 0.90",
      from: ["wall_w", "psu_usable_w", "power_supply_id.input_voltage", "platform_id.kind"]),
    .computed(
      "lanes_used", .integer, "PCIe lanes used", "Links of the cards + 4 for each drive.",
      formula: "Cards × lanes of a link + 4 × drives",
      from: ["gpu_count", "gpu_link", "gpu_id", "storage_count", "platform_id.kind"]),
  ]
}
