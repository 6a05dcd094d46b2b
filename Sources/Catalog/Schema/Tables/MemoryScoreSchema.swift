extension TableSchema {
  /// How exact the memory figures are: plans, sizes of files, and measured memory.
  package static let memoryScore = TableSchema(
    name: "memory_score", noun: "score of memory", file: "memory-scores.csv",
    columns: [
      .id,
      ColumnSchema(
        "what", .choice(["plans", "files", "measured"]), label: "What", isRequired: true,
        meaning:
          "Plans of llama.cpp's planner, sizes of published files, or measured memory of other programs."
      ),
      ColumnSchema(
        "scope", .choice(["all", "kind", "setting", "model", "miss", "left out"]), label: "Scope",
        isRequired: true,
        meaning:
          "Whether it is over all rows, over those of a kind of attention, a setting or a model, one file "
          + "that is missed, or what is not scored."),
      ColumnSchema(
        "name", .text, label: "Name", isRequired: true,
        meaning: "The kind, setting or model, the model as printed, or the reason."),
      ColumnSchema(
        "model_id", .reference(table: "model"), label: "Model",
        meaning: "The model, where the catalog has it."),
      ColumnSchema(
        "quantization", .text, label: "Mix", meaning: "The mix of a file that is missed."),
      ColumnSchema(
        "models_counted", .integer, label: "Models", range: 1...10_000,
        meaning: "Models that the rows are of."),
      ColumnSchema(
        "rows_counted", .integer, label: "Rows", range: 0...100_000, meaning: "Rows that there are."
      ),
      ColumnSchema(
        "rows_scored", .integer, label: "Scored", range: 1...100_000,
        meaning: "Rows that are compared."),
      ColumnSchema(
        "rows_missed", .integer, label: "Missed", range: 0...100_000,
        meaning: "Runs with a figure that is not met, or files that are more than 0.5 % off."),
      ColumnSchema(
        "figures_counted", .integer, label: "Figures", range: 1...10_000_000,
        meaning: "Weights, cache and working buffers of every card and of host memory."),
      ColumnSchema(
        "median_pct", .decimal, label: "Median error", range: 0...100_000,
        meaning: "Median of the errors without sign; over all models the median of their medians."),
      ColumnSchema(
        "worst_pct", .decimal, label: "Worst", range: -100...100_000,
        meaning: "The largest error; below zero the engine says less."),
      .scoredOn,
      .notes,
      .source,
    ])
}
