internal import Diagnostics
internal import Sizing

extension ConfigReading {
  /// What may be sized where a configuration is not.
  static let fileHelp =
    "give a GGUF file of the model by --gguf: it is sized where its architecture is known"

  /// Notes why the engine refuses a shape, at the field that states the size.
  mutating func report(
    _ fault: ModelFault, in family: ConfigFamily, _ sizes: ConfigSizes, _ experts: Experts?
  ) {
    switch fault {
    case .sizeOutOfRange(let size):
      let names = Self.names(of: size)
      let member = suspect(names)
      let name = member?.key ?? names[0][0]
      scope.report(
        Diagnostic(
          "config-field-range", "'\(name)' is \(shown(member)), \(Self.expected(size, member))",
          at: place(member)))
    case .headsDoNotDivide:
      scope.report(
        Diagnostic(
          "config-heads",
          "\(sizes.heads.queryHeads) query heads are no multiple of \(sizes.heads.kvHeads) key and "
            + "value heads",
          at: place(scope.member(Self.queryHeadFields)),
          notes: [
            .init(
              "key and value heads",
              at: place(scope.member(Self.kvHeadFields + ["multi_query_group_num"])))
          ]))
    case .recurrentHeadsDoNotDivide:
      reportRecurrentHeads()
    case .moreExpertsUsedThanPresent:
      scope.report(
        Diagnostic(
          "config-experts",
          "\(experts?.used ?? 0) experts are used for each token, "
            + "but there are \(experts?.count ?? 0)",
          at: place(scope.member(Self.usedFields))))
    case .feedForwardSizeDoesNotApply:
      scope.report(
        Diagnostic(
          "config-field-range", "the width of the dense feed-forward part is zero",
          at: place(scope.member(["intermediate_size"]))))
    case .expertsDoNotApply:
      let has = experts == nil ? "no experts" : "experts"
      scope.report(
        Diagnostic(
          "config-experts",
          "the configuration has \(has), which does not fit the family '\(family.architecture.name)'",
          at: place(
            scope.member(Self.expertFields + ["model_type"]))))
    case .modelTooLarge:
      scope.report(
        Diagnostic(
          "config-field-range", "the model has more parameters than the engine can count",
          at: sizes.hidden.span))
    case .windowDoesNotApply:
      if reportAlikeLayers(in: family) || reportUnstatedLayers(in: family) { return }
      mismatch(in: family, "windows", ["sliding_window", "attention_chunk_size"])
    case .latentDoesNotApply:
      mismatch(in: family, "latent attention", ["kv_lora_rank", "index_n_heads"])
    case .compressionDoesNotApply:
      mismatch(
        in: family, "the compressed cache", ["compress_ratios", "o_groups", "index_head_dim"])
    case .recurrenceDoesNotApply, .patternDoesNotApply:
      mismatch(
        in: family, "layers that keep a state or lack attention",
        [
          "block_configs", "layer_types", "layers_block_type", "hybrid_override_pattern",
          "linear_attn_config",
          "full_attention_interval",
        ])
    case .sharedCacheDoesNotApply:
      if reportAlikeLayers(in: family) || reportUnstatedLayers(in: family) { return }
      mismatch(
        in: family, "layers without a cache of their own",
        ["num_kv_shared_layers", "hidden_size_per_layer_input"])
    }
  }

  /// Notes heads that keep a state and the fewer heads or groups that serve them, at the latter.
  private mutating func reportRecurrentHeads() {
    let heads = scope.member([
      "linear_num_value_heads", "mamba_n_heads", "mamba_num_heads", "num_heads",
    ])
    let served = scope.member(["linear_num_key_heads", "mamba_n_groups", "n_groups"])
    let (what, others) =
      served?.key == "linear_num_key_heads"
      ? ("value heads of the linear layers", "key heads") : ("heads of the state space", "groups")
    scope.report(
      Diagnostic(
        "config-heads", "\(shown(heads)) \(what) are no multiple of \(shown(served)) \(others)",
        at: place(served), notes: [.init(what, at: place(heads))]))
  }

  /// Notes that what fields state, or leave out, is not what the family's graph has.
  private mutating func mismatch(in family: ConfigFamily, _ what: String, _ names: [String]) {
    scope.report(
      Diagnostic(
        "config-layers",
        "what the configuration says of \(what) does not fit the family "
          + "'\(family.architecture.name)'",
        at: place(scope.member(names + ["model_type"]))))
  }

