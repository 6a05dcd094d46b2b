import Testing

@Suite("Rules of language models")
struct ModelRuleTests {
  private func report(_ changes: [(String, String?)]) -> String {
    var fields: [(name: String, value: String?)] = [
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
    ]
    for (name, value) in changes {
      if let index = fields.firstIndex(where: { $0.name == name }) { fields[index].value = value }
    }
    let lines = fields.compactMap { field in field.value.map { "  \(field.name): \($0)\n" } }
    let text = "-" + lines.joined().dropFirst()
    return Report.concise(["language-models.yaml": text, "sources.yaml": Sample.sources])
  }

  @Test func acceptsDenseModelsAndMixtures() {
    #expect(report([]) == "")
    #expect(
      report([
        ("moe_experts", "8"), ("moe_active_experts", "2"), ("moe_intermediate_size", "14336"),
        ("first_dense_layers", "0"), ("intermediate_size", "–"),
      ]) == "")
  }

  @Test(
    arguments: [
      (
        ("gguf_architecture", "lama"),
        "5:22: error: the engine has no architecture 'lama' [gguf-architecture]"
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
    #expect(report([change]) == "language-models.yaml:\(expected)\n")
  }
}
