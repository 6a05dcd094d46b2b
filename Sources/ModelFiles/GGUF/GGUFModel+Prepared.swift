package import Sizing

extension GGUFModel {
  /// The model with the bytes that its files hold, whatever formats they chose.
  ///
  /// Tensors that the shape has no place for count with the norms of their layer, or with the experts that
  /// they belong to: llama.cpp loads all that it knows in a file. Blocks behind the shape's, which only
  /// draft tokens, are not loaded.
  ///
  /// - Parameter model: The shape, as `languageModel()` reads it.
  /// - Returns: The model, ready to be sized.
  package func prepared(_ model: LanguageModel) -> PreparedModel {
    let shape = ShapeRoles(model)
    let stored = StoredRoles(tensors, layers: model.layers, shape)
    return PreparedModel(model, statedMix, fileBytes: weights.file) { tensor, layer in
      let key = RoleKey(layer: layer, role: tensor.role)
      return stored.bytes(of: key, part: tensor.elements, of: shape.elements[key] ?? 0)
    }
  }
}

/// A role in a layer, or outside of all layers.
private struct RoleKey: Hashable {
  let layer: Int?
  let role: TensorRole
}

/// The elements that a shape has of each role.
private struct ShapeRoles {
  private(set) var elements: [RoleKey: Int64] = [:]

  init(_ model: LanguageModel) {
    for layer in 0..<model.layers {
      for tensor in model.tensors(ofLayer: layer) { add(tensor, layer) }
    }
    for tensor in model.tensorsOutsideLayers { add(tensor, nil) }
  }

  /// The role that a tensor counts with: its own, or where the shape has no such tensor another of the
  /// layer that is where it is.
  func home(of key: RoleKey) -> RoleKey {
    guard elements[key] == nil else { return key }
    if key.role.staysWithExperts {
      let experts = RoleKey(layer: key.layer, role: .expertDown)
      if elements[experts] != nil { return experts }
    }
    let norm = RoleKey(layer: key.layer, role: .norm)
    return elements[norm] == nil ? RoleKey(layer: nil, role: .norm) : norm
  }

  private mutating func add(_ tensor: Tensor, _ layer: Int?) {
    elements[RoleKey(layer: layer, role: tensor.role), default: 0] += tensor.elements
  }
}

/// The bytes that files hold of each role.
private struct StoredRoles {
  private var sums: [RoleKey: Int64] = [:]

  init(_ tensors: [StoredTensor], layers: Int, _ shape: ShapeRoles) {
    for tensor in tensors {
      let (layer, role) = GGUFTensorRole.place(of: tensor.name)
      if let layer, !(0..<layers).contains(layer) { continue }
      sums[shape.home(of: RoleKey(layer: layer, role: role)), default: 0] += tensor.bytes
    }
  }

  /// The bytes of a tensor that has `part` of the `all` elements of its role.
  ///
  /// Tensors of one role in a layer have one format as a rule; where they differ only their sum counts.
  func bytes(of key: RoleKey, part: Int64, of all: Int64) -> Int64 {
    let sum = sums[key] ?? 0
    guard part != all, all > 0 else { return sum }
    let product = sum.multipliedFullWidth(by: part)
    return all.dividingFullWidth(product).quotient
  }
}
