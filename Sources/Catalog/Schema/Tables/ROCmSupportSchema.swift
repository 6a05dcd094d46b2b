extension TableSchema {
  /// AMD’s lists of supported cards by version of ROCm and system.
  package static let rocmSupport = TableSchema(
    name: "rocm_support", noun: "entry of AMD’s support lists", file: "rocm-support.csv",
    columns: [
      .id,
      ColumnSchema(
        "gpu_name", .text, label: "Card",
        meaning: "Name as AMD lists it; – where the document lists targets only."),
      ColumnSchema(
        "gpu_id", .reference(table: "gpu"), label: "Card of the catalog",
        meaning: "The card; – where the catalog has none."),
      ColumnSchema(
        "architecture", .text, label: "Architecture", isRequired: true,
        meaning: "Chip generation."),
      ColumnSchema(
        "gfx_target", .text, label: "Target", isRequired: true,
        meaning: "Compiler target."),
      ColumnSchema(
        "rocm_version", .text, label: "ROCm", isRequired: true,
        meaning:
          "Version of the document; 7.14+ is AMD’s data files, TheRock development a target "
          + "list that is not the official matrix."),
      ColumnSchema(
        "os", .choice(["linux", "windows"]), label: "System", isRequired: true,
        meaning: "Operating system; WSL2 is in the Windows rows."),
      ColumnSchema(
        "os_versions", .text, label: "Versions of the system",
        meaning: "Exact systems, as in the document."),
      ColumnSchema(
        "status",
        .choice([
          "supported", "deprecated", "unsupported", "runtime only", "development: release ready",
          "development: builds only",
        ]),
        label: "Status", isRequired: true, volatility: .medium,
        meaning: "As AMD marks it; runtime only is the HIP runtime without the SDK."),
      ColumnSchema(
        "checked_date", .date, label: "As of",
        meaning: "Date of the document. Show it beside every statement."),
      .notes,
      .source,
      .sourceDetail,
    ])
}
