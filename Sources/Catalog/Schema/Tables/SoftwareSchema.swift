extension TableSchema {
  /// Which program runs on which vendor’s cards and systems, and how far support goes.
  package static let software = TableSchema(
    name: "software", noun: "program entry", file: "software.csv",
    columns: [
      .id,
      ColumnSchema(
        "name", .text, label: "Program", isRequired: true,
        meaning: "Name of the program; it has a row for each vendor and back end."),
      ColumnSchema(
        "kind", .choice(["runtime", "ui", "training", "library"]), label: "Kind", isRequired: true,
        meaning: "What the program is for."),
      ColumnSchema(
        "backend", .text, label: "Back end",
        meaning: "What the program computes through."),
      ColumnSchema(
        "gpu_vendor", .choice(["NVIDIA", "AMD", "Intel", "Apple", "none (CPU)", "any"]),
        label: "Vendor",
        meaning: "Vendor of the card; any where the document names none."),
      ColumnSchema(
        "requirement", .text, label: "Requires", volatility: .medium,
        meaning:
          "Least compute capability, targets or cards, as in the document; not stated where it "
          + "names none."),
      ColumnSchema(
        "os", .text, label: "Systems",
        meaning: "Systems, separated by semicolons: linux, windows, macos. WSL is not Windows."),
      ColumnSchema(
        "status", .choice(["supported", "experimental", "community", "unsupported"]),
        label: "Status", isRequired: true, volatility: .medium,
        meaning:
          "supported: documented by the project; experimental: called a preview or partial; "
          + "community: left to others; unsupported: the project says no, or no longer maintains "
          + "it."),
      ColumnSchema(
        "multi_gpu", .text, label: "Several cards", volatility: .medium,
        meaning:
          "What several cards can do, separated by semicolons: none, one job per card, layer "
          + "split, tensor parallel, data parallel."),
      ColumnSchema(
        "low_precision", .text, label: "Low precision", volatility: .medium,
        meaning: "Formats that this row can use."),
      ColumnSchema(
        "version", .text, label: "Version",
        meaning: "Version or commit of the document."),
      ColumnSchema(
        "checked_date", .date, label: "As of",
        meaning:
          "Date of the document; a month or year was inferred from versions it names. Show it "
          + "beside every statement."),
      .notes,
      .source,
      .sourceDetail,
    ])
}
