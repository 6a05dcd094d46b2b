extension TableSchema {
  /// Jobs that a buyer would name, with what is asked of them.
  package static let workload = TableSchema(
    name: "workload", noun: "workload", file: "workloads.csv",
    columns: [
      .id,
      .name,
      ColumnSchema(
        "category",
        .choice([
          "language", "language training", "image generation", "image training", "video generation",
          "audio", "data",
        ]),
        label: "Category", isRequired: true,
        meaning: "Kind of job."),
      ColumnSchema(
        "model_ids", .text, label: "Models", listsIDsOf: "any_model",
        meaning: "Models that are used for it, separated by semicolons."),
      ColumnSchema(
        "precision_ids", .text, label: "Quantizations", listsIDsOf: "quantization",
        meaning: "Quantizations that are used for it, separated by semicolons."),
      ColumnSchema(
        "prompt_tokens", .integer, label: "Prompt", range: 0...1e7,
        meaning: "Tokens of one request."),
      ColumnSchema(
        "output_tokens", .integer, label: "Output", range: 0...1e7,
        meaning: "Tokens of one answer."),
      ColumnSchema(
        "context_tokens", .integer, label: "Context per user", range: 1...1e8,
        meaning: "Context kept for each user."),
      ColumnSchema(
        "concurrent_users", .integer, label: "Users at once", range: 1...10000,
        meaning: "Users who are active at the same time."),
      ColumnSchema(
        "width_px", .integer, label: "Width", range: 64...8192,
        meaning: "Width of the image or video."),
      ColumnSchema(
        "height_px", .integer, label: "Height", range: 64...8192,
        meaning: "Height of the image or video."),
      ColumnSchema(
        "frames", .integer, label: "Frames", range: 1...10000,
        meaning: "Frames of the clip."),
      ColumnSchema(
        "fps", .decimal, label: "Frames per second", range: 1...240,
        meaning: "Frame rate of the clip."),
      ColumnSchema(
        "steps", .integer, label: "Steps", range: 1...1e6,
        meaning: "Steps for one image or clip; optimizer steps of a training."),
      ColumnSchema(
        "batch_size", .integer, label: "Batch", range: 1...100000,
        meaning: "Items worked on at once."),
      ColumnSchema(
        "train_amount", .text, label: "Amount",
        meaning: "Items of the training, or the amount of data."),
      ColumnSchema(
        "epochs", .integer, label: "Passes over the data", range: 1...1000,
        meaning: "Passes of the training over its items."),
      ColumnSchema(
        "target_metric", .text, label: "Target", isRequired: true,
        meaning: "What is measured."),
      ColumnSchema(
        "target_min", .decimal, label: "Usable from", isRequired: true, range: 0...1e9,
        meaning: "Value from which the job is usable."),
      ColumnSchema(
        "target_comfortable", .decimal, label: "Comfortable from", isRequired: true,
        range: 0...1e9,
        meaning: "Value from which it is comfortable."),
      ColumnSchema(
        "target_unit", .text, label: "Unit of the target", isRequired: true,
        meaning: "Unit of both values."),
      ColumnSchema(
        "target_is_upper_bound", .flag, label: "Less is better", isRequired: true,
        meaning: "Whether smaller values are better."),
      ColumnSchema(
        "first_token_max_s", .decimal, label: "Longest wait", range: 0.01...3600,
        meaning: "Longest acceptable wait for the first token or sound."),
      ColumnSchema(
        "other_targets", .text, label: "Other targets",
        meaning: "Further demands, in words."),
      ColumnSchema(
        "rationale", .text, label: "Why", isRequired: true,
        meaning: "Why these values."),
      .source,
      .sourceDetail,
    ])
}
