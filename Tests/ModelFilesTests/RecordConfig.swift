import Catalog
import Foundation

/// A configuration in the shape that its family publishes, made from a record of the catalog.
struct RecordConfig {
  let cells: [String: Cell]
  private let architecture: String
  private var fields: [(name: String, value: String)] = []

  /// Writes the configuration of a record.
  init(_ cells: [String: Cell]) {
    self.cells = cells
    architecture = cells["gguf_architecture"]?.text ?? ""
    if architecture == "deci" { addBlocks() }
    addSizes()
    addAttention()
    addLayers()
    addExperts()
    addStates()
    if architecture == "deepseek4" { addCompressed() }
  }

  /// The file's text.
  var text: String {
    "{" + fields.map { "\"\($0.name)\": \($0.value)" }.joined(separator: ", ") + "}"
  }

  func number(_ column: String) -> Int64? { cells[column]?.integer }
  private func flag(_ column: String) -> Bool { cells[column]?.flag ?? false }
  private var layers: Int64 { number("layers") ?? 0 }

  mutating func add(_ name: String, _ value: Int64?) {
    if let value { fields.append((name, "\(value)")) }
  }

  mutating func add(_ name: String, _ value: Bool) { fields.append((name, "\(value)")) }

  mutating func add(_ name: String, text: String) { fields.append((name, "\"\(text)\"")) }

  mutating func add(_ name: String, raw: String) { fields.append((name, raw)) }

  mutating func add(_ name: String, texts: [String]) {
    fields.append((name, "[" + texts.map { "\"\($0)\"" }.joined(separator: ", ") + "]"))
  }

  mutating func add(_ name: String, each value: Int64?) {
    guard let value else { return }
    let list = [String](repeating: "\(value)", count: Int(layers)).joined(separator: ", ")
    fields.append((name, "[" + list + "]"))
  }

  private var modelType: String {
    let isMixture = number("moe_experts") != nil
    return switch architecture {
    case "llama": isMixture ? "mixtral" : "llama"
    case "mistral3": "ministral3"
    case "qwen3moe": "qwen3_moe"
    case "command-r": "cohere"
    case "olmo2": number("sliding_window_tokens") == nil ? "olmo2" : "olmo3"
    case "ernie4_5-moe": "ernie4_5_moe"
    case "minimax-m2": "minimax_m2"
    case "gemma3": "gemma3_text"
    case "gemma3n": "gemma3n_text"
    case "gemma4": "gemma4_text"
    case "gpt-oss": "gpt_oss"
    case "llama4": "llama4_text"
    case "glm4moe": "glm4_moe"
    case "hunyuan-moe": "hunyuan_v1_moe"
    case "deepseek2": deepSeekType
    case "qwen3next": "qwen3_next"
    case "qwen35": "qwen3_5_text"
    case "qwen35moe": "qwen3_5_moe_text"
    case "granitehybrid": "granitemoehybrid"
    case "nemotron_h_moe": "nemotron_h"
    case "falcon-h1": "falcon_h1"
    case "kimi-linear": "kimi_linear"
    case "deepseek32": "deepseek_v32"
    case "glm-dsa": "glm_moe_dsa"
    case "deepseek4": "deepseek_v4"
    case "deci": "nemotron-nas"
    default: architecture
    }
  }

  private var deepSeekType: String {
    switch cells["family"]?.text {
    case let family? where family.hasPrefix("Kimi"): "kimi_k2"
    case let family? where family.hasPrefix("GLM"): "glm4_moe_lite"
    default: flag("expert_selection_bias") ? "deepseek_v3" : "deepseek_v2"
    }
  }

  private mutating func addSizes() {
    fields.append(("model_type", "\"\(modelType)\""))
    add("num_hidden_layers", layers)
    add("hidden_size", number("hidden_size"))
    add("num_attention_heads", number("attention_heads"))
    if architecture != "deci" { add("num_key_value_heads", number("kv_heads")) }
    add("vocab_size", number("vocab_size"))
    add("tie_word_embeddings", flag("tied_embeddings"))
    add("max_position_embeddings", number("max_context_tokens"))
    fields.append(("rms_norm_eps", "1e-06"))
    if architecture == "deci" { return }
    if number("moe_experts") == nil || modelType == "gemma4_text" {
      add("intermediate_size", number("intermediate_size"))
    }
  }

