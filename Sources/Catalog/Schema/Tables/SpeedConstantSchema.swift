extension TableSchema {
  /// Constants of the speed model: what classes of devices reach, and what single cards do beside.
  package static let speedConstant = TableSchema(
    name: "speed_constant", noun: "speed constant", file: "speed-constants.csv",
    columns: [
      .id,
      ColumnSchema(
        "scope", .choice(["backend", "common", "card"]), label: "Scope", isRequired: true,
        meaning:
          "Whether it holds for a back end of llama.cpp or for vLLM, for all of them, or for one card."
      ),
      ColumnSchema(
        "backend",
        .choice(["cuda", "metal", "rocm", "rocm-cards", "rocm-cdna", "vulkan", "vllm"]),
        label: "Back end",
        meaning:
          "What llama.cpp computes with, or vLLM; empty where it makes no difference. rocm is a chip that "
          + "shares its memory, rocm-cards are graphics cards, rocm-cdna compute cards."),
      ColumnSchema(
        "builds", .text, label: "Builds",
        meaning: "Class of measurements: runtime, back end, and year of the builds."),
      ColumnSchema(
        "gpu_id", .reference(table: "gpu"), label: "Graphics card",
        meaning: "The card of a factor that was measured on one."),
      ColumnSchema(
        "phase", .choice(["decode", "prefill", "processor"]), label: "Phase", isRequired: true,
        meaning: "What it is for: decode, prefill, or weights in host memory."),
      ColumnSchema(
        "kind", .text, label: "Constant", isRequired: true,
        meaning: "What the number stands for in the formulas of the method page."),
      ColumnSchema(
        "format", .text, label: "Format",
        meaning: "Format of most weights, where the constant is of one."),
      ColumnSchema(
        "value", .decimal, label: "Value", isRequired: true, range: 0...100_000,
        meaning: "The fitted value, four digits."),
      ColumnSchema(
        "unit_text", .text, label: "Unit", isRequired: true,
        meaning: "Unit of the value; - for a plain number."),
      ColumnSchema(
        "rows_used", .integer, label: "Rows", isRequired: true, range: 0...100_000,
        meaning:
          "Measured rows that inform it; 0 where it is taken over or assumed, and then the notes say from where."
      ),
      ColumnSchema(
        "expert_families", .integer, label: "Families with experts", range: 0...1000,
        meaning:
          "Families of models with experts among the rows of a card's factor: from three on their ranges are those of a measured card."
      ),
      ColumnSchema(
        "measured_formats", .text, label: "Formats measured",
        meaning:
          "Formats of weights among the rows of a card's factor, separated by semicolons: in others its range is that of a card that was not measured."
      ),
      ColumnSchema(
        "spread", .decimal, label: "Spread", range: 0...10,
        meaning:
          "Median over these rows of the logarithm of predicted by measured time, without sign."),
      ColumnSchema(
        "fitted_on", .date, label: "Fitted", isRequired: true,
        meaning: "Day of the fit."),
      .notes,
      .source,
    ])
}
