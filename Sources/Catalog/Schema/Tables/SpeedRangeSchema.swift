extension TableSchema {
  /// How wide the ranges of speed are, what they are printed for, and what they hold.
  package static let speedRange = TableSchema(
    name: "speed_range", noun: "width of a range of speed", file: "speed-ranges.csv",
    columns: [
      .id,
      .measuredClass,
      ColumnSchema(
        "setting", .text, label: "Printed for", isRequired: true,
        meaning: "Cards or programs that the width is printed for."),
      ColumnSchema(
        "left_out", .choice(["card", "family"]), label: "Left out", isRequired: true,
        meaning:
          "Whose rows the constants were fitted without when rows judged the width: those of the card, or of the family of models."
      ),
      ColumnSchema(
        "width", .decimal, label: "Width", isRequired: true, range: 1...100,
        meaning: "The factor by which the range goes below the rate and above it."),
      ColumnSchema(
        "width_goal", .decimal, label: "Goal", isRequired: true, range: 1...100,
        meaning: "The widest that it was meant to be."),
      ColumnSchema(
        "needed_width", .decimal, label: "Nine of ten within", range: 1...100,
        meaning:
          "The factor that nine of ten rows are within, counted by rows or with cards weighing alike, whichever is wider."
      ),
      ColumnSchema(
        "farthest_width", .decimal, label: "Farthest row", range: 1...1000,
        meaning: "The factor by which the worst row is off."),
      ColumnSchema(
        "rows_scored", .integer, label: "Rows", isRequired: true, range: 0...100_000,
        meaning: "Measured rows that judge it."),
      ColumnSchema(
        "held_pct", .decimal, label: "Inside", range: 0...100,
        meaning: "Share of these rows inside the range."),
      .scoredOn,
      .notes,
      .source,
    ])
}
