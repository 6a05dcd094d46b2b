internal import Sizing

/// A tensor that the loader of an architecture asks a file for.
struct ExpectedTensor {
  /// The names that will do; the first one is reported where there is none.
  let names: [String]
  /// What the tensor is for.
  let role: TensorRole
  /// Sizes from the row on, without those of one.
  let shape: [Int64]
  /// Whether a file without it is refused.
  let isRequired: Bool
  /// A tensor that holds this one with others, and its sizes; `nil` where the loader knows none.
  let replacement: (name: String, shape: [Int64])?

  /// Creates an expectation.
  ///
  /// - Parameters:
  ///   - names: The names that will do, without the block.
  ///   - layer: The block, or `nil` for a tensor of none.
  ///   - role: What the tensor is for.
  ///   - shape: Sizes from the row on.
  ///   - isRequired: Whether a file without it is refused.
  ///   - replacement: What holds the tensor with others, without the block.
  init(
    _ names: [String], ofLayer layer: Int?, _ role: TensorRole, _ shape: [Int64],
    isRequired: Bool = true, replacement: (name: String, shape: [Int64])? = nil
  ) {
    let prefix = layer.map { "blk.\($0)." } ?? ""
    self.names = names.map { prefix + $0 }
    self.role = role
    self.shape = Self.significant(shape)
    self.isRequired = isRequired
    self.replacement = replacement.map { (prefix + $0.name, Self.significant($0.shape)) }
  }

  /// Sizes without those of one.
  static func significant(_ shape: [Int64]) -> [Int64] { shape.filter { $0 != 1 } }

  /// Whether a tensor of a file has the sizes. Of the narrow form of grouped heads the loader counts the
  /// elements only.
  func fits(_ found: [Int64]) -> Bool {
    guard role == .outputGroupDown else { return Self.significant(found) == shape }
    return found.reduce(1, &*) == shape.reduce(1, &*)
  }
}

extension ExpectedTensor {
  /// All tensors of the loader's table: those outside of layers first.
  static func all(of model: LanguageModel) -> [ExpectedTensor] {
    let first = model.tensors(ofLayer: 0).filter(isGlobal)
    var result = named(model.tensorsOutsideLayers + first, nil, in: model)
    if model.tiesEmbeddings, needsOutput(model.architecture) {
      result.append(
        ExpectedTensor(
          ["output.weight"], ofLayer: nil, .output, [model.hiddenSize, model.vocabularySize]))
    }
    let isEarly = model.recurrence?.kind == .shortConvolution
    let norm = isEarly ? ["token_embd_norm.weight", "output_norm.weight"] : ["output_norm.weight"]
    result.append(ExpectedTensor(norm, ofLayer: nil, .norm, [model.hiddenSize]))
    result += small(in: model)
    for layer in 0..<model.layers {
      let tensors = model.tensors(ofLayer: layer).filter { !isGlobal($0) }
      result += named(tensors, layer, in: model) + norms(of: layer, in: model)
      result += small(ofLayer: layer, in: model)
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
        isOptional(tensor.role, layer, in: model)
        || model.architecture == .kimiLinear && names[index].hasSuffix("_shexp")
      return ExpectedTensor(
        [names[index] + (tensor.role == .expertScale ? "" : ".weight")], ofLayer: layer,
        tensor.role, [tensor.rowLength, tensor.rows, tensor.slices], isRequired: !isOptional,
        replacement: replacement(of: tensor, among: tensors, layer, in: model))
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

  /// What holds a tensor with others, by the loader of the family.
  private static func replacement(
    of tensor: Tensor, among tensors: [Tensor], _ layer: Int?, in model: LanguageModel
  ) -> (name: String, shape: [Int64])? {
    guard let layer else { return nil }
    let isRecurrent = !model.parts(ofLayer: layer).contains(.attention)
    switch tensor.role {
    case .attentionQuery, .attentionKey, .attentionValue:
      guard isRecurrent || model.latent == nil else { return nil }
      return ("attn_qkv.weight", [tensor.rowLength, joinedRows(tensors, layer, in: model)])
    case .attentionQueryKeyValue:
      guard isRecurrent else {
        return ("attn_q.weight", [tensor.rowLength, model.heads(inLayer: layer).queryWidth])
      }
      return joinedInput(model)
    case .recurrentGate: return joinedInput(model)
    case .expertGate, .expertUp:
      guard joinsGateAndUp(model.architecture) else { return nil }
      return ("ffn_gate_up_exps.weight", [tensor.rowLength, 2 * tensor.rows, tensor.slices])
    default: return nil
    }
  }

  /// Rows of the matrix for queries, keys and values together.
  private static func joinedRows(
    _ tensors: [Tensor], _ layer: Int, in model: LanguageModel
  ) -> Int64 {
    let rows = { (role: TensorRole) in tensors.first { $0.role == role }?.rows }
    let heads = model.heads(inLayer: layer)
    return (rows(.attentionQuery) ?? 0) + (rows(.attentionKey) ?? heads.keyWidth)
      + (rows(.attentionValue) ?? heads.valueWidth)
  }

  /// One matrix for all inputs of a gated delta layer, as early files of Qwen3-Next have it.
  private static func joinedInput(_ model: LanguageModel) -> (name: String, shape: [Int64])? {
    guard let shape = model.recurrence, model.block.fusesDeltaInputs else { return nil }
    return ("ssm_in.weight", [model.hiddenSize, shape.convolutionChannels + shape.innerWidth])
  }

  /// The norms of the stream in front of and behind the parts of a layer.
  private static func norms(of layer: Int, in model: LanguageModel) -> [ExpectedTensor] {
    let parts = model.parts(ofLayer: layer)
    let block = model.block
    guard !parts.isEmpty else { return [] }
    var names: [[String]] = []
    if block.mixersStandAlone {
      names = [["attn_norm.weight"]]
    } else if parts == .feedForward {
      names = [["ffn_norm.weight"]]
    } else {
      if block.hasAttentionNorm { names.append(["attn_norm.weight"]) }
      if block.hasPostNorms { names += [["post_attention_norm.weight"], ["post_ffw_norm.weight"]] }
      // Where no norm follows attention, its name may be that of the one between the two parts. The
      // loader of Falcon-H1 asks for it without the ending.
      if block.hasFeedForwardNorm {
        names.append(
          block.hasPostNorms
            ? ["ffn_norm.weight"] : ["ffn_norm.weight", "post_attention_norm.weight", "ffn_norm"])
      }
    }
    return names.map { ExpectedTensor($0, ofLayer: layer, .norm, [model.hiddenSize]) }
  }
}
