extension TableSchema {
  /// Weight formats, mixes and formats of the KV cache.
  package static let quantization = TableSchema(
    name: "quantization", noun: "quantization", file: "quantizations.csv",
    columns: [
      .id,
      .name,
      ColumnSchema(
        "container", .text, label: "Container", isRequired: true,
        meaning: "File format or runtime that carries it."),
      ColumnSchema(
        "applies_to", .choice(["weights", "kv-cache"]), label: "Applies to", isRequired: true,
        meaning: "Weights or the KV cache."),
      ColumnSchema(
        "base_type", .text, label: "Base type", isRequired: true,
        meaning: "Storage type of most tensors."),
      ColumnSchema(
        "bits_per_weight_base", .decimal, label: "Bits per weight", isRequired: true, range: 1...32,
        meaning: "Exact storage rate of the base type, scales included."),
      ColumnSchema(
        "block_weights", .integer, label: "Weights per block", range: 1...65536,
        meaning: "Weights that share scales."),
      ColumnSchema(
        "block_bytes", .decimal, label: "Bytes per block", range: 0.5...65536,
        meaning: "Bytes of one block."),
      ColumnSchema(
        "mix_attn_value", .text, label: "Attention values",
        meaning:
          "Type of this tensor class, in a dense model with four or more query heads per "
          + "key head."),
      ColumnSchema(
        "mix_attn_query_key", .text, label: "Attention queries and keys",
        meaning: "Type of this tensor class."),
      ColumnSchema(
        "mix_attn_output", .text, label: "Attention output",
        meaning: "Type of this tensor class."),
      ColumnSchema(
        "mix_ffn_down", .text, label: "Feed-forward down",
        meaning: "Type of this tensor class."),
      ColumnSchema(
        "mix_ffn_gate_up", .text, label: "Feed-forward gate and up",
        meaning: "Type of this tensor class."),
      ColumnSchema(
        "mix_output", .text, label: "Output head",
        meaning: "Type of this tensor class."),
      ColumnSchema(
        "mix_token_embd", .text, label: "Token embedding",
        meaning: "Type of this tensor class."),
      ColumnSchema(
        "mix_notes", .text, label: "Notes on the mix",
        meaning: "What changes the mix."),
      ColumnSchema(
        "needs_imatrix", .choice(["no", "advised", "required"]), label: "Importance matrix",
        isRequired: true,
        meaning: "Whether quantizing needs an importance matrix."),
      ColumnSchema(
        "llama3_8b_bpw", .decimal, label: "Llama 3 8B", range: 1...64,
        meaning:
          "Rate of a whole checkpoint of Llama 3.1 8B, embeddings and head included; – where the "
          + "format is not used for language models."),
      ColumnSchema(
        "llama3_8b_basis", .text, label: "Basis, 8B",
        meaning: "How that rate is known."),
      ColumnSchema(
        "llama3_70b_bpw", .decimal, label: "Llama 3 70B", range: 1...64,
        meaning: "The same for Llama 3.1 70B, whose embeddings weigh less."),
      ColumnSchema(
        "llama3_70b_basis", .text, label: "Basis, 70B",
        meaning: "How that rate is known."),
      ColumnSchema(
        "ppl_delta_llama3_8b", .decimal, label: "Perplexity difference", range: 0...100,
        meaning: "Against 16 bits, Llama 3 8B; compare only within one source."),
      ColumnSchema(
        "kld_llama3_8b", .decimal, label: "KL divergence", range: 0...10,
        meaning: "Mean against 16 bits, Llama 3 8B."),
      ColumnSchema(
        "quality_note", .text, label: "Quality",
        meaning: "Measured or reported quality."),
      ColumnSchema(
        "hardware_requirement", .text, label: "Hardware", isRequired: true,
        meaning: "What the format needs."),
      ColumnSchema(
        "cpu_offload", .text, label: "Processor offload", isRequired: true,
        meaning: "Whether layers may stay with the processor."),
      .source,
      .sourceDetail,
    ])
}
