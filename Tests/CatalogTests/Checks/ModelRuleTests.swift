import Testing

@Suite("Rules of language models")
struct ModelRuleTests {
  private func report(_ changes: [(String, String?)]) -> String {
    let record = YAMLRecord(
      fields: [
        ("id", "model-a"), ("name", "Model A"), ("family", "A"), ("vendor", "Maker"),
        ("gguf_architecture", "llama"), ("license", "mit"), ("hf_repo", "maker/a"),
        ("release_date", "2024-07-23"), ("release_date_basis", "announced"), ("tier", "core"),
        ("params_total", "8030261248"), ("params_total_basis", "metadata"),
        ("params_active", "8030261248"), ("params_vision", "0"), ("layers", "32"),
        ("hidden_size", "4096"), ("intermediate_size", "14336"), ("attention_heads", "32"),
        ("kv_heads", "8"), ("head_dim", "128"), ("vocab_size", "128256"),
        ("tied_embeddings", "no"), ("max_context_tokens", "131072"), ("native_dtype", "bf16"),
        ("moe_experts", nil), ("moe_active_experts", nil), ("moe_intermediate_size", nil),
        ("first_dense_layers", nil), ("source", "maker"),
      ])
    return Report.concise([
      "language-models.yaml": record.changed(changes).text, "sources.yaml": Sample.sources,
    ])
  }

  /// What is found but for the number of parameters, which most changes of a shape change too.
  private func shapeReport(_ changes: [(String, String?)]) -> String {
    report(changes).split(separator: "\n").filter { !$0.hasSuffix("[parameter-count]") }
      .map { $0 + "\n" }.joined()
  }

  @Test(
    arguments: [
      ([("params_total", "8100000000"), ("params_active", "8100000000")], nil),
      (
        [("params_total", "8400000000"), ("params_active", "8400000000")],
        "8030261248 parameters, but the record states 8400000000"
      ),
      (
        [("params_total", "8400000000"), ("params_vision", "369738752")], nil
      ),
      (
        [("layers", "16")], "4540469248 parameters, but the record states 8030261248"
      ),
      ([("layers", "16"), ("waiver", "'parameter-count: a trial'")], nil),
      ([("layers", "16"), ("gguf_architecture", "mamba")], nil),
    ] as [([(String, String?)], String?)])
  func countsTheParametersOfTheShape(changes: [(String, String?)], numbers: String?) {
    let expected = numbers.map {
      "language-models.yaml:11:17: error: the shape has \($0) without towers and draft modules "
        + "[parameter-count]\n"
    }
    #expect(report(changes) == expected ?? "")
  }

  @Test func acceptsDenseModelsAndMixtures() {
    #expect(shapeReport([]) == "")
    #expect(
      shapeReport([
        ("moe_experts", "8"), ("moe_active_experts", "2"), ("moe_intermediate_size", "14336"),
        ("first_dense_layers", "0"), ("intermediate_size", "–"),
      ]) == "")
  }

  @Test(
    arguments: [
      (
        ("gguf_architecture", "lama"),
        "5:22: error: GGUF files know no architecture 'lama' [gguf-architecture]"
      ),
      (
        ("gguf_architecture", "qwen3moe"),
        "5:22: error: models of 'qwen3moe' have experts, but the record states none "
          + "[gguf-architecture]"
      ),
      (
        ("kv_heads", "5"),
        "19:13: error: 32 attention heads cannot share 5 KV heads evenly [head-groups]"
      ),
      (
        ("params_active", "9000000000"),
        "13:18: error: 'params_active' is 9000000000, more than 'params_total' of 8030261248 "
          + "[active-parameters]"
      ),
      (
        ("moe_experts", "8"),
        "1:3: error: 'moe_experts' is stated, but 'moe_active_experts' is not [experts]"
      ),
      (
        ("intermediate_size", nil),
        "1:3: error: neither a feed-forward size nor experts are stated [experts]"
      ),
      (
        ("first_dense_layers", "33"),
        "25:23: error: 'first_dense_layers' is 33, more than 'layers' of 32 [dense-layers]"
      ),
    ] as [((String, String?), String)])
  func reportsModelThatCannotBe(change: (String, String?), expected: String) {
    #expect(shapeReport([change]) == "language-models.yaml:\(expected)\n")
  }

  @Test(
    arguments: [
      (
        [("full_attention_layers", "33")],
        "26:26: error: 'full_attention_layers' is 33, more than 'layers' of 32 [layer-kinds]"
      ),
      (
        [
          ("full_attention_layers", "16"), ("window_attention_layers", "17"),
          ("sliding_window_tokens", "4096"),
        ],
        "26:26: error: 'full_attention_layers' is 16, more than 'layers' of 15 [layer-kinds]"
      ),
      (
        [("window_attention_layers", "16")],
        "26:28: error: 'window_attention_layers' is stated, but 'sliding_window_tokens' is not "
          + "[window]"
      ),
      (
        [("mla_rope_dim", "64")],
        "26:17: error: 'mla_rope_dim' is stated, but 'mla_kv_rank' is not [latent-attention]"
      ),
      (
        [("linear_layers", "24")],
        "26:18: error: 'linear_layers' is stated, but 'linear_kind' is not [linear-state]"
      ),
      (
        [("indexer_dim", "128")],
        "26:16: error: 'indexer_dim' is stated, but 'indexer_layers' is not [indexer]"
      ),
      (
        [("global_head_dim", "512")],
        "26:20: error: 'global_head_dim' is stated, but 'global_kv_heads' is not [full-layer-heads]"
      ),
      (
        [("moe_shared_experts", "1")],
        "26:23: error: 'moe_shared_experts' is stated, but 'moe_experts' is not [shared-experts]"
      ),
      (
        [("layer_pattern", "MM*M")],
        "26:18: error: the pattern has 4 letters for 32 layers [layer-pattern]"
      ),
      (
        [("layer_pattern", "MM*MMM*M"), ("layers", "8"), ("full_attention_layers", "3")],
        "26:18: error: the pattern has 2 stars for 3 layers with full attention [layer-pattern]"
      ),
      (
        [("layer_intermediate_sizes", "14336*31")],
        "26:29: error: '14336*31' is not one width for each of 32 layers with 14336 as the widest "
          + "[layer-widths]"
      ),
      (
        [("sliding_window_tokens", "8")],
        "26:26: error: 'sliding_window_tokens' must be between 16 and 1048576 (tokens), found 8 "
          + "[implausible-value]"
      ),
      (
        [("linear_kind", "Mamba")],
        "26:16: error: 'Mamba' is not a value of 'linear_kind' [unknown-value]"
      ),
    ] as [([(String, String?)], String)])
  func reportsShapeThatContradictsItself(changes: [(String, String?)], expected: String) {
    let found = shapeReport(changes)
    #expect(found == "language-models.yaml:\(expected)\n")
  }
}
