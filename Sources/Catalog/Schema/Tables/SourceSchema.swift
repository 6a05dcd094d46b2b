extension TableSchema {
  /// The register of where values come from.
  package static let source = TableSchema(
    name: "source", noun: "source", file: "sources.yaml",
    columns: [
      .id,
      ColumnSchema(
        "title", .text, label: "Title", isRequired: true,
        meaning: "Name of the work."),
      ColumnSchema(
        "publisher", .text, label: "Publisher", isRequired: true,
        meaning: "Who made it, and who made the values in it."),
      ColumnSchema(
        "url", .text, label: "Address",
        meaning: "Web address."),
      ColumnSchema(
        "licence", .text, label: "Licence", isRequired: true,
        meaning: "Stated licence, or “not stated”."),
      ColumnSchema(
        "accessed", .date, label: "Read",
        meaning: "When it was read, or the date of its state."),
      ColumnSchema(
        "kind",
        .choice([
          "vendor", "dataset", "documentation", "repository", "press", "retailer", "paper",
          "community",
        ]), label: "Kind", isRequired: true,
        meaning: "What sort of source it is."),
      ColumnSchema(
        "publishable", .flag, label: "Publishable",
        whenEmpty: .flag(true),
        meaning:
          "no where the origin cannot be named: values with only such sources are not "
          + "published."),
      ColumnSchema(
        "used_for", .text, label: "Used for",
        meaning: "What was taken from it."),
    ])
}
