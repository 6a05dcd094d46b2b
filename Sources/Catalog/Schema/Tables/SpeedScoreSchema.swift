extension TableSchema {
  /// How far the speed model is off, by class of measurement, card, program and model.
  package static let speedScore = TableSchema(
    name: "speed_score", noun: "score of speed", file: "speed-scores.csv",
    columns: [
      .id,
      .measuredClass,
      ColumnSchema(
        "scope", .choice(["all", "gpu", "program", "model"]), label: "Scope", isRequired: true,
        meaning:
          "Whether it is over all rows of the class or over those of one card, program or model."),
      ColumnSchema(
        "name", .text, label: "Name", isRequired: true,
        meaning: "The card or processor, the program with its back end, or the model."),
      ColumnSchema(
        "gpu_id", .reference(table: "gpu"), label: "Graphics card",
        meaning: "The card, where the score is of one that the catalog has."),
      ColumnSchema(
        "model_id", .reference(table: "model"), label: "Model",
        meaning: "The model, where the score is of one that the catalog has."),
      ColumnSchema(
        "left_out", .choice(["card", "family"]), label: "Left out", isRequired: true,
        meaning:
          "Whose rows the constants were fitted without: those of the card, or of the family of models."
      ),
      ColumnSchema(
        "rows_scored", .integer, label: "Rows", isRequired: true, range: 1...100_000,
        meaning: "Measured rows."),
      ColumnSchema(
        "cards_scored", .integer, label: "Cards", isRequired: true, range: 1...10_000,
        meaning: "Cards or processors that they were measured on; all kinds of A100 are one."),
      ColumnSchema(
        "cards_pct", .decimal, label: "Median over cards", isRequired: true, range: 0...100_000,
        meaning: "Median over these cards of the median error of each, without sign."),
      ColumnSchema(
        "median_pct", .decimal, label: "Median error", isRequired: true, range: 0...100_000,
        meaning: "Median of the errors of tokens per second, without sign."),
      ColumnSchema(
        "ninth_pct", .decimal, label: "Nine of ten within", isRequired: true, range: 0...100_000,
        meaning: "Error that nine of ten rows stay below, without sign."),
      ColumnSchema(
        "held_pct", .decimal, label: "Inside the range", isRequired: true, range: 0...100,
        meaning: "Share of rows inside the range that is printed for a card nobody measured."),
      ColumnSchema(
        "cards_goal_pct", .decimal, label: "Goal for the median over cards", range: 0...100,
        meaning: "What the median over cards was meant to stay below; only of whole classes."),
      ColumnSchema(
        "ninth_goal_pct", .decimal, label: "Goal for nine of ten", range: 0...100,
        meaning: "What nine of ten rows were meant to stay below; only of whole classes."),
      ColumnSchema(
        "held_goal_pct", .decimal, label: "Goal for the range", range: 0...100,
        meaning: "Share of rows that the range was meant to hold; only of whole classes."),
      .scoredOn,
      .notes,
      .source,
    ])

  /// Series of measured speeds beside what is predicted without them.
  package static let speedSeries = TableSchema(
    name: "speed_series", noun: "series of measured speeds", file: "speed-series.csv",
    columns: [
      .id,
      .measuredClass,
      ColumnSchema(
        "device", .text, label: "Measured on", isRequired: true,
        meaning: "Cards and processor that it was measured on."),
      ColumnSchema(
        "gpu_id", .reference(table: "gpu"), label: "Graphics card",
        meaning: "The card, where the catalog has it."),
      ColumnSchema(
        "gpu_count", .integer, label: "Cards", range: 1...64,
        meaning: "Number of cards; empty where a processor computes alone."),
      ColumnSchema(
        "program", .text, label: "Program", isRequired: true,
        meaning: "Program, back end and version, as far as they are stated."),
      ColumnSchema("model", .text, label: "Model", isRequired: true, meaning: "The model."),
      ColumnSchema(
        "model_id", .reference(table: "model"), label: "Model",
        meaning: "The model, where the catalog has it."),
      ColumnSchema(
        "quantization", .text, label: "Format", isRequired: true,
        meaning: "Format of the weights, as the source names it."),
      ColumnSchema(
        "rows_scored", .integer, label: "Rows", isRequired: true, range: 1...100_000,
        meaning: "Runs of the series, which differ in length."),
      ColumnSchema(
        "measured_tok_s", .decimal, label: "Measured", isRequired: true, range: 0...10_000_000,
        meaning: "Median over the runs of the measured rate."),
      ColumnSchema(
        "predicted_tok_s", .decimal, label: "Predicted", isRequired: true, range: 0...10_000_000,
        meaning:
          "That rate with the median error of the runs, by constants fitted without the card."),
      ColumnSchema(
        "off_pct", .decimal, label: "Off by", isRequired: true, range: -100...100_000,
        meaning: "Median over the runs of predicted by measured rate, less one."),
      .notes,
      .source,
    ])

  /// Why measured speeds are in no score, and how many.
  package static let speedLeftOut = TableSchema(
    name: "speed_left_out", noun: "reason to leave speeds out", file: "speed-left-out.csv",
    columns: [
      .id,
      ColumnSchema(
        "reason", .text, label: "Reason", isRequired: true,
        meaning: "Why these runs are in no score; none looks at the result."),
      ColumnSchema(
        "rows_left_out", .integer, label: "Runs", isRequired: true, range: 1...100_000,
        meaning: "Measured runs that are left out for it."),
      ColumnSchema(
        "is_fitted", .flag, label: "Fitted", isRequired: true,
        meaning: "Whether they inform the constants all the same."),
      .source,
    ])
}
