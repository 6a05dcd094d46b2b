extension TableSchema {
  /// Timings and peak memory that others have published.
  package static let measurement = TableSchema(
    name: "measurement", noun: "published timing", file: "measurements.csv",
    columns: [
      .id,
      ColumnSchema(
        "model_id", .reference(table: "any_model"), label: "Model", isRequired: true,
        meaning: "The model that was run."),
      ColumnSchema(
        "kind", .choice(["language", "language training", "image", "video", "audio"]),
        label: "Kind", isRequired: true,
        meaning: "Kind of job."),
      ColumnSchema(
        "hardware", .text, label: "Hardware",
        meaning: "As the source names it; not stated where it does not."),
      ColumnSchema(
        "gpu_id", .reference(table: "gpu"), label: "Graphics card",
        meaning: "The card, where the source names one exactly; – for processors."),
      ColumnSchema(
        "gpu_count", .integer, label: "Cards", isRequired: true, range: 0...1024,
        meaning: "Number of cards; 0 for a processor."),
      ColumnSchema(
        "setting", .text, label: "Setting", isRequired: true,
        meaning: "Size, steps and program, as the source states them."),
      ColumnSchema(
        "precision", .text, label: "Precision", isRequired: true,
        meaning: "Number format, as the source names it."),
      ColumnSchema(
        "time_s", .decimal, label: "Time", range: 0.001...1e6,
        meaning: "Wall time of one item."),
      ColumnSchema(
        "peak_memory_gb", .decimal, label: "Peak memory", range: 0.001...10000,
        meaning: "Peak that the source prints as GB."),
      ColumnSchema(
        "peak_memory_gib", .decimal, label: "Peak memory", range: 0.001...10000,
        meaning: "Peak that the source measured in GiB."),
      ColumnSchema(
        "other_result", .text, label: "Other result",
        meaning: "Speeds and further figures, as printed."),
      .notes,
      .source,
      .sourceDetail,
    ])
}
