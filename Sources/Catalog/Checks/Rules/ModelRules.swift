import Sizing

/// Rules of language models.
enum ModelRules {
  static let models = RuleSet(
    "model", [architecture, headGroups, activeParameters, experts, denseLayers])

  /// The engine knows the tensors of the architecture, and whether it has experts.
  private static let architecture = Rule<Record>("gguf-architecture") { model, _ in
    guard let name = model.text("gguf_architecture") else { return nil }
    guard let known = Architecture.allCases.first(where: { "\($0.name)" == name }) else {
      let names = Architecture.allCases.map { "\($0.name)" }
      return .init(.unknownArchitecture(name, known: names), at: "gguf_architecture")
    }
    let hasExperts = model.number("moe_experts") != nil
    guard let expected = known.hasExperts, expected != hasExperts else { return nil }
    return .init(.expertsOfArchitecture(name, expected: expected), at: "gguf_architecture")
  }

  /// Every key head serves the same number of query heads.
  private static let headGroups = Rule<Record>("head-groups") { model, _ in
    guard let heads = model["attention_heads"].integer, let keys = model["kv_heads"].integer,
      keys > 0, heads % keys != 0
    else { return nil }
    return .init(.headGroups(heads: heads, keyHeads: keys), at: "kv_heads")
  }

  /// A dense model uses all its parameters; 1 % is left for totals that the vendor rounds.
  private static let activeParameters = Rule<Record>("active-parameters") { model, _ in
    guard let active = model.number("params_active"), let total = model.number("params_total"),
      active > total * 1.01
    else { return nil }
    return .init(
      .moreThan(column: "params_active", value: active, base: "params_total", most: total),
      at: "params_active")
  }

  /// A mixture of experts states all of its numbers, a dense model none.
  private static let experts = Rule<Record>("experts") { model, _ in
    let columns = ["moe_experts", "moe_active_experts", "moe_intermediate_size"]
    let stated = columns.filter { model.number($0) != nil }
    if let missing = columns.first(where: { !stated.contains($0) }), let first = stated.first {
      return .init(.halfOfExperts(stated: first, missing: missing), at: missing)
    }
    if stated.isEmpty, model.number("intermediate_size") == nil {
      return .init(.noFeedForward, at: "intermediate_size")
    }
    guard let all = model.number("moe_experts"), let active = model.number("moe_active_experts"),
      active > all
    else { return nil }
    return .init(
      .moreThan(column: "moe_active_experts", value: active, base: "moe_experts", most: all),
      at: "moe_active_experts")
  }

  private static let denseLayers = Rule<Record>("dense-layers") { model, _ in
    guard let dense = model.number("first_dense_layers"), let layers = model.number("layers"),
      dense > layers
    else { return nil }
    return .init(
      .moreThan(column: "first_dense_layers", value: dense, base: "layers", most: layers),
      at: "first_dense_layers")
  }
}
