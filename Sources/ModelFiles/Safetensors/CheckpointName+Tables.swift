extension CheckpointName {
  /// A name of a checkpoint, and what it stands for: GGUF names without their ending, or behind `=` the whole
  /// name of a parameter that is no module. Of several the one counts that a model has.
  typealias Row = (name: String, stands: [String])

  /// Names of a layer, the kind of part in front: `attn`, `ffn` and `ssm` however classes call it.
  static let layerRows: [Row] =
    norms + attention + latentAttention + feedForward + experts + states + streams

  /// Names outside of layers.
  static let outsideRows: [Row] = [
    ("embed_tokens", ["token_embd"]), ("embeddings", ["token_embd"]), ("embed", ["token_embd"]),
    ("norm", ["output_norm"]), ("norm_f", ["output_norm"]), ("final_layernorm", ["output_norm"]),
    ("embedding_norm", ["token_embd_norm", "output_norm"]), ("lm_head", ["output"]),
    ("head", ["output"]), ("embed_tokens_per_layer", ["per_layer_token_embd"]),
    ("per_layer_model_projection", ["per_layer_model_proj"]),
    ("per_layer_projection_norm", ["per_layer_proj_norm"]),
    ("altup_projections", ["altup_proj"]), ("altup_unembed_projections", ["altup_unembd_proj"]),
    ("hc_head.hc_fn", ["=output_hc_fn.weight"]), ("hc_head_fn", ["=output_hc_fn.weight"]),
    ("hc_head.hc_base", ["=output_hc_base.weight"]), ("hc_head_base", ["=output_hc_base.weight"]),
    ("hc_head.hc_scale", ["=output_hc_scale.weight"]),
    ("hc_head_scale", ["=output_hc_scale.weight"]),
  ]

  /// Tensors that hold others one behind the other.
  static let joined: [String: [String]] = [
    "attn_qkv": ["attn_q", "attn_k", "attn_v"], "attn_kv_b": ["attn_k_b", "attn_v_b"],
    "ffn_gate_up": ["ffn_gate", "ffn_up"],
    "ffn_gate_up_shexp": ["ffn_gate_shexp", "ffn_up_shexp"],
    "ffn_gate_up_exps": ["ffn_gate_exps", "ffn_up_exps"], "ssm_qkvz": ["attn_qkv", "attn_gate"],
  ]

  private static let norms: [Row] = [
    ("input_layernorm", ["attn_norm"]), ("operator_norm", ["attn_norm"]),
    ("attn_norm", ["attn_norm"]), ("norm", ["attn_norm"]),
    // Behind attention, or where nothing is normed there in front of the next part.
    ("post_attention_layernorm", ["post_attention_norm", "ffn_norm"]),
    ("post_self_attn_layernorm", ["post_attention_norm"]),
    ("pre_feedforward_layernorm", ["ffn_norm"]), ("pre_ff_layernorm", ["ffn_norm"]),
    ("ffn_norm", ["ffn_norm"]), ("post_feedforward_layernorm", ["post_ffw_norm"]),
    ("post_mlp_layernorm", ["post_ffw_norm"]),
    ("post_feedforward_layernorm_1", ["post_ffw_norm_1"]),
    ("post_feedforward_layernorm_2", ["post_ffw_norm_2"]),
    ("pre_feedforward_layernorm_2", ["pre_ffw_norm_2"]),
  ]

  private static let attention: [Row] = [
    ("attn.q_proj", ["attn_q"]), ("attn.k_proj", ["attn_k"]), ("attn.v_proj", ["attn_v"]),
    ("attn.qkv_proj", ["attn_qkv"]), ("attn.o_proj", ["attn_output"]),
    ("attn.out_proj", ["attn_output"]), ("attn.q_norm", ["attn_q_norm", "attn_q_a_norm"]),
    ("attn.k_norm", ["attn_k_norm"]), ("attn.q_layernorm", ["attn_q_norm"]),
    ("attn.k_layernorm", ["attn_k_norm"]), ("attn.query_layernorm", ["attn_q_norm"]),
    ("attn.key_layernorm", ["attn_k_norm"]), ("attn.sinks", ["=attn_sinks.weight"]),
    ("attn.attn_sink", ["=attn_sinks.weight"]),
  ]

  private static let latentAttention: [Row] = [
    ("attn.q_a_proj", ["attn_q_a"]), ("attn.q_a_layernorm", ["attn_q_a_norm"]),
    ("attn.q_b_proj", ["attn_q_b"]), ("attn.kv_a_proj_with_mqa", ["attn_kv_a_mqa"]),
    ("attn.kv_a_layernorm", ["attn_kv_a_norm"]), ("attn.kv_b_proj", ["attn_kv_b"]),
    ("attn.indexer.wq_b", ["indexer.attn_q_b"]), ("attn.indexer.wk", ["indexer.attn_k"]),
    ("attn.indexer.k_norm", ["indexer.k_norm"]),
    ("attn.indexer.weights_proj", ["indexer.proj"]), ("attn.wq_a", ["attn_q_a"]),
    ("attn.wq_b", ["attn_q_b"]), ("attn.wkv", ["attn_kv"]), ("attn.norm", ["attn_kv_a_norm"]),
    ("attn.kv_norm", ["attn_kv_a_norm"]), ("attn.wo_a", ["attn_output_a"]),
    ("attn.wo_b", ["attn_output_b"]), ("attn.compressor.wkv", ["attn_compressor_kv"]),
    ("attn.compressor.wgate", ["attn_compressor_gate"]),
    ("attn.compressor.ape", ["=attn_compressor_ape.weight"]),
    ("attn.compressor.norm", ["attn_compressor_norm"]),
    ("attn.indexer.compressor.wkv", ["indexer_compressor_kv"]),
    ("attn.indexer.compressor.wgate", ["indexer_compressor_gate"]),
    ("attn.indexer.compressor.ape", ["=indexer_compressor_ape.weight"]),
    ("attn.indexer.compressor.norm", ["indexer_compressor_norm"]),
  ]

  private static let feedForward: [Row] = [
    ("ffn.gate_proj", ["ffn_gate"]), ("ffn.w1", ["ffn_gate"]), ("ffn.up_proj", ["ffn_up"]),
    ("ffn.w3", ["ffn_up"]), ("ffn.c_fc", ["ffn_up"]), ("ffn.down_proj", ["ffn_down"]),
    ("ffn.w2", ["ffn_down"]), ("ffn.c_proj", ["ffn_down"]), ("ffn.gate_up_proj", ["ffn_gate_up"]),
    ("shared_mlp.input_linear", ["ffn_gate_up_shexp", "ffn_gate_up"]),
    ("shared_mlp.output_linear", ["ffn_down_shexp", "ffn_down"]),
    ("ffn.gate", ["ffn_gate_inp", "exp_probs_b"]), ("ffn.gate.wg", ["ffn_gate_inp"]),
    ("ffn.router", ["ffn_gate_inp"]), ("ffn.router.layer", ["ffn_gate_inp"]),
    ("router.proj", ["ffn_gate_inp"]), ("router.scale", ["=ffn_gate_inp.scale"]),
    ("router.per_expert_scale", ["=ffn_down_exps.scale"]),
    ("ffn.gate.e_score_correction_bias", ["=exp_probs_b.bias"]),
    ("ffn.e_score_correction_bias", ["=exp_probs_b.bias"]),
    ("ffn.moe_statics.e_score_correction_bias", ["=exp_probs_b.bias"]),
    ("ffn.expert_bias", ["=exp_probs_b.bias"]), ("ffn.gate.tid2eid", ["=ffn_gate_tid2eid.weight"]),
    ("ffn.shared_expert_gate", ["ffn_gate_inp_shexp"]),
    ("ffn.fc1_latent_proj", ["ffn_latent_down"]), ("ffn.fc2_latent_proj", ["ffn_latent_up"]),
  ]

  private static let experts: [Row] =
    ["shared_expert", "shared_experts", "shared_mlp"].flatMap { module -> [Row] in
      [
        ("ffn.\(module).gate_proj", ["ffn_gate_shexp"]), ("ffn.\(module).w1", ["ffn_gate_shexp"]),
        ("ffn.\(module).up_proj", ["ffn_up_shexp"]), ("ffn.\(module).w3", ["ffn_up_shexp"]),
        ("ffn.\(module).down_proj", ["ffn_down_shexp"]), ("ffn.\(module).w2", ["ffn_down_shexp"]),
      ]
    }
    + ["ffn.experts", "experts"].flatMap { module -> [Row] in
      [
        // Those of each expert are modules; those of all together are parameters.
        ("\(module).gate_proj", ["ffn_gate_exps"]), ("\(module).w1", ["ffn_gate_exps"]),
        ("\(module).up_proj", ["ffn_up_exps", "=ffn_up_exps.weight"]),
        ("\(module).w3", ["ffn_up_exps"]),
        ("\(module).down_proj", ["ffn_down_exps", "=ffn_down_exps.weight"]),
        ("\(module).w2", ["ffn_down_exps"]),
        ("\(module).gate_up_proj", ["ffn_gate_up_exps", "=ffn_gate_up_exps.weight"]),
        ("\(module).gate_up_proj_bias", ["=ffn_gate_up_exps.bias"]),
        ("\(module).down_proj_bias", ["=ffn_down_exps.bias"]),
      ]
    }
    + [("ffn.input_linear", ["ffn_gate_up_exps"]), ("ffn.output_linear", ["ffn_down_exps"])]

  private static let states: [Row] = [
    ("ssm.in_proj", ["ssm_in"]), ("ssm.out_proj", ["ssm_out"]), ("ssm.conv1d", ["ssm_conv1d"]),
    ("ssm.norm", ["ssm_norm"]), ("ssm.A_log", ["=ssm_a"]), ("ssm.D", ["=ssm_d"]),
    ("ssm.dt_bias", ["=ssm_dt.bias"]), ("ssm.in_proj_qkvz", ["ssm_qkvz"]),
    ("ssm.in_proj_ba", ["ssm_ba"]), ("ssm.in_proj_qkv", ["attn_qkv"]),
    ("ssm.in_proj_z", ["attn_gate"]), ("ssm.in_proj_b", ["ssm_beta"]),
    ("ssm.in_proj_a", ["ssm_alpha"]), ("conv.conv", ["shortconv.conv"]),
    ("conv.in_proj", ["shortconv.in_proj"]), ("conv.out_proj", ["shortconv.out_proj"]),
    ("attn.f_a_proj", ["ssm_f_a"]), ("attn.f_b_proj", ["ssm_f_b"]),
    ("attn.g_a_proj", ["ssm_g_a"]), ("attn.g_b_proj", ["ssm_g_b"]),
    ("attn.b_proj", ["ssm_beta"]), ("attn.o_norm", ["ssm_norm"]), ("attn.A_log", ["=ssm_a"]),
    ("attn.dt_bias", ["=ssm_dt.bias"]), ("attn.q_conv1d", ["ssm_conv1d_q"]),
    ("attn.k_conv1d", ["ssm_conv1d_k"]), ("attn.v_conv1d", ["ssm_conv1d_v"]),
  ]

  private static let streams: [Row] = [
    ("layer_scalar", ["=layer_output_scale.weight"]), ("per_layer_input_gate", ["inp_gate"]),
    ("per_layer_projection", ["proj"]), ("post_per_layer_input_norm", ["post_norm"]),
    ("altup.correction_coefs", ["altup_correct_coef"]),
    ("altup.prediction_coefs", ["altup_predict_coef"]),
    ("altup.modality_router", ["altup_router"]), ("altup.router_norm", ["altup_router_norm"]),
    ("altup.correct_output_scale", ["=altup_correct_scale.weight"]),
    ("laurel.linear_left", ["laurel_l"]), ("laurel.linear_right", ["laurel_r"]),
    ("laurel.post_laurel_norm", ["laurel_post_norm"]), ("hc_attn_fn", ["=hc_attn_fn.weight"]),
    ("hc_attn_base", ["=hc_attn_base.weight"]), ("hc_attn_scale", ["=hc_attn_scale.weight"]),
    ("hc_ffn_fn", ["=hc_ffn_fn.weight"]), ("hc_ffn_base", ["=hc_ffn_base.weight"]),
    ("hc_ffn_scale", ["=hc_ffn_scale.weight"]),
  ]
}
