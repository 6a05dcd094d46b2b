package import Sizing

extension GGUFModel {
  /// The model with the bytes that its files hold, whatever formats they chose.
  ///
  /// - Parameter model: The shape, as `languageModel()` reads it.
  /// - Returns: The model, ready to be sized.
  package func prepared(_ model: LanguageModel) -> PreparedModel {
    let stored = StoredRoles(tensors)
    let shape = ShapeRoles(model)
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

  private mutating func add(_ tensor: Tensor, _ layer: Int?) {
    elements[RoleKey(layer: layer, role: tensor.role), default: 0] += tensor.elements
  }
}

/// The bytes that files hold of each role.
private struct StoredRoles {
  private var sums: [RoleKey: Int64] = [:]

  init(_ tensors: [StoredTensor]) {
    for tensor in tensors {
      let (layer, role) = GGUFTensorRole.place(of: tensor.name)
      sums[RoleKey(layer: layer, role: role), default: 0] += tensor.bytes
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
