/// How the files of a checkpoint store a model: its format, and what they leave out of it.
package struct CheckpointLayout: Sendable, Equatable {
  /// How the matrices of layers are stored.
  package var format: CheckpointFormat
  /// Rows and columns of a square of weights that shares a scale, where it is not the format's.
  package var scaleSquare: Int64?
  /// Bytes of a number in tensors that are not quantized: 2, or 4 where the files hold 32 bits.
  package var plainBytes: Int64 = 2
  /// What each layer keeps unquantized; layers behind the last entry keep nothing.
  package var kept: [TensorRoles] = []
  /// Whether all that the files leave unquantized is in `kept`, so that bytes are exact.
  package var isComplete = true

  package init(_ format: CheckpointFormat) { self.format = format }

  /// How a quantized matrix is stored.
  package var storage: MatrixStorage {
    let own = format.storage
    guard let scaleSquare, case .squares = own.scales else { return own }
    return MatrixStorage(bits: own.bits, scales: .squares(scaleSquare), scaleBits: own.scaleBits)
  }

  /// Whether a tensor of a layer is stored in the format; others are not quantized.
  func quantizes(_ role: TensorRole, inLayer layer: Int?, of model: LanguageModel) -> Bool {
    guard format.quantizes(role, hasExperts: model.experts != nil) else { return false }
    guard let layer, layer < kept.count else { return true }
    return !kept[layer].contains(role)
  }

  /// Bytes of a tensor of a layer, or of none.
  func bytes(of tensor: Tensor, inLayer layer: Int?, of model: LanguageModel) -> Int64 {
    let storage = storage
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
    let storage = storage
    if part.rowLength != tensor.rowLength, part.rowLength % storage.columnUnit != 0 { return true }
    return part.rows != tensor.rows && part.rows % storage.rowUnit != 0
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
