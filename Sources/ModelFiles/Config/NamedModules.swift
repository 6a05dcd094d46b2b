internal import Sizing

/// The modules that patterns in the configuration of a quantized checkpoint name: those that it leaves
/// unquantized, or those of a group that it stores alike.
///
/// Patterns are names of modules or parts of them, with `*` for anything, and behind `re:` simple regular
/// expressions (compressed-tensors). Source: `should_convert_module` of transformers,
/// `is_layer_skipped` of vLLM, and compressed-tensors' `match_named_modules`.
struct NamedModules: Sendable {
  /// What is named of each layer; empty where no layer has anything named that a format would store.
  private(set) var roles: [TensorRoles] = []
  /// Patterns of which it is not known what they name.
  private(set) var unread: [String] = []
  /// Patterns that name only what no format stores, or no part of the language model.
  private(set) var plain: [String] = []

  /// Matches patterns with the names that the model's matrices have in files.
  ///
  /// - Parameters:
  ///   - patterns: The patterns.
  ///   - model: The model.
  ///   - mostSteps: The steps that matching may take.
  init(_ patterns: [String], of model: LanguageModel, mostSteps: Int = Self.mostSteps) {
    guard !patterns.isEmpty else { return }
    let layers = (0..<model.layers).map { Self.modules(of: model, layer: $0) }
    var named = [TensorRoles](repeating: TensorRoles(), count: model.layers)
    var steps = mostSteps
    for pattern in patterns {
      let isPlain = Self.isPlain(pattern, layers: model.layers)
      // A plain name of what no format stores names nothing more.
      if isPlain, !pattern.contains("*"), !pattern.hasPrefix("re:") {
        plain.append(pattern)
        continue
      }
      guard steps > 0, let globs = ModulePattern.all(of: pattern) else {
        unread.append(pattern)
        continue
      }
      var isMatched = false
      for glob in globs {
        for (layer, modules) in layers.enumerated() where glob.layer ?? layer == layer {
          for module in modules where glob.matches(module.name, &steps) {
            isMatched = true
            named[layer].insert(module.role)
          }
        }
      }
      if isMatched { continue }
      if isPlain { plain.append(pattern) } else { unread.append(pattern) }
    }
    if named.contains(where: { !$0.isEmpty }) { roles = named }
  }

  /// Whether a pattern names what no format stores, or what is no part of the language model.
  private static func isPlain(_ pattern: String, layers: Int) -> Bool {
    let bare = pattern.hasPrefix("re:") ? String(pattern.dropFirst(3)) : pattern
    let name = bare.filter { !"*^$\\()?+".contains($0) }
    switch TensorPart(ofTensor: name) {
    case .other: return true
    case .layer(let layer) where layer >= layers: return true
    default: break
    }
    guard let last = name.split(separator: ".").last?.lowercased() else { return false }
    return plainModules.contains(last) || last.hasSuffix("norm") || last.hasSuffix("visual")
      || last.hasSuffix("vision_tower") || last.hasSuffix("audio_tower")
      || last.hasSuffix("projector")
  }

  /// The steps that matching may take: some times those of a list that names each matrix of each layer.
  static let mostSteps = 16_000_000

  /// Modules that stay unquantized in every format.
  private static let plainModules: Set<String> = [
    "lm_head", "output", "embed_tokens", "wte", "norm", "gate", "router", "conv1d",
    "shared_expert_gate", "in_proj_ba", "in_proj_a", "in_proj_b", "e_score_correction_bias",
    "weights_proj",
  ]

  /// A module of a layer: its usual name between two points, and what its matrix is for.
  private struct Module {
    let name: [UInt8]
    let role: TensorRole
  }

  private static func modules(of model: LanguageModel, layer: Int) -> [Module] {
    let tensors = model.tensors(ofLayer: layer)
    let hasExperts = tensors.contains { $0.role.isExpert }
    var found: [Module] = []
    for role in Set(tensors.map(\.role)) where role.isLayerMatrix {
      for name in names(of: role, besideExperts: hasExperts) {
        found.append(Module(name: Array(".model.layers.\(layer).\(name).".utf8), role: role))
      }
    }
    return found
  }

  /// The names of a matrix in the classes of transformers, behind those of the layer.
  private static func names(of role: TensorRole, besideExperts: Bool) -> [String] {
    switch role {
    case .attentionQuery: ["self_attn.q_proj"]
    case .attentionKey: ["self_attn.k_proj"]
    case .attentionValue: ["self_attn.v_proj"]
    case .attentionQueryKeyValue: ["self_attn.qkv_proj"]
    case .attentionOutput: ["self_attn.o_proj"]
    case .feedForwardGate: feedForward("gate_proj", besideExperts)
    case .feedForwardUp: feedForward("up_proj", besideExperts)
    case .feedForwardDown: feedForward("down_proj", besideExperts)
    case .expertGate: experts("gate_proj")
    case .expertUp: experts("up_proj")
    case .expertDown: experts("down_proj")
    case .latentQueryDown: ["self_attn.q_a_proj"]
    case .latentQueryUp: ["self_attn.q_b_proj"]
    case .latentDown: ["self_attn.kv_a_proj_with_mqa"]
    case .latentKeyUp, .latentValueUp, .latentKeyValueUp: ["self_attn.kv_b_proj"]
    case .indexerQuery: ["self_attn.indexer.wq_b"]
    case .indexerKey: ["self_attn.indexer.wk"]
    case .recurrentInput: ["linear_attn.in_proj_qkvz", "linear_attn.in_proj_qkv", "mamba.in_proj"]
    case .recurrentGate: ["linear_attn.in_proj_z"]
    case .recurrentOutput: ["linear_attn.out_proj", "mamba.out_proj"]
    default: []
    }
  }

  private static func feedForward(_ name: String, _ besideExperts: Bool) -> [String] {
    besideExperts
      ? [
        "mlp.shared_expert.\(name)", "mlp.shared_experts.\(name)",
        "feed_forward.shared_expert.\(name)",
      ]
      : ["mlp.\(name)", "feed_forward.\(name)"]
  }

  private static func experts(_ name: String) -> [String] {
    ["mlp.experts.\(name)", "block_sparse_moe.experts.\(name)", "feed_forward.experts.\(name)"]
  }
}
