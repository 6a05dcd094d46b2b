extension TableSchema {
  /// Cases and rack enclosures.
  package static let chassis = TableSchema(
    name: "chassis", noun: "chassis", file: "chassis.csv", volatility: .low,
    columns: [
      .id,
      .name,
      ColumnSchema(
        "form", .text, label: "Form", isRequired: true,
        meaning: "Size class."),
      ColumnSchema(
        "rack_units", .integer, label: "Rack units", range: 1...20,
        meaning: "Height in a rack; – for towers."),
      ColumnSchema(
        "motherboard_support", .text, label: "Boards",
        meaning: "Board forms that fit, separated by semicolons."),
      ColumnSchema(
        "expansion_slots", .integer, label: "Brackets", range: 1...32,
        meaning: "Rear brackets."),
      ColumnSchema(
        "max_gpus_dual_slot", .integer, label: "Dual-slot cards", range: 0...16,
        meaning: "Brackets / 2, before limits of the board."),
      ColumnSchema(
        "max_gpu_length_mm", .integer, label: "Card length", range: 100...800,
        meaning: "Longest card that fits."),
      ColumnSchema(
        "max_cpu_cooler_mm", .integer, label: "Cooler height", range: 20...300,
        meaning: "Tallest processor cooler that fits."),
      ColumnSchema(
        "psu_form", .choice(["ATX", "SFX", "CRPS", "supplied"]), label: "Supply form",
        isRequired: true,
        meaning: "Form of the power supply."),
      ColumnSchema(
        "psu_count", .integer, label: "Supplies", range: 1...8,
        meaning: "Number of supplies that fit."),
      ColumnSchema(
        "max_psu_length_mm", .integer, label: "Supply length", range: 50...500,
        meaning: "Longest supply that fits."),
      ColumnSchema(
        "depth_mm", .integer, label: "Depth", range: 50...1200,
        meaning: "Outer depth."),
      ColumnSchema(
        "width_mm", .integer, label: "Width", range: 50...1000,
        meaning: "Outer width."),
      ColumnSchema(
        "height_mm", .integer, label: "Height", range: 40...1200,
        meaning: "Outer height."),
      ColumnSchema(
        "volume_l", .decimal, label: "Volume", range: 1...400,
        meaning: "Outer volume."),
      .confidence,
      .notes,
      .source,
      .sourceDetail,
    ])
}
