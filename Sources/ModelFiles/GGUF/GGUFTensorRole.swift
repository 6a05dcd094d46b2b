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
    return (layer, roles[base] ?? .norm)
  }

  private static let roles: [String: TensorRole] = [
    "token_embd": .tokenEmbedding, "output": .output, "per_layer_token_embd": .perLayerEmbedding,
    "per_layer_model_proj": .perLayerProjection, "altup_proj": .streamProjection,
    "altup_unembd_proj": .streamProjection,
    "attn_q": .attentionQuery, "attn_k": .attentionKey, "attn_v": .attentionValue,
    "attn_qkv": .attentionQueryKeyValue, "attn_output": .attentionOutput,
    "attn_gate": .recurrentGate,
    "attn_q_a": .latentQueryDown, "attn_q_b": .latentQueryUp, "attn_kv_a_mqa": .latentDown,
    "attn_k_b": .latentKeyUp, "attn_v_b": .latentValueUp,
    "attn_kv": .latentDown, "attn_output_a": .outputGroupDown, "attn_output_b": .outputGroupUp,
    "attn_compressor_kv": .compressorKey, "attn_compressor_gate": .compressorGate,
    "attn_compressor_ape": .compressorPlace, "indexer_compressor_kv": .indexCompressorKey,
    "indexer_compressor_gate": .indexCompressorGate,
    "indexer_compressor_ape": .indexCompressorPlace, "ffn_gate_tid2eid": .expertTable,
    "hc_attn_fn": .attentionConnection, "hc_ffn_fn": .feedForwardConnection,
    "output_hc_fn": .attentionConnection, "hc_attn_base": .bias, "hc_attn_scale": .bias,
    "hc_ffn_base": .bias, "hc_ffn_scale": .bias, "output_hc_base": .bias, "output_hc_scale": .bias,
    "attn_sinks": .bias,
    "indexer.attn_q_b": .indexerQuery, "indexer.attn_k": .indexerKey,
    "indexer.proj": .indexerWeight,
    "ffn_gate": .feedForwardGate, "ffn_up": .feedForwardUp, "ffn_down": .feedForwardDown,
    "ffn_gate_shexp": .feedForwardGate, "ffn_up_shexp": .feedForwardUp,
    "ffn_down_shexp": .feedForwardDown,
    "ffn_gate_exps": .expertGate, "ffn_up_exps": .expertUp, "ffn_down_exps": .expertDown,
    "ffn_gate_inp": .router, "ffn_latent_down": .expertEntry, "ffn_latent_up": .expertExit,
    "ssm_in": .recurrentInput, "ssm_out": .recurrentOutput, "ssm_conv1d": .convolution,
    "ssm_conv1d_q": .convolution, "ssm_conv1d_k": .convolution, "ssm_conv1d_v": .convolution,
    "ssm_ba": .recurrentRate, "ssm_beta": .recurrentRate, "ssm_alpha": .recurrentDecay,
    "ssm_f_a": .channelDecayDown, "ssm_f_b": .channelDecayUp, "ssm_g_a": .channelGateDown,
    "ssm_g_b": .channelGateUp,
    "inp_gate": .perLayerGate, "proj": .perLayerOutput, "altup_correct_coef": .streamMixing,
    "altup_predict_coef": .streamMixing, "altup_router": .streamRouter, "laurel_l": .residualDown,
    "laurel_r": .residualUp, "ffn_down_exps.scale": .expertScale,
  ]
}
