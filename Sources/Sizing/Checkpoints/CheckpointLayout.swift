/// How the files of a checkpoint store a model: its format, and what they leave out of it.
package struct CheckpointLayout: Sendable, Equatable {
  /// How the matrices of layers are stored.
  package var format: CheckpointFormat
  /// How quantized matrices are stored, where it is not as the format has it.
  package var ownStorage: MatrixStorage?
  /// Matrices that are stored otherwise than most; of two groups with the same the first counts.
  package var groups: [MatrixGroup] = []
  /// How matrices may be stored, where it is not known which of them are how; empty where it is.
  package var candidates: [MatrixStorage] = []
  /// Bytes of a number in tensors that are not quantized: 2, or 4 where the files hold 32 bits.
  package var plainBytes: Int64 = 2
  /// What each layer keeps unquantized; layers behind the last entry keep nothing.
  package var kept: [TensorRoles] = []
  /// Whether all that the files leave unquantized is in `kept`, so that bytes are exact.
  package var isComplete = true

  package init(_ format: CheckpointFormat) { self.format = format }

  /// How a quantized matrix is stored.
  package var storage: MatrixStorage { ownStorage ?? format.storage }

  /// Whether a tensor of a layer is stored in the format; others are not quantized.
  func quantizes(_ role: TensorRole, inLayer layer: Int?, of model: LanguageModel) -> Bool {
    guard
      format.quantizes(role, hasExperts: model.experts != nil)
        || group(of: role, inLayer: layer) != nil
    else { return false }
    guard let layer, layer < kept.count else { return true }
    return !kept[layer].contains(role)
  }

  /// The group of a layer that has a matrix.
  private func group(of role: TensorRole, inLayer layer: Int?) -> MatrixGroup? {
    guard let layer else { return nil }
    return groups.first { layer < $0.roles.count && $0.roles[layer].contains(role) }
  }

  /// How a quantized matrix of a layer is stored.
  private func matrixStorage(_ role: TensorRole, inLayer layer: Int?) -> MatrixStorage {
    group(of: role, inLayer: layer)?.storage ?? storage
  }

  /// Bytes of a tensor of a layer, or of none.
  func bytes(of tensor: Tensor, inLayer layer: Int?, of model: LanguageModel) -> Int64 {
    let storage = matrixStorage(tensor.role, inLayer: layer)
    guard storage.bits < 16, quantizes(tensor.role, inLayer: layer, of: model) else {
      return plainBytes * tensor.elements
    }
    return storage.bytes(of: tensor)
  }

  /// Whether a part of a tensor ends inside weights that share a scale.
  func cuts(
    _ tensor: Tensor, into part: Tensor, inLayer layer: Int, of model: LanguageModel
  ) -> Bool {
    guard quantizes(tensor.role, inLayer: layer, of: model) else { return false }
    // Engines pad the parts of MXFP4 experts instead.
    if format == .mxfp4 { return false }
    let storage = matrixStorage(tensor.role, inLayer: layer)
    if part.rowLength != tensor.rowLength, part.rowLength % storage.columnUnit != 0 { return true }
    return part.rows != tensor.rows && part.rows % storage.rowUnit != 0
  }
}

/// Matrices that a checkpoint stores alike, beside others that it stores otherwise.
package struct MatrixGroup: Sendable, Equatable {
  /// How they are stored.
  package let storage: MatrixStorage
  /// What each layer has of them.
  package let roles: [TensorRoles]

  package init(_ storage: MatrixStorage, roles: [TensorRoles]) {
    self.storage = storage
    self.roles = roles
  }
}

/// A set of what tensors are for.
package struct TensorRoles: Sendable, Equatable {
  /// A bit for each role by its number, of which there are fewer than 64.
  private var bits: UInt64 = 0

  package init() {}

  /// Whether there is none.
  package var isEmpty: Bool { bits == 0 }

  package func contains(_ role: TensorRole) -> Bool { bits >> UInt64(role.rawValue) & 1 == 1 }

  package mutating func insert(_ role: TensorRole) { bits |= 1 << UInt64(role.rawValue) }
}
