internal import Sizing

/// A tensor that the loader of an architecture asks a file for.
struct ExpectedTensor {
  /// What stands in front of the name in a file: the block, or nothing.
  let prefix: String
  /// The names that will do; the first one is reported where there is none.
  let names: [String]
  /// What the tensor is for.
  let role: TensorRole
  /// Sizes from the row on, without those of one.
  let shape: [Int64]
  /// Whether a file without it is refused.
  let isRequired: Bool

  private init(
    _ names: [String], ofLayer layer: Int?, _ tensor: Tensor, isRequired: Bool = true
  ) {
    let prefix = layer.map { "blk.\($0)." } ?? ""
    self.prefix = prefix
    self.names = names.map { prefix + $0 + ".weight" }
    role = tensor.role
    shape = [tensor.rowLength, tensor.rows, tensor.slices].filter { $0 != 1 }
    self.isRequired = isRequired
  }
}

extension ExpectedTensor {
  /// The tensors that have names of their own and the norms of the stream: those outside of layers
  /// first.
  static func all(of model: LanguageModel) -> [ExpectedTensor] {
    let first = model.tensors(ofLayer: 0).filter(isGlobal)
    var result = named(model.tensorsOutsideLayers + first, nil, in: model)
    let isEarly = model.recurrence?.kind == .shortConvolution
    let norm = isEarly ? ["token_embd_norm", "output_norm"] : ["output_norm"]
    result.append(ExpectedTensor(norm, ofLayer: nil, model.outputNormTensor))
    for layer in 0..<model.layers {
      let tensors = model.tensors(ofLayer: layer).filter { !isGlobal($0) }
      result += named(tensors, layer, in: model) + norms(of: layer, in: model)
    }
    return result
  }

  /// Whether a tensor that the engine has in a layer is of none by its name.
  private static func isGlobal(_ tensor: Tensor) -> Bool { tensor.role == .perLayerProjection }

  /// The tensors that have names of their own, by those of their roles.
  private static func named(
    _ tensors: [Tensor], _ layer: Int?, in model: LanguageModel
  ) -> [ExpectedTensor] {
    var counts: [TensorRole: Int] = [:]
    return tensors.compactMap { tensor in
      guard tensor.role != .norm, tensor.role != .bias else { return nil }
      let names = names(of: tensor.role, layer, in: model)
      let index = counts[tensor.role, default: 0]
      counts[tensor.role] = index + 1
      guard index < names.count else { return nil }
      // The loader of Kimi Linear takes shared experts as they come.
      let isOptional =
        isOptional(tensor.role, in: model)
        || model.architecture == .kimiLinear && names[index].hasSuffix("_shexp")
      return ExpectedTensor([names[index]], ofLayer: layer, tensor, isRequired: !isOptional)
    }
  }

  /// The names of a role's tensors in a layer, in the order in which the engine lists them.
  private static func names(
    of role: TensorRole, _ layer: Int?, in model: LanguageModel
  ) -> [String] {
    let names = GGUFTensorRole.names(of: role)
    let kind = model.recurrence?.kind
    switch role {
    case .feedForwardGate, .feedForwardUp, .feedForwardDown:
      guard let layer, model.parts(ofLayer: layer).contains(.experts),
        !model.block.hasDenseBesideExperts
      else { return names }
      return Array(names.dropFirst())
    case .convolution:
      if kind == .kimiDelta { return Array(names[1...3]) }
      return kind == .shortConvolution ? Array(names.suffix(1)) : names
    case .recurrentInput, .recurrentOutput:
      return kind == .shortConvolution ? Array(names.suffix(1)) : names
    case .recurrentRate: return model.block.fusesDeltaInputs ? Array(names.suffix(1)) : names
    case .latentDown: return model.compressed == nil ? names : Array(names.suffix(1))
    case .attentionConnection: return layer == nil ? Array(names.suffix(1)) : names
    default: return names
    }
  }

  /// Whether llama.cpp loads a file of the family without tensors of a role.
  ///
  /// Source: what is `TENSOR_NOT_REQUIRED` in llama.cpp's `src/models`.
  private static func isOptional(_ role: TensorRole, in model: LanguageModel) -> Bool {
    switch role {
    case .output, .expertBias, .expertScale: return true
    case .indexerKey, .indexerQuery, .indexerWeight: return model.latent != nil
    case .attentionValue: return model.architecture == .gemma4
    case .router, .expertUp, .expertDown: return model.architecture == .gemma4
    case .expertGate:
      return [.llama, .mistral3, .granite, .graniteHybrid, .gemma4].contains(model.architecture)
    default: return false
    }
  }

  /// The norms of the stream in front of and behind the parts of a layer.
  private static func norms(of layer: Int, in model: LanguageModel) -> [ExpectedTensor] {
    let parts = model.parts(ofLayer: layer)
    let block = model.block
    guard !parts.isEmpty else { return [] }
    var names: [[String]] = []
    if block.mixersStandAlone {
      names = [["attn_norm"]]
    } else if parts == .feedForward {
      names = [["ffn_norm"]]
    } else {
      if block.hasAttentionNorm { names.append(["attn_norm"]) }
      if block.hasPostNorms { names += [["post_attention_norm"], ["post_ffw_norm"]] }
      // Where no norm follows attention, its name may be that of the one between the two parts.
      if block.hasFeedForwardNorm {
        names.append(block.hasPostNorms ? ["ffn_norm"] : ["ffn_norm", "post_attention_norm"])
      }
    }
    return names.map { ExpectedTensor($0, ofLayer: layer, model.outputNormTensor) }
  }
}
