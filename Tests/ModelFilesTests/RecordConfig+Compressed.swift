import Catalog

extension RecordConfig {
  /// Attention to a window and to compressed rows; the list goes on for a layer that guesses tokens.
  mutating func addCompressed() {
    let letters = cells["layer_pattern"]?.text ?? ""
    let ratios = letters.map { $0 == "C" ? "4" : $0 == "H" ? "128" : "0" } + ["0"]
    add("compress_ratios", raw: "[" + ratios.joined(separator: ", ") + "]")
    add("q_lora_rank", number("mla_query_rank"))
    add("o_groups", number("attention_output_groups"))
    add("o_lora_rank", number("attention_output_rank"))
    add("index_n_heads", number("indexer_heads"))
    add("index_head_dim", number("indexer_dim"))
    add("index_topk", number("indexer_chosen"))
    add("num_hash_layers", number("moe_hashed_layers"))
    add("hc_mult", 4)
  }
}
