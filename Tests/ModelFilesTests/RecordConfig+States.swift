import Catalog

extension RecordConfig {
  /// The fields of layers with a state, under the names of each family.
  mutating func addStates() {
    let letters = cells["layer_pattern"]?.text ?? ""
    if let width = cells["linear_state_width"]?.text {
      add("mamba_ssm_dtype", text: width == "32-bit" ? "float32" : "bfloat16")
    }
    switch cells["gguf_architecture"]?.text {
    case "granitehybrid":
      add("layer_types", texts: letters.map { $0 == "*" ? "attention" : "mamba" })
      if number("moe_experts") == nil {
        add("num_local_experts", 0)
        add("num_experts_per_tok", 0)
        add("shared_intermediate_size", number("intermediate_size"))
      }
      addMamba()
      add("mamba_expand", 2)
      add("position_embedding_type", text: "nope")
    case "falcon-h1":
      addMamba()
      add("mamba_d_ssm", number("linear_heads").map { $0 * (number("linear_head_dim") ?? 0) })
      add("mamba_expand", 2)
      add("mamba_rms_norm", true)
      add("projectors_bias", false)
    case "nemotron_h", "nemotron_h_moe":
      add("hybrid_override_pattern", text: letters)
      add("mamba_num_heads", number("linear_heads"))
      add("mamba_head_dim", number("linear_head_dim"))
      add("ssm_state_size", number("linear_state_dim"))
      add("n_groups", groups)
      add("conv_kernel", 4)
      add("expand", 2)
      add("use_bias", false)
      add("mlp_hidden_act", text: "relu2")
    case "kimi-linear":
      addKimiLayers(letters)
      add("mla_use_nope", true)
    default: break
    }
  }

  private mutating func addMamba() {
    add("mamba_n_heads", number("linear_heads"))
    add("mamba_d_head", number("linear_head_dim"))
    add("mamba_d_state", number("linear_state_dim"))
    add("mamba_n_groups", groups)
    add("mamba_d_conv", 4)
    add("mamba_conv_bias", true)
    add("mamba_proj_bias", false)
  }

  private var groups: Int64 {
    let inner = (number("linear_heads") ?? 0) * (number("linear_head_dim") ?? 0)
    return ((number("linear_conv_channels") ?? 0) - inner) / (2 * (number("linear_state_dim") ?? 1))
  }

  /// Two lists that count layers from 1, in an object of their own.
  private mutating func addKimiLayers(_ letters: String) {
    func layers(_ isFull: Bool) -> String {
      let numbers = letters.enumerated().filter { ($0.element == "*") == isFull }
      return "[" + numbers.map { "\($0.offset + 1)" }.joined(separator: ", ") + "]"
    }
    add(
      "linear_attn_config",
      raw: """
        {"full_attn_layers": \(layers(true)), "kda_layers": \(layers(false)),
        "num_heads": \(number("linear_heads") ?? 0), "head_dim": \(number("linear_head_dim") ?? 0),
        "short_conv_kernel_size": 4}
        """)
  }
}
