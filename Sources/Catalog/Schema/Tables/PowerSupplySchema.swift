extension TableSchema {
  /// Power supplies.
  package static let powerSupply = TableSchema(
    name: "power_supply", noun: "power supply", file: "power-supplies.csv", volatility: .low,
    columns: [
      .id,
      .name,
      ColumnSchema(
        "rated_w", .integer, label: "Rated power", isRequired: true, range: 50...6000,
        meaning: "Continuous output."),
      ColumnSchema(
        "form",
        .choice(["ATX", "SFX", "CRPS", "server hot-swap", "external", "internal", "FlexATX"]),
        label: "Form", isRequired: true,
        meaning: "Mechanical form."),
      ColumnSchema(
        "efficiency", .text, label: "Efficiency",
        meaning: "Certificate."),
      ColumnSchema(
        "atx_version", .text, label: "ATX version",
        meaning: "Version of the ATX design guide; – for other forms."),
      ColumnSchema(
        "connectors_12v_2x6", .integer, label: "12V-2x6 leads", range: 0...8,
        meaning: "Native 12V-2x6 and 12VHPWR leads."),
      ColumnSchema(
        "connectors_12v_2x6_basis", .text, label: "Basis of the leads",
        meaning: "How the number of leads is known."),
      ColumnSchema(
        "eps_8pin", .integer, label: "EPS leads", range: 0...8,
        meaning: "Processor power leads."),
      ColumnSchema(
        "pcie_6_plus_2", .integer, label: "8-pin leads", range: 0...32,
        meaning: "PCIe 6+2-pin leads."),
      ColumnSchema(
        "length_mm", .integer, label: "Length", range: 50...400,
        meaning: "Depth in the case."),
      ColumnSchema(
        "input_voltage", .text, label: "Input voltage", isRequired: true,
        meaning: "Mains voltage, with what full power needs."),
      ColumnSchema(
        "kind", .choice(["single", "redundant module", "system"]), label: "Kind", isRequired: true,
        meaning: "Whether several share the load or it belongs to one system."),
      .confidence,
      .notes,
      .source,
      .sourceDetail,
    ])
}