  /// A block for each layer, with the width of its feed-forward part as a factor of the stream's.
  private mutating func addBlocks() {
    let letters = cells["layer_pattern"]?.text ?? ""
    let widths = cells["layer_intermediate_sizes"]?.text.flatMap(LayerWidths.init)?.widths ?? []
    let hidden = Double(number("hidden_size") ?? 1)
    let group = (number("attention_heads") ?? 1) / (number("kv_heads") ?? 1)
    let blocks = zip(letters, widths).map { letter, width in
      let attends = letter == "*"
      return "{\"attention\": {\"n_heads_in_group\": \(attends ? "\(group)" : "null"), "
        + "\"no_op\": \(!attends), \"replace_with_linear\": false}, "
        + "\"ffn\": {\"ffn_mult\": \(1.5 * Double(width) / hidden), \"no_op\": false}}"
    }
    add("block_configs", raw: "[" + blocks.joined(separator: ", ") + "]")
  }

  private mutating func addAttention() {
    if let rank = number("mla_kv_rank") {
      add("kv_lora_rank", rank)
      add("qk_nope_head_dim", number("mla_nope_dim"))
      add("qk_rope_head_dim", number("mla_rope_dim"))
      add("v_head_dim", number("mla_value_dim"))
      fields.append(("q_lora_rank", number("mla_query_rank").map { "\($0)" } ?? "null"))
      switch modelType {
      case "glm4_moe_lite", "mistral4", "kimi_linear": break
      case "deepseek_v32", "glm_moe_dsa":
        fields.append(("topk_method", "\"noaux_tc\""))
        add("index_n_heads", number("indexer_heads"))
        add("index_head_dim", number("indexer_dim"))
        add("index_topk", 2048)
      default:
        let method = flag("expert_selection_bias") ? "noaux_tc" : "group_limited_greedy"
        fields.append(("topk_method", "\"\(method)\""))
      }
      return
    }
    add("head_dim", number("head_dim"))
    switch architecture {
    case "starcoder2": add("use_bias", flag("attention_bias"))
    case "qwen2": break
    case "seed_oss":
      add("attention_bias", true)
      add("attention_out_bias", false)
    case "phimoe":
      add("attention_bias", true)
      add("lm_head_bias", true)
    default: add("attention_bias", flag("attention_bias"))
    }
    switch architecture {
    case "command-r": add("use_qk_norm", layers >= 64)
    case "glm4moe", "llama4": add("use_qk_norm", flag("query_key_norm"))
    default: break
    }
  }

  private mutating func addLayers() {
    let period = number("full_attention_every") ?? 0
    func kinds(_ other: String) -> [String] {
      (1...max(layers, 1)).map { $0 % max(period, 1) == 0 ? "full_attention" : other }
    }
    switch architecture {
    case "qwen3next": add("full_attention_interval", period)
    case "qwen35", "qwen35moe": add("layer_types", texts: kinds("linear_attention"))
    case "llama4":
      add("attention_chunk_size", number("sliding_window_tokens"))
      let turned = (1...layers).map { $0 % period == 0 ? "0" : "1" }
      fields.append(("no_rope_layers", "[" + turned.joined(separator: ", ") + "]"))
    default:
      guard let window = number("sliding_window_tokens") else { break }
      add("sliding_window", window)
      switch architecture {
      case "gemma2", "starcoder2", "deepseek4": break
      case "gemma3", "cohere2": add("sliding_window_pattern", period)
      case "exaone4": fields.append(("sliding_window_pattern", "\"LLLG\""))
      default: add("layer_types", texts: kinds("sliding_attention"))
      }
    }
    if architecture == "gemma4" {
      add("global_head_dim", number("global_head_dim"))
      add("num_global_key_value_heads", number("global_kv_heads"))
      add("attention_k_eq_v", number("per_layer_embedding_size") == nil)
      add("use_double_wide_mlp", number("shared_cache_intermediate_size") != nil)
    }
    if architecture == "gemma4" || architecture == "gemma3n" {
      add("hidden_size_per_layer_input", number("per_layer_embedding_size") ?? 0)
      add("num_kv_shared_layers", number("shared_cache_layers") ?? 0)
    }
    if architecture == "gemma3n" {
      add("altup_num_inputs", 4)
      add("laurel_rank", 64)
    }
    guard cells["linear_kind"]?.text == "Gated DeltaNet", let heads = number("linear_heads"),
      let head = number("linear_head_dim"),
      let state = number("linear_state_dim"), let channels = number("linear_conv_channels")
    else { return }
    add("linear_num_value_heads", heads)
    add("linear_num_key_heads", (channels - heads * head) / (2 * state))
    add("linear_value_head_dim", head)
    add("linear_key_head_dim", state)
    add("linear_conv_kernel_dim", 4)
  }

