internal import Diagnostics
internal import Sizing

extension ConfigReading {
  /// Reads the routed experts; `nil` when the model is dense.
  mutating func readExperts() -> Experts? {
    guard
      let count = scope.count(
        "num_experts", "num_local_experts", "n_routed_experts", "moe_num_experts"),
      count.value > 0
    else { return nil }
    guard
      let used = scope.count(
        "num_experts_per_tok", "num_experts_per_token", "moe_topk", "moe_k", "top_k_experts")
    else {
      scope.missing("num_experts_per_tok", "the experts used for each token")
      return nil
    }
    // Without a width of its own, an expert has that of the feed-forward part.
    guard
      let width = scope.count("moe_intermediate_size", "expert_ffn_hidden_size")
        ?? scope.count("intermediate_size", "ffn_hidden_size")
    else {
      scope.missing("moe_intermediate_size", "the feed-forward width of one expert")
      return nil
    }
    return Experts(
      count: count.value, used: used.value, feedForwardSize: width.value,
      leadingDenseLayers: leadingDenseLayers())
  }

  /// Reads the width of the dense feed-forward part; `nil` when no layer has one.
  mutating func readFeedForward(_ experts: Experts?) -> ConfigField<Int64>? {
    if let experts, experts.leadingDenseLayers == 0 { return nil }
    let shared = experts == nil ? scope.count("shared_intermediate_size") : nil
    let names = ["intermediate_size", "ffn_hidden_size", "n_inner", "d_ff"]
    if let shared { return shared }
    if let field = scope.count(names[0], names[1], names[2], names[3]) { return field }
    if scope.member(names) == nil {
      scope.missing("intermediate_size", "the width of the feed-forward part")
    }
    return nil
  }

  /// Layers at the start that have no experts, by whichever field says so.
  private mutating func leadingDenseLayers() -> Int {
    if let field = scope.count("first_k_dense_replace", "moe_layer_start_index") {
      guard field.value <= 1024 else {
        outOfRange(field, "at most 1024 layers")
        return 0
      }
      return Int(field.value)
    }
    for name in ["mlp_only_layers", "moe_layer_freq"] {
      guard let member = scope.object[name], case .list(let items) = member.value.kind else {
        continue
      }
      let numbers = items.map { item -> Int64? in
        guard case .number(let number) = item.kind else { return nil }
        return number.integer
      }
      guard let dense = Self.leadingDense(numbers, isPerLayer: name == "moe_layer_freq") else {
        scope.report(uncovered(.scatteredExperts, member))
        return 0
      }
      if dense > 0 { return dense }
    }
    if let types = scope.texts("mlp_layer_types") {
      let dense = types.value.prefix { $0 == "dense" }.count
      if types.value[dense...].contains("dense"), let member = scope.object["mlp_layer_types"] {
        scope.report(uncovered(.scatteredExperts, member))
      }
      return dense
    }
    return 0
  }

  /// The number of leading dense layers: of a list of dense layers, or of one flag for each layer
  /// (0 is dense). `nil` when other layers are dense too.
  private static func leadingDense(_ numbers: [Int64?], isPerLayer: Bool) -> Int? {
    if isPerLayer {
      let dense = numbers.prefix { $0 == 0 }.count
      return numbers[dense...].contains { $0 != 1 } ? nil : dense
    }
    for (index, number) in numbers.enumerated() where number != Int64(index) { return nil }
    return numbers.count
  }
}
