internal import Sizing

/// What a tensor of a GGUF file is for, by its name.
///
/// Source: the tensor names of llama.cpp's `llama-arch.cpp`.
enum GGUFTensorRole {
  /// Returns the layer, from zero, and the role. What is none of a layer has the layer `nil`; what is
  /// small and has no role of its own counts as a norm.
  static func place(of name: String) -> (layer: Int?, role: TensorRole) {
    var parts = name.split(separator: ".", omittingEmptySubsequences: false)[...]
    var layer: Int?
    if parts.first == "blk", parts.count > 2 {
      layer = Int(parts[parts.startIndex + 1])
      parts = parts.dropFirst(2)
    }
    let isBias = parts.last == "bias"
    if isBias || parts.last == "weight" { parts = parts.dropLast() }
    let base = parts.joined(separator: ".")
    if isBias { return (layer, base.hasSuffix("_exps") ? .expertBias : .bias) }
    let role = roles[base] ?? .norm
    // These are loaded with the first layer, which their names do not say.
    let isOfFirst = role == .perLayerProjection || base == "per_layer_proj_norm"
    return (isOfFirst ? 0 : layer, role)
  }

  /// The names of a role without `.weight`: those of tensors that a layer has side by side in their
  /// order, those that families of models have instead of each other, or both.
  static func names(of role: TensorRole) -> [String] {
    table.first { $0.role == role }?.names ?? []
  }

  private static let roles = Dictionary(
    uniqueKeysWithValues: table.flatMap { row in row.names.map { ($0, row.role) } })

  private static let table: [(role: TensorRole, names: [String])] = [
    (.tokenEmbedding, ["token_embd"]), (.output, ["output"]),
    (.perLayerEmbedding, ["per_layer_token_embd"]),
    (.perLayerProjection, ["per_layer_model_proj"]),
    (.streamProjection, ["altup_proj", "altup_unembd_proj"]),
    (.attentionQuery, ["attn_q"]), (.attentionKey, ["attn_k"]), (.attentionValue, ["attn_v"]),
    (.attentionQueryKeyValue, ["attn_qkv"]), (.attentionOutput, ["attn_output"]),
    (.recurrentGate, ["attn_gate"]),
    (.latentQueryDown, ["attn_q_a"]), (.latentQueryUp, ["attn_q_b"]),
    (.latentDown, ["attn_kv_a_mqa", "attn_kv"]), (.latentKeyUp, ["attn_k_b"]),
    (.latentValueUp, ["attn_v_b"]), (.latentKeyValueUp, ["attn_kv_b"]),
    (.outputGroupDown, ["attn_output_a"]),
    (.outputGroupUp, ["attn_output_b"]), (.compressorKey, ["attn_compressor_kv"]),
    (.compressorGate, ["attn_compressor_gate"]), (.compressorPlace, ["attn_compressor_ape"]),
    (.indexCompressorKey, ["indexer_compressor_kv"]),
    (.indexCompressorGate, ["indexer_compressor_gate"]),
    (.indexCompressorPlace, ["indexer_compressor_ape"]), (.expertTable, ["ffn_gate_tid2eid"]),
    (.attentionConnection, ["hc_attn_fn", "output_hc_fn"]),
    (.feedForwardConnection, ["hc_ffn_fn"]),
    (
      .bias,
      [
        "hc_attn_base", "hc_attn_scale", "hc_ffn_base", "hc_ffn_scale", "output_hc_base",
        "output_hc_scale", "attn_sinks",
      ]
    ),
    (.indexerQuery, ["indexer.attn_q_b"]), (.indexerKey, ["indexer.attn_k"]),
    (.indexerWeight, ["indexer.proj"]),
    (.feedForwardGate, ["ffn_gate", "ffn_gate_shexp"]),
    (.feedForwardUp, ["ffn_up", "ffn_up_shexp"]),
    (.feedForwardDown, ["ffn_down", "ffn_down_shexp"]),
    (.expertGate, ["ffn_gate_exps"]), (.expertUp, ["ffn_up_exps", "ffn_gate_up_exps"]),
    (.expertDown, ["ffn_down_exps"]), (.expertScale, ["ffn_down_exps.scale"]),
    (.router, ["ffn_gate_inp"]), (.expertEntry, ["ffn_latent_down"]),
    (.expertExit, ["ffn_latent_up"]), (.recurrentInput, ["ssm_in", "shortconv.in_proj"]),
    (.recurrentOutput, ["ssm_out", "shortconv.out_proj"]),
    (
      .convolution,
      ["ssm_conv1d", "ssm_conv1d_q", "ssm_conv1d_k", "ssm_conv1d_v", "shortconv.conv"]
    ),
    (.recurrentRate, ["ssm_beta", "ssm_ba"]), (.recurrentDecay, ["ssm_alpha"]),
    (.channelDecayDown, ["ssm_f_a"]), (.channelDecayUp, ["ssm_f_b"]),
    (.channelGateDown, ["ssm_g_a"]), (.channelGateUp, ["ssm_g_b"]),
    (.perLayerGate, ["inp_gate"]), (.perLayerOutput, ["proj"]),
    (.streamMixing, ["altup_correct_coef", "altup_predict_coef"]),
    (.streamRouter, ["altup_router"]), (.residualDown, ["laurel_l"]),
    (.residualUp, ["laurel_r"]),
  ]
}
