internal import Sizing

/// The tensors of a checkpoint beside those that a model's shape lists.
struct CheckpointMatch {
  /// What the shape lists, and what of it the files hold.
  private(set) var wanted: [Wanted]
  /// Tensors with no place in the shape whose bytes count all the same: they are in its layers, or at
  /// its ends.
  private(set) var counted: [StoredTensor] = []
  /// Tensors that are left out: of towers, of blocks that draft tokens, an output matrix that is not
  /// used.
  private(set) var leftOut: [StoredTensor] = []
  /// Layers behind the shape's that are no blocks which draft tokens.
  private(set) var surplusLayers: Set<Int> = []
  /// The layers that the files hold tensors of.
  private(set) var foundLayers: Set<Int> = []

  /// A tensor of the shape, or several that one tensor of the files holds.
  struct Wanted {
    let tensor: ExpectedTensor
    /// Whether a checkpoint without it does not fit.
    let isRequired: Bool
    /// The tensors that hold it: one, or one for each expert.
    fileprivate(set) var found: [StoredTensor] = []
    /// Whether those hold others too.
    fileprivate(set) var isJoined = false

    var elements: Int64 { tensor.shape.reduce(1, &*) }
  }

  /// One tensor of the files that holds several of the shape.
  private(set) var joins: [Join] = []

  struct Join {
    /// The places in `wanted`.
    let parts: [Int]
    let found: StoredTensor
  }

  private let places: [String: Int]

  init(_ tensors: [StoredTensor], _ model: LanguageModel) {
    let expected = ExpectedTensor.all(of: model)
    wanted = expected.map {
      Wanted(tensor: $0, isRequired: Self.isRequired($0, in: model))
    }
    places = Dictionary(
      expected.enumerated().flatMap { index, tensor in tensor.names.map { ($0, index) } },
      uniquingKeysWith: { first, _ in first })
    let drafting = Set(tensors.compactMap { Self.draftLayer($0, behind: model.layers) })
    var open: [(tensor: StoredTensor, name: CheckpointName)] = []
    for tensor in tensors {
      if tensor.part == .other {
        leftOut.append(tensor)
        continue
      }
      let name = CheckpointName(tensor.name)
      if let layer = name.layer {
        foundLayers.insert(layer)
        if layer >= model.layers {
          leftOut.append(tensor)
          if !drafting.contains(layer) { surplusLayers.insert(layer) }
          continue
        }
      }
      // What can be one thing only takes its place first.
      if name.candidates.count > 1 {
        open.append((tensor, name))
      } else {
        place(tensor, name, model)
      }
    }
    for (tensor, name) in open { place(tensor, name, model) }
  }

  /// The layer of a tensor that only a block which drafts tokens has.
  private static func draftLayer(_ tensor: StoredTensor, behind layers: Int) -> Int? {
    guard case .layer(let layer) = tensor.part, layer >= layers,
      tensor.name.contains(".eh_proj.") || tensor.name.contains(".enorm.")
    else { return nil }
    return layer
  }

  /// Whether a checkpoint without a tensor of the shape does not fit. A loader of GGUF files takes some as
  /// optional that the configuration says are there.
  private static func isRequired(_ tensor: ExpectedTensor, in model: LanguageModel) -> Bool {
    let block = model.block
    let name = tensor.names.first ?? ""
    // Layers that read the cache of others have projections that nothing uses, or have none.
    if let layer = CheckpointName(name).layer, model.parts(ofLayer: layer).contains(.borrowedCache),
      [".attn_k.weight", ".attn_v.weight", ".attn_k_norm.weight"].contains(where: name.hasSuffix)
    {
      return false
    }
    switch tensor.role {
    case .output: return !model.tiesEmbeddings
    case .bias where name.hasSuffix(".attn_output.bias"): return block.hasAttentionOutputBias
    case .bias where name.hasSuffix(".attn_qkv.bias"):
      return block.hasQueryKeyValueBias && block.fusesQueryKeyValue
    case .bias where name.contains(".attn_"):
      return tensor.isRequired || block.hasQueryKeyValueBias && !block.fusesQueryKeyValue
    case .norm, .bias: return tensor.isRequired
    default: return true
    }
  }

  /// Puts a tensor where it belongs.
  private mutating func place(
    _ tensor: StoredTensor, _ name: CheckpointName, _ model: LanguageModel
  ) {
    let prefix = name.layer.map { "blk.\($0)." } ?? ""
    for candidate in name.candidates {
      if let index = places[prefix + candidate] {
        guard wanted[index].found.isEmpty || name.piece != nil else { continue }
        if wanted[index].tensor.role == .output, model.tiesEmbeddings {
          leftOut.append(tensor)
          return
        }
        wanted[index].found.append(tensor)
        // A loader of GGUF files takes biases of attention that the configuration does not state.
        let isUnstated = wanted[index].tensor.role == .bias && !wanted[index].isRequired
        if isUnstated, candidate.hasPrefix("attn_") { counted.append(tensor) }
        return
      }
      let parts = CheckpointName.parts(of: candidate).compactMap { places[prefix + $0] }
      guard !parts.isEmpty, parts.allSatisfy({ wanted[$0].found.isEmpty }) else { continue }
      joins.append(Join(parts: parts, found: tensor))
      for part in parts { wanted[part].isJoined = true }
      return
    }
    if PackedWeights.isAuxiliary(tensor.name) { return }
    if case .output = tensor.part { leftOut.append(tensor) } else { counted.append(tensor) }
  }
}