  /// What was expected of a size, by a field that states it or a part of it.
  private static func expected(_ size: ModelSize, _ member: JSONMember?) -> String {
    let bounds = size.bounds
    if case .number(let number)? = member?.value.kind, !bounds.contains(number.integer ?? .max) {
      return "expected \(bounds.lowerBound) to \(bounds.upperBound)"
    }
    return "which is outside the range of models that are sized"
  }

  private func shown(_ member: JSONMember?) -> String {
    guard case .number(let number)? = member?.value.kind else { return "not stated" }
    return number.text
  }

  func place(_ member: JSONMember?) -> SourceSpan {
    let start = scope.object.range.lowerBound
    return scope.source.span(member?.value.range ?? start..<start + 1)
  }

  /// The field that is most likely out of range: of those of the first row that has any, one that is
  /// not above zero, else the largest.
  private func suspect(_ rows: [[String]]) -> JSONMember? {
    for names in rows {
      let sizes = names.compactMap { name -> (member: JSONMember, value: Double)? in
        guard let member = member(at: name), case .number(let number) = member.value.kind,
          let value = Double(number.text)
        else { return nil }
        return (member, value > 0 ? value : .infinity)
      }
      if let worst = sizes.max(by: { $0.value < $1.value }) { return worst.member }
      if let member = names.lazy.compactMap(member(at:)).first { return member }
    }
    return nil
  }

  /// The field of a name, or of a name in an object: `linear_attn_config.num_heads`.
  private func member(at path: String) -> JSONMember? {
    let names = path.split(separator: ".").map(String.init)
    guard names.count == 2 else { return scope.object[path] }
    return scope.object.object(names[0])?[names[1]]
  }

  /// The fields that state a size or a part of it, row by row: the second counts where nothing of the
  /// first is there.
  private static func names(of size: ModelSize) -> [[String]] {
    switch size {
    case .layers: [["num_hidden_layers", "n_layer", "num_layers"]]
    case .hiddenSize: [["hidden_size", "n_embd", "d_model"]]
    case .feedForwardSize:
      [["intermediate_size", "shared_intermediate_size", "ffn_hidden_size", "n_inner"]]
    case .queryHeads: [["num_attention_heads", "n_head", "index_n_heads"]]
    case .kvHeads: [kvHeadFields + ["multi_query_group_num"]]
    case .keyHeadSize:
      [
        ["head_dim", "kv_channels", "qk_nope_head_dim", "qk_rope_head_dim", "index_head_dim"],
        ["hidden_size"],
      ]
    case .valueHeadSize: [["v_head_dim"], ["head_dim", "kv_channels"], ["hidden_size"]]
    case .vocabularySize: [["vocab_size", "padded_vocab_size"]]
    case .expertCount: [expertFields]
    case .expertsUsed: [usedFields]
    case .expertFeedForwardSize: [expertWidthFields, ["intermediate_size"]]
    case .leadingDenseLayers:
      [["first_k_dense_replace", "moe_layer_start_index", "interleave_moe_layer_step"]]
    case .sharedExpertFeedForwardSize:
      [["shared_expert_intermediate_size", "n_shared_experts", "moe_num_shared_experts"]]
    case .windowTokens: [["sliding_window", "attention_chunk_size"]]
    case .latentRank: [["kv_lora_rank", "q_lora_rank", "index_topk"]]
    case .recurrentSize:
      [
        [
          "linear_num_value_heads", "linear_num_key_heads", "linear_key_head_dim",
          "linear_value_head_dim", "mamba_n_heads", "mamba_num_heads", "mamba_d_state",
          "mamba_head_dim", "ssm_state_size", "num_heads",
          "state_size", "mamba_n_groups", "n_groups", "linear_num_heads",
          "linear_head_dim",
        ],
        ["linear_attn_config.num_heads", "linear_attn_config.head_dim"],
      ]
    case .recurrentTaps:
      [
        ["linear_conv_kernel_dim", "mamba_d_conv", "conv_kernel", "conv_L_cache"],
        ["linear_attn_config.short_conv_kernel_size"],
      ]
    case .perLayerSize: [["hidden_size_per_layer_input"]]
    case .contextLimit: [["max_position_embeddings"]]
    }
  }
}
