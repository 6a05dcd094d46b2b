extension TableSchema {
  /// The attention of a language model and what of it is cached.
  static let attentionShape = [
    ColumnSchema(
      "attention_heads", .integer, label: "Attention heads", isRequired: true, range: 1...1024,
      meaning: "Query heads."),
    ColumnSchema(
      "kv_heads", .integer, label: "KV heads", isRequired: true, range: 1...1024,
      meaning: "Key and value heads."),
    ColumnSchema(
      "head_dim", .integer, label: "Head size", isRequired: true, range: 8...1024,
      meaning: "Width of a head; with latent attention that of a query, both parts together."),
    ColumnSchema(
      "attention_bias", .flag, label: "Attention biases",
      meaning: "Whether the projections to queries, keys and values have biases."),
    ColumnSchema(
      "query_key_norm", .flag, label: "Query and key norms", whenEmpty: .notApplicable,
      meaning: "Whether queries and keys of each head are normed, where models of one architecture "
        + "differ in it; – where the architecture decides."),
    ColumnSchema(
      "sliding_window_tokens", .integer, label: "Window", range: 16...1_048_576,
      whenEmpty: .notApplicable,
      meaning: "Tokens that a layer with a window looks back at; – where no layer has one."),
    ColumnSchema(
      "full_attention_every", .integer, label: "Full attention every", range: 0...100,
      whenEmpty: .notApplicable,
      meaning:
        "Every so many layers one sees the whole context, the others a window or a linear "
        + "state; 0 where none does, – where the layers are alike or follow a pattern of their "
        + "own."),
    ColumnSchema(
      "full_attention_layers", .integer, label: "Layers with full attention", range: 0...1000,
      whenEmpty: .notApplicable,
      meaning: "Layers whose cache grows with the context; – where all do."),
    ColumnSchema(
      "window_attention_layers", .integer, label: "Layers with a window", range: 0...1000,
      whenEmpty: .notApplicable,
      meaning: "Layers whose cache stops growing at the window; – where none does."),
    ColumnSchema(
      "shared_cache_layers", .integer, label: "Layers without a cache of their own",
      range: 0...1000, whenEmpty: .notApplicable,
      meaning: "Last layers that reuse the cache of earlier ones; – where none does."),
    ColumnSchema(
      "shared_cache_intermediate_size", .integer, label: "Feed-forward size without own cache",
      range: 64...262144, whenEmpty: .notApplicable,
      meaning: "Width of the feed-forward part of the layers without a cache of their own, where "
        + "it differs from the others’."),
    ColumnSchema(
      "compressed_cache_layers", .integer, label: "Layers with a compressed cache",
      range: 0...1000, whenEmpty: .notApplicable,
      meaning: "Layers that keep one entry for several tokens; – where none does."),
    ColumnSchema(
      "layer_pattern", .text, label: "Pattern of layers", whenEmpty: .notApplicable,
      meaning:
        "A letter for each layer where no period says it: * attention, M Mamba-2, K Kimi Delta "
        + "Attention, E experts, - dense feed-forward, W a window; with a compressed cache W for a window "
        + "alone, C for rows of four tokens beside it, H for rows of 128."),
    ColumnSchema(
      "layer_intermediate_sizes", .text, label: "Feed-forward sizes of layers",
      whenEmpty: .notApplicable,
      meaning:
        "Width of each layer’s feed-forward part where they differ, in order; 28672*5 stands for five "
        + "layers of that width."),
    ColumnSchema(
      "attention_output_groups", .integer, label: "Groups of heads behind attention",
      range: 1...1024,
      whenEmpty: .notApplicable,
      meaning: "Groups of heads that are each brought to a narrow form on the way back to the "
        + "residual stream; – where one matrix leads there."),
    ColumnSchema(
      "attention_output_rank", .integer, label: "Output rank", range: 16...16384,
      whenEmpty: .notApplicable,
      meaning: "Width of that form."),
    ColumnSchema(
      "global_kv_heads", .integer, label: "KV heads of full layers", range: 1...1024,
      whenEmpty: .notApplicable,
      meaning: "KV heads of the layers with full attention, where they differ from the others’."),
    ColumnSchema(
      "global_head_dim", .integer, label: "Head size of full layers", range: 8...1024,
      whenEmpty: .notApplicable,
      meaning:
        "Width of a head of the layers with full attention, where it differs from the others’."),
  ]

  /// Latent attention, which caches one compressed vector for keys and values of a layer.
  static let latentShape = [
    ColumnSchema(
      "mla_query_rank", .integer, label: "Query rank", range: 16...16384,
      whenEmpty: .notApplicable,
      meaning: "Width of the compressed queries; – where they are not compressed."),
    ColumnSchema(
      "mla_kv_rank", .integer, label: "KV rank", range: 16...16384, whenEmpty: .notApplicable,
      meaning:
        "Width of the compressed keys and values that are cached; – without latent attention."),
    ColumnSchema(
      "mla_nope_dim", .integer, label: "Head part without position", range: 8...1024,
      whenEmpty: .notApplicable,
      meaning: "Part of a query or key without position."),
    ColumnSchema(
      "mla_rope_dim", .integer, label: "Head part with position", range: 8...1024,
      whenEmpty: .notApplicable,
      meaning: "Part of a query or key with position; cached once for all heads."),
    ColumnSchema(
      "mla_value_dim", .integer, label: "Value head size", range: 8...1024,
      whenEmpty: .notApplicable,
      meaning: "Width of a value head."),
    ColumnSchema(
      "indexer_heads", .integer, label: "Indexer heads", range: 1...1024,
      whenEmpty: .notApplicable,
      meaning: "Heads that choose the tokens of sparse attention; – without it."),
    ColumnSchema(
      "indexer_dim", .integer, label: "Indexer head size", range: 8...1024,
      whenEmpty: .notApplicable,
      meaning: "Width of the index key that is cached for each token and layer."),
    ColumnSchema(
      "indexer_chosen", .integer, label: "Chosen by the indexer", range: 1...1_048_576,
      whenEmpty: .notApplicable,
      meaning: "The most tokens, or rows of several tokens, that the indexer chooses; – where it "
        + "is 2,048 or there is none."),
    ColumnSchema(
      "indexer_layers", .integer, label: "Indexer layers", range: 1...1000,
      whenEmpty: .notApplicable,
      meaning: "Layers with an indexer."),
  ]

  /// Routed and shared experts.
  static let expertShape = [
    ColumnSchema(
      "moe_experts", .integer, label: "Experts", range: 2...4096,
      meaning: "Routed experts per layer; – for dense models."),
    ColumnSchema(
      "moe_active_experts", .integer, label: "Active experts", range: 1...256,
      meaning: "Routed experts used for a token."),
    ColumnSchema(
      "moe_shared_experts", .integer, label: "Shared experts", range: 1...64,
      whenEmpty: .notApplicable,
      meaning: "Experts that every token uses; – where there are none."),
    ColumnSchema(
      "moe_intermediate_size", .integer, label: "Expert size", range: 64...65536,
      meaning: "Feed-forward width of one routed expert."),
    ColumnSchema(
      "moe_shared_intermediate_size", .integer, label: "Shared expert size", range: 64...65536,
      whenEmpty: .notApplicable,
      meaning:
        "Feed-forward width of all shared experts together, or of the dense branch beside the "
        + "experts."),
    ColumnSchema(
      "moe_latent_size", .integer, label: "Latent size of experts", range: 64...65536,
      whenEmpty: .notApplicable,
      meaning: "Width that the experts work in, where it is smaller than the residual stream."),
    ColumnSchema(
      "moe_layer_every", .integer, label: "Experts every", range: 1...100, whenEmpty: .integer(1),
      meaning: "Every so many layers one has experts; 1 where all do but the leading dense ones."),
    ColumnSchema(
      "first_dense_layers", .integer, label: "Dense layers", range: 0...1000,
      meaning: "Leading layers without experts."),
    ColumnSchema(
      "moe_hashed_layers", .integer, label: "Layers with a table of experts", range: 1...1000,
      whenEmpty: .notApplicable,
      meaning: "Leading layers whose experts a table gives for each token of the vocabulary; – "
        + "where the router chooses in all."),
    ColumnSchema(
      "expert_selection_bias", .flag, label: "Bias on the choice of experts",
      whenEmpty: .notApplicable,
      meaning: "Whether the router's choice has a bias for each expert, where models of one "
        + "architecture differ in it; – where the architecture decides."),
  ]

  /// Layers that keep a state of fixed size instead of a cache.
  static let linearShape = [
    ColumnSchema(
      "linear_kind", .choice(["Gated DeltaNet", "Kimi Delta Attention", "Mamba-2"]),
      label: "Kind of linear layer", whenEmpty: .notApplicable,
      meaning: "What keeps the state; – for models without such layers."),
    ColumnSchema(
      "linear_layers", .integer, label: "Linear layers", range: 1...1000,
      whenEmpty: .notApplicable,
      meaning: "Layers with a state."),
    ColumnSchema(
      "linear_heads", .integer, label: "State heads", range: 1...1024, whenEmpty: .notApplicable,
      meaning: "Heads of the state (value heads)."),
    ColumnSchema(
      "linear_head_dim", .integer, label: "State head size", range: 8...1024,
      whenEmpty: .notApplicable,
      meaning: "Width of a value head of the state."),
    ColumnSchema(
      "linear_state_dim", .integer, label: "State size", range: 8...1024,
      whenEmpty: .notApplicable,
      meaning: "Width of a key head, or the state size of Mamba-2."),
    ColumnSchema(
      "linear_conv_channels", .integer, label: "Convolution channels", range: 16...1_048_576,
      whenEmpty: .notApplicable,
      meaning: "Channels of the short convolution, which keeps the last three tokens."),
    ColumnSchema(
      "linear_state_width", .choice(["16-bit", "32-bit"]), label: "Elements of the state",
      whenEmpty: .notApplicable,
      meaning: "What the published configuration asks runtimes to keep the state in; – where it "
        + "asks for nothing or was not seen. vLLM keeps to it, llama.cpp takes 32 bits always."),
  ]
}
