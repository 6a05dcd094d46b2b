extension TableSchema {
  /// Open-weight language models, with the shape that the engine sizes.
  package static let model = TableSchema(
    name: "model", noun: "language model", file: "language-models.csv",
    columns: modelIdentity + modelBody + attentionShape + latentShape + expertShape + linearShape
      + modelUse)

  /// Who made a model and how many parameters it has.
  private static let modelIdentity: [ColumnSchema] = [
    .id,
    .name,
    ColumnSchema(
      "family", .text, label: "Family", isRequired: true,
      meaning: "Model family."),
    .releasedBy,
    ColumnSchema(
      "gguf_architecture", .text, label: "GGUF architecture",
      meaning:
        "Architecture name in GGUF files, which decides the tensors; – where gguf 0.19 has "
        + "none, or 'plain' for a decoder of a family without one whose layers see a window."),
    .license,
    .repository,
    ColumnSchema(
      "release_date", .date, label: "Released", isRequired: true,
      meaning: "Day of release."),
    ColumnSchema(
      "release_date_basis", .choice(["announced", "repo_created", "version suffix"]),
      label: "Basis of the date", isRequired: true,
      meaning:
        "How the date is known: the day of the announcement, the day the repository was made, "
        + "or the month in the name."),
    ColumnSchema(
      "tier", .choice(["core", "extended"]), label: "Tier", isRequired: true,
      meaning: "core is the widely used set, extended its siblings and less used ones."),
    ColumnSchema(
      "params_total", .integer, label: "Parameters", isRequired: true, range: 1e6...1e14,
      meaning: "Published total, towers and draft modules included."),
    ColumnSchema(
      "params_total_basis", .text, label: "Basis of the total", isRequired: true,
      meaning: "How the total is known."),
    ColumnSchema(
      "params_active", .integer, label: "Active parameters", isRequired: true, range: 1e6...1e14,
      meaning: "Parameters used for a token: the vendor’s count for mixture-of-experts models."),
    ColumnSchema(
      "params_vision", .integer, label: "Tower parameters", isRequired: true, range: 0...1e12,
      meaning:
        "Parameters of the vision tower, with those of the audio tower where the model has one; "
        + "0 for text-only models."),
    ColumnSchema(
      "params_mtp", .integer, label: "Draft parameters", range: 0...1e12, whenEmpty: .integer(0),
      meaning:
        "Parameters of the module that predicts further tokens; programs leave it out unless "
        + "they draft with it."),
    ColumnSchema(
      "params_unused", .integer, label: "Unused parameters", range: 0...1e12,
      whenEmpty: .integer(0),
      meaning: "Parameters that the checkpoint and GGUF files store and no computation uses."),
  ]

  /// The trunk of a model.
  private static let modelBody = [
    ColumnSchema(
      "layers", .integer, label: "Layers", isRequired: true, range: 1...1000,
      meaning: "Transformer layers."),
    ColumnSchema(
      "hidden_size", .integer, label: "Hidden size", isRequired: true, range: 64...65536,
      meaning: "Width of the residual stream."),
    ColumnSchema(
      "intermediate_size", .integer, label: "Feed-forward size", range: 64...262144,
      meaning: "Width of the dense feed-forward layer; – where every layer is mixture-of-experts."),
    ColumnSchema(
      "gated_mlp", .flag, label: "Gated feed-forward", whenEmpty: .flag(true),
      meaning: "Whether the feed-forward layer has a gate, so three matrices instead of two."),
    ColumnSchema(
      "vocab_size", .integer, label: "Vocabulary", isRequired: true, range: 100...1e7,
      meaning: "Rows of the embedding, padding included."),
    ColumnSchema(
      "tied_embeddings", .flag, label: "Tied embeddings", isRequired: true,
      meaning: "Whether the output head shares the embedding."),
    ColumnSchema(
      "per_layer_embedding_size", .integer, label: "Size of the embedding per layer",
      range: 8...65536, whenEmpty: .notApplicable,
      meaning: "Width of the further embedding that each layer looks up; – without one."),
  ]

  /// What a model is made for, and where its values come from.
  private static let modelUse: [ColumnSchema] = [
    ColumnSchema(
      "max_context_tokens", .integer, label: "Context", isRequired: true, range: 512...1e8,
      meaning: "Native limit."),
    ColumnSchema(
      "max_context_extended_tokens", .integer, label: "Extended context", range: 512...1e8,
      meaning: "With YaRN or a long-context sibling."),
    ColumnSchema(
      "native_dtype", .choice(PublishedPrecision.allCases.map(\.rawValue)),
      label: "Published precision", isRequired: true,
      meaning:
        "Precision of the published weights; some tensors keep 16 bits. fp8 has a scale for each "
        + "matrix, fp8-block128 one for each square of 128 by 128; mxfp4, and int4 in groups of 32, "
        + "are of the routed experts only."),
    .waiver,
    .notes,
    .source,
    .sourceDetail,
  ]
}
