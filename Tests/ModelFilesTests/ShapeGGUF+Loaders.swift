import Sizing
import TestSupport

extension ShapeGGUF {
  /// Adds what says nothing about sizes, but without which llama.cpp loads no file of the family.
  mutating func addWhatLoadersRead() {
    metadata.append(("tokenizer.ggml.model", .text("none")))
    let isAboutMean = [Architecture.commandR, .cohere2, .starcoder2].contains(model.architecture)
    add(
      isAboutMean ? "attention.layer_norm_epsilon" : "attention.layer_norm_rms_epsilon",
      .float(1e-5))
    switch model.architecture {
    case .granite, .cohere2: add("logit_scale", .float(0.5))
    case .ernie45moe: add("interleave_moe_layer_step", .uint32(1))
    case .qwen35, .qwen35moe: add("rope.dimension_sections", .integers([11, 11, 10, 0]))
    case .deepseek32, .kimiLinear, .lfm2moe: add("expert_gating_func", .uint32(2))
    case .deepseek4:
      add("expert_gating_func", .uint32(4))
      add("expert_weights_scale", .float(1.5))
      add("expert_weights_norm", .flag(true))
      add("swiglu_clamp_exp", .floats([Float](repeating: 10, count: model.layers)))
      add("attention.compress_rope_freq_base", .float(160_000))
      add("hyper_connection.sinkhorn_iterations", .uint32(20))
      add("hyper_connection.epsilon", .float(1e-6))
    default: break
    }
  }

  private mutating func add(_ key: String, _ value: GGUFWriter.Value) {
    metadata.append(("\(model.architecture.name).\(key)", value))
  }
}
