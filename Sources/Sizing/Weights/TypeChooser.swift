/// Chooses the format of each tensor of a file, as llama.cpp's quantiser does.
///
/// Source: the choices of `llama-quant.cpp`. They depend on the mix, the tensor's role and layer,
/// the head ratio, the number of experts, and on whether rows divide into blocks.
struct TypeChooser {
  let mix: QuantizationMix
  /// Whether the file is made with an importance matrix, which lets some mixes do with fewer bits.
  let hasImportanceMatrix: Bool
  let layers: Int
  /// Query heads for each key head, of layer 0.
  let queriesPerKey: Int64
  let expertCount: Int64
  let tiesEmbeddings: Bool
  /// Tensors of a file that hold values, alone or fused.
  private let valueCount: Int
  /// Such tensors chosen so far.
  private var valueIndex = 0
  /// Matrices of feed-forward parts chosen so far; without experts their order decides, not the
  /// number of the layer.
  private var (downIndex, gateIndex, upIndex) = (0, 0, 0)
  /// 80 layers with grouped heads: a class of models that gets better values.
  let isSeventyBillionClass: Bool

  init(_ model: LanguageModel, _ mix: QuantizationMix, hasImportanceMatrix: Bool = false) {
    self.mix = mix
    self.hasImportanceMatrix = hasImportanceMatrix
    layers = model.layers
    queriesPerKey = Self.queriesPerKey(model)
    valueCount = Self.valueCount(model)
    expertCount = model.experts?.count ?? 0
    tiesEmbeddings = model.tiesEmbeddings
    switch model.architecture {
    case .llama: isSeventyBillionClass = model.layers == 80 && model.queriesPerKey > 1
    case .qwen2, .deci: isSeventyBillionClass = model.layers == 80
    default: isSeventyBillionClass = false
    }
  }

  /// Query heads for each key head of layer 0; zero where that layer has no cache.
  private static func queriesPerKey(_ model: LanguageModel) -> Int64 {
    let parts = model.parts(ofLayer: 0)
    let listsHeads = model.architecture != .qwen3next && model.recurrence?.kind != .gatedDeltaNet
    if listsHeads, !parts.contains(.attention) { return 0 }
    return model.cachedLatent == nil
      ? model.queryHeads / model.heads(inLayer: 0).kvHeads : model.queryHeads
  }

  private static func valueCount(_ model: LanguageModel) -> Int {
    var count = 0
    for layer in 0..<model.layers {
      let parts = model.parts(ofLayer: layer)
      if parts.contains(.attention), model.cachedLatent == nil,
        model.hasKeyAndValue(inLayer: layer),
        !model.sharesKeyAndValue(inLayer: layer)
      {
        count += 1
      }
      if parts.contains(.recurrence), let kind = model.recurrence?.kind,
        kind == .gatedDeltaNet || kind == .kimiDelta
      {
        count += 1
      }
    }
    return count
  }

  /// Returns the format of a tensor in layer `layer` (ignored for tensors outside the blocks).
  ///
  /// Ask for the tensors of a file in order, each once: the choice depends on those before.
  mutating func type(of tensor: Tensor, layer: Int) -> TensorType {
    if tensor.role.staysFloat32 { return .f32 }
    let base = mix.baseType
    guard base.isQuantized else { return base }
    if tensor.role.staysFloat16 { return .f16 }
    return wanted(for: tensor, layer: layer, base: base)
      .fallback(forRowLength: tensor.rowLength)
  }

  private mutating func wanted(for tensor: Tensor, layer: Int, base: TensorType) -> TensorType {
    let role = tensor.role
    let isEmbedding = role == .tokenEmbedding || role == .perLayerEmbedding
    if role == .output || (isEmbedding && tiesEmbeddings) {
      return outputType(rowLength: tensor.rowLength, base: base)
    }
    if mix == .mxfp4MoE { return tensor.slices > 1 ? .mxfp4 : .q8v0 }
    if isEmbedding { return embeddingType(base) }
    if isLowBitFamily { return lowBitType(role, layer: layer, base: base) }
    switch role {
    case .attentionValue, .attentionQueryKeyValue, .latentKeyValueUp: return valueType(base)
    case .attentionKey, .indexerKey: return keyType(base)
    case .attentionQuery: return queryType(base)
    case .attentionOutput: return attentionOutputType(base)
    case .feedForwardDown, .expertDown: return downType(layer, base)
    case .feedForwardGate, .expertGate:
      gateIndex += 1
      return gateUpType(expertCount > 1 ? layer : gateIndex - 1, base)
    case .feedForwardUp, .expertUp:
      upIndex += 1
      return gateUpType(expertCount > 1 ? layer : upIndex - 1, base)
    default: return base
    }
  }

  /// The six mixes below three bits, which have rules of their own.
  private var isLowBitFamily: Bool {
    switch mix {
    case .iq1S, .iq1M, .iq2XXS, .iq2XS, .iq2S, .iq2M: true
    default: false
    }
  }

  private var isIQ2SOrM: Bool { mix == .iq2S || mix == .iq2M }