  private mutating func addExperts() {
    guard let count = number("moe_experts") else { return }
    let used = number("moe_active_experts")
    let width = number("moe_intermediate_size")
    let shared = number("moe_shared_experts")
    let dense = number("intermediate_size")
    switch modelType {
    case "mixtral", "phimoe", "gpt_oss", "minimax_m2", "llama4_text":
      add("num_local_experts", count)
      add("num_experts_per_tok", used)
      add("intermediate_size", width)
      if modelType == "llama4_text" {
        add("intermediate_size_mlp", dense ?? 16_384)
        add("interleave_moe_layer_step", number("moe_layer_every"))
      }
    case "ernie4_5_moe":
      add("intermediate_size", dense)
      add("moe_num_experts", count)
      add("moe_k", used)
      add("moe_intermediate_size", width)
      add("moe_num_shared_experts", shared ?? 0)
      add("moe_layer_start_index", number("first_dense_layers"))
    case "hunyuan_v1_moe":
      add("intermediate_size", width)
      add("num_experts", count)
      add("moe_topk", each: used)
      add("moe_intermediate_size", each: width)
      add("num_shared_expert", each: shared)
    case "gemma4_text":
      add("enable_moe_block", true)
      add("num_experts", count)
      add("top_k_experts", used)
      add("moe_intermediate_size", width)
    case "qwen3_moe", "qwen3_next", "qwen3_5_moe_text":
      add("intermediate_size", dense ?? width)
      add("num_experts", count)
      add("num_experts_per_tok", used)
      add("moe_intermediate_size", width)
      add("shared_expert_intermediate_size", number("moe_shared_intermediate_size") ?? 0)
      add("decoder_sparse_step", 1)
    case "granitemoehybrid":
      add("intermediate_size", width)
      add("num_local_experts", count)
      add("num_experts_per_tok", used)
      add("shared_intermediate_size", number("moe_shared_intermediate_size"))
    case "nemotron_h":
      add("intermediate_size", width)
      add("n_routed_experts", count)
      add("n_shared_experts", shared)
      add("num_experts_per_tok", used)
      add("moe_intermediate_size", width)
      add("moe_shared_expert_intermediate_size", number("moe_shared_intermediate_size"))
      fields.append(("moe_latent_size", number("moe_latent_size").map { "\($0)" } ?? "null"))
    case "kimi_linear":
      add("intermediate_size", dense)
      add("num_experts", count)
      add("num_experts_per_token", used)
      add("moe_intermediate_size", width)
      add("num_shared_experts", shared)
      add("first_k_dense_replace", number("first_dense_layers"))
    default:
      add("intermediate_size", dense ?? width)
      add("n_routed_experts", count)
      add("num_experts_per_tok", used)
      add("moe_intermediate_size", width)
      add("n_shared_experts", shared)
      add("first_k_dense_replace", number("first_dense_layers"))
    }
  }
}
