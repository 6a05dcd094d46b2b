extension TableSchema {
  /// Open-weight language models whose layers are all alike, dense or mixture-of-experts.
  package static let model = TableSchema(
    name: "model", noun: "language model", file: "language-models.csv",
    columns: [
      .id,
      .name,
      ColumnSchema(
        "family", .text, label: "Family", isRequired: true,
        meaning: "Model family."),
      ColumnSchema(
        "vendor", .text, label: "Vendor", isRequired: true,
        meaning: "Who released the weights."),
      ColumnSchema(
        "gguf_architecture", .text, label: "GGUF architecture", isRequired: true,
        meaning: "Architecture name in GGUF files; decides the tensors."),
      ColumnSchema(
        "license", .text, label: "Licence", isRequired: true,
        meaning: "Identifier of the model hub or the vendor’s name for it."),
      ColumnSchema(
        "hf_repo", .text, label: "Repository", isRequired: true,
        meaning: "Repository of the weights."),
      ColumnSchema(
        "release_date", .date, label: "Released", isRequired: true,
        meaning: "Day of release."),
      ColumnSchema(
        "release_date_basis", .choice(["announced", "repo_created", "version suffix"]),
        label: "Basis of the date", isRequired: true,
        meaning: "How the date is known."),
      ColumnSchema(
        "tier", .choice(["core", "extended"]), label: "Tier", isRequired: true,
        meaning: "core is the widely used set."),
      ColumnSchema(
        "params_total", .integer, label: "Parameters", isRequired: true, range: 1e6...1e14,
        meaning: "Published total, towers included."),
      ColumnSchema(
        "params_total_basis", .text, label: "Basis of the total", isRequired: true,
        meaning: "How the total is known."),
      ColumnSchema(
        "params_active", .integer, label: "Active parameters", isRequired: true, range: 1e6...1e14,
        meaning: "Parameters used for a token: the vendor’s count for mixture-of-experts models."),
      ColumnSchema(
        "params_vision", .integer, label: "Vision parameters", isRequired: true, range: 0...1e12,
        meaning: "Parameters of the vision tower; 0 for text-only models."),
      ColumnSchema(
        "layers", .integer, label: "Layers", isRequired: true, range: 1...1000,
        meaning: "Transformer layers."),
      ColumnSchema(
        "hidden_size", .integer, label: "Hidden size", isRequired: true, range: 64...65536,
        meaning: "Width of the residual stream."),
      ColumnSchema(
        "intermediate_size", .integer, label: "Feed-forward size", range: 64...262144,
        meaning:
          "Width of the dense feed-forward layer; – where every layer is "
          + "mixture-of-experts."),
      ColumnSchema(
        "attention_heads", .integer, label: "Attention heads", isRequired: true, range: 1...1024,
        meaning: "Query heads."),
      ColumnSchema(
        "kv_heads", .integer, label: "KV heads", isRequired: true, range: 1...1024,
        meaning: "Key and value heads."),
      ColumnSchema(
        "head_dim", .integer, label: "Head size", isRequired: true, range: 8...1024,
        meaning: "Width of a head."),
      ColumnSchema(
        "vocab_size", .integer, label: "Vocabulary", isRequired: true, range: 100...1e7,
        meaning: "Rows of the embedding, padding included."),
      ColumnSchema(
        "tied_embeddings", .flag, label: "Tied embeddings", isRequired: true,
        meaning: "Whether the output head shares the embedding."),
      ColumnSchema(
        "moe_experts", .integer, label: "Experts", range: 2...4096,
        meaning: "Routed experts per layer; – for dense models."),
      ColumnSchema(
        "moe_active_experts", .integer, label: "Active experts", range: 1...256,
        meaning: "Routed experts used for a token."),
      ColumnSchema(
        "moe_intermediate_size", .integer, label: "Expert size", range: 64...65536,
        meaning: "Feed-forward width of one routed expert."),
      ColumnSchema(
        "first_dense_layers", .integer, label: "Dense layers", range: 0...1000,
        meaning: "Leading layers without experts."),
      ColumnSchema(
        "max_context_tokens", .integer, label: "Context", isRequired: true, range: 512...1e8,
        meaning: "Native limit."),
      ColumnSchema(
        "max_context_extended_tokens", .integer, label: "Extended context", range: 512...1e8,
        meaning: "With YaRN or a long-context sibling."),
      ColumnSchema(
        "native_dtype", .choice(["bf16", "fp8", "mxfp4", "int4"]), label: "Published precision",
        isRequired: true,
        meaning: "Precision of the published weights."),
      .notes,
      .source,
      .sourceDetail,
    ])
}