  private func outputType(rowLength: Int64, base: TensorType) -> TensorType {
    if mix == .mxfp4MoE || rowLength % base.blockElements != 0 { return .q8v0 }
    if isLowBitFamily || mix == .iq3XXS { return .q5K }
    return base == .q8v0 ? .q8v0 : .q6K
  }

  private func embeddingType(_ base: TensorType) -> TensorType {
    switch mix {
    case .iq1S, .iq1M, .iq2XXS, .iq2XS: .q2K
    case .iq2S, .iq2M, .iq3XXS: .iq3S
    case .tq1v0, .tq2v0: .q4K
    default: base
    }
  }

  private mutating func lowBitType(_ role: TensorRole, layer: Int, base: TensorType) -> TensorType {
    switch role {
    case .attentionValue, .attentionQueryKeyValue, .latentKeyValueUp:
      if queriesPerKey >= 4 || expertCount >= 4 { return .q4K }
      return isIQ2SOrM ? .iq3S : .q2K
    case .attentionKey, .indexerKey:
      return expertCount == 8 ? .q4K : base
    case .feedForwardDown, .expertDown:
      downIndex += 1
      guard isEarly(downIndex - 1) else { return base }
      return isIQ2SOrM ? .iq3S : .q2K
    case .attentionOutput:
      if expertCount == 8 { return .q5K }
      if mix == .iq1S || mix == .iq1M { return .iq2XXS }
      return isIQ2SOrM ? .iq3S : base
    default:
      return base
    }
  }

  private mutating func valueType(_ base: TensorType) -> TensorType {
    let index = valueIndex
    valueIndex += 1
    var type = base
    switch mix {
    case .q2K: type = queriesPerKey >= 4 ? .q4K : .q3K
    case .q2KS, .iq3XS, .iq3S: type = queriesPerKey >= 4 ? .q4K : base
    case .iq3XXS where queriesPerKey >= 4: type = .q4K
    case .iq3XXS: type = hasImportanceMatrix ? base : .iq3S
    case .iq3M: type = .q4K
    case .q3KM: type = index < 2 ? .q5K : .q4K
    case .q3KL: type = .q5K
    case .iq4NL, .iq4XS: type = queriesPerKey >= 4 ? .q5K : base
    case .q4KM, .q5KM: type = getsMoreBits(index, of: valueCount) ? .q6K : base
    case .q4KS: type = index < 4 ? .q5K : base
    default: break
    }
    if isSeventyBillionClass, type == .q3K || type == .q4K { type = .q5K }
    return expertCount == 8 ? .q8v0 : type
  }

  private func keyType(_ base: TensorType) -> TensorType {
    expertCount == 8 ? .q8v0 : queryType(base)
  }

  private func queryType(_ base: TensorType) -> TensorType {
    switch mix {
    case .iq3XS: .iq3XXS
    case .iq3XXS: .iq2S
    default: base
    }
  }

  private func attentionOutputType(_ base: TensorType) -> TensorType {
    if expertCount == 8 {
      switch mix {
      case .q2K, .q3KS, .q3KM, .q4KS, .q4KM, .iq3XXS, .iq3XS, .iq3S, .iq3M, .iq4NL, .iq4XS:
        return .q5K
      default:
        return base
      }
    }
    switch mix {
    case .q2K: return .q3K
    case .iq3XXS: return .iq3S
    case .q3KM, .iq3M: return .q4K
    case .q3KL: return .q5K
    default: return base
    }
  }

  private mutating func downType(_ layer: Int, _ base: TensorType) -> TensorType {
    let layer = expertCount > 1 ? layer : downIndex
    downIndex += 1
    return switch mix {
    case .q2K: .q3K
    case .q2KS: isEarly(layer) ? .q4K : base
    case .iq3XXS where !hasImportanceMatrix: isEarly(layer) ? .q4K : .q3K
    case .q3KM: layer < layers / 16 ? .q5K : .q4K
    case .iq3M: isEarly(layer) || (expertCount == 8 && getsMoreBits(layer)) ? .q4K : base
    case .q3KL: .q5K
    case .q4KM, .q5KM: getsMoreBits(layer) ? .q6K : base
    case .q4KS: isEarly(layer) ? .q5K : base
    case .iq4NL, .iq4XS: isEarly(layer) && !hasImportanceMatrix ? .q5K : base
    case .q4v0: isEarly(layer) && hasImportanceMatrix ? .q4v1 : base
    case .q5v0: isEarly(layer) && hasImportanceMatrix ? .q5v1 : base
    default: base
    }
  }

  private func gateUpType(_ layer: Int, _ base: TensorType) -> TensorType {
    guard mix == .iq3XS, layer >= layers / 8, layer < 7 * layers / 8 else { return base }
    return .iq3XXS
  }

  /// The first eighth of the layers.
  private func isEarly(_ layer: Int) -> Bool { layer < layers / 8 }

  /// The first and the last eighth of the layers, and each third layer between.
  private func getsMoreBits(_ layer: Int) -> Bool { getsMoreBits(layer, of: layers) }

  private func getsMoreBits(_ index: Int, of count: Int) -> Bool {
    index < count / 8 || index >= 7 * count / 8 || (index - count / 8) % 3 == 2
  }
}
