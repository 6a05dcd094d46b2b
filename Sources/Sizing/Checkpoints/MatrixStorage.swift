/// How the numbers of a matrix and their scales are stored.
package struct MatrixStorage: Sendable, Equatable {
  /// What shares a scale.
  package enum Scales: Sendable, Equatable {
    /// Nothing: there are none, or only those counted for each matrix.
    case none
    /// A row.
    case rows
    /// So many weights of a row.
    case groups(Int64)
    /// A square of so many rows and columns.
    case squares(Int64)
    /// So many weights in the order they are stored, over the ends of rows.
    case runs(Int64)
  }

  /// Bits of a weight.
  package let bits: Int64
  /// What shares a scale.
  package let scales: Scales
  /// Bits of a scale.
  package let scaleBits: Int64
  /// Bits of the zero point beside each scale.
  package let zeroBits: Int64
  /// Scales that share a 32-bit scale of their own; zero when they are stored as they are.
  package let scalesPerOuterScale: Int64
  /// Bytes for each column, such as GPTQ's 32-bit number of its group.
  package let bytesPerColumn: Int64
  /// Bytes for each matrix, such as a scale of the whole.
  package let bytesPerMatrix: Int64

  init(
    bits: Int64, scales: Scales = .none, scaleBits: Int64 = 0, zeroBits: Int64 = 0,
    scalesPerOuterScale: Int64 = 0, bytesPerColumn: Int64 = 0, bytesPerMatrix: Int64 = 0
  ) {
    self.bits = bits
    self.scales = scales
    self.scaleBits = scaleBits
    self.zeroBits = zeroBits
    self.scalesPerOuterScale = scalesPerOuterScale
    self.bytesPerColumn = bytesPerColumn
    self.bytesPerMatrix = bytesPerMatrix
  }

  static func awq(_ group: Int64) -> MatrixStorage {
    MatrixStorage(bits: 4, scales: .groups(group), scaleBits: 16, zeroBits: 4)
  }

  static func int4Zero(_ group: Int64) -> MatrixStorage {
    MatrixStorage(bits: 4, scales: .groups(group), scaleBits: 16, zeroBits: 16)
  }

  /// Whole numbers with 16-bit scales, and zero points as wide as a weight beside these where values are not
  /// symmetric about zero.
  ///
  /// Zero points are packed along the rows, so that each scale has its own. Source: compressed-tensors,
  /// `compressors/pack_quantized/base.py` (2026-01).
  ///
  /// - Parameters:
  ///   - bits: Bits of a weight.
  ///   - scales: What shares a scale; one serves the matrix where it is nothing.
  ///   - hasZeroPoints: Whether there are zero points.
  /// - Returns: How a matrix is stored.
  package static func integers(
    bits: Int64, _ scales: Scales, hasZeroPoints: Bool
  ) -> MatrixStorage {
    MatrixStorage(
      bits: bits, scales: scales, scaleBits: 16, zeroBits: hasZeroPoints ? bits : 0,
      bytesPerMatrix: scales == .none ? 2 : 0)
  }

  /// Floating-point numbers of 8 bits with scales of so many.
  package static func floats(_ scales: Scales, scaleBits: Int64) -> MatrixStorage {
    MatrixStorage(bits: 8, scales: scales, scaleBits: scaleBits)
  }

  /// FP8 with a scale of 32 bits for each square of so many rows and columns.
  package static func squares(_ size: Int64) -> MatrixStorage {
    floats(.squares(size), scaleBits: 32)
  }

  static func gptq(bits: Int64, _ group: Int64) -> MatrixStorage {
    MatrixStorage(
      bits: bits, scales: .groups(group), scaleBits: 16, zeroBits: bits, bytesPerColumn: 4)
  }

  /// The weights of a row that share a scale, so that ranks may not cut through them; 1 when any cut
  /// will do.
  var columnUnit: Int64 {
    switch scales {
    case .groups(let size), .squares(let size): size
    case .none, .rows, .runs: 1
    }
  }

  /// The rows that share a scale.
  var rowUnit: Int64 {
    if case .squares(let size) = scales { return size }
    return 1
  }

  /// Bytes of a tensor: of each slice its weights, scales, zero points and the rest.
  package func bytes(of tensor: Tensor) -> Int64 {
    let weights = tensor.rowLength * tensor.rows
    let count: Int64 =
      switch scales {
      case .none: 0
      case .rows: tensor.rows
      case .groups(let size): tensor.rowLength.parts(of: size) * tensor.rows
      case .squares(let size): tensor.rowLength.parts(of: size) * tensor.rows.parts(of: size)
      case .runs(let size): weights.parts(of: size)
      }
    var bytes = (weights * bits).parts(of: 8) + (count * scaleBits).parts(of: 8)
    bytes += (count * zeroBits).parts(of: 8)
    if scalesPerOuterScale > 0 { bytes += 4 * count.parts(of: scalesPerOuterScale) }
    bytes += bytesPerColumn * tensor.rowLength + bytesPerMatrix
    return bytes * tensor.slices
  }
}

extension Int64 {
  /// How many parts of a size cover the value: the quotient, rounded up.
  func parts(of size: Int64) -> Int64 { (self + size - 1) / size }

  /// The value rounded up to a multiple of a size.
  func rounded(upTo size: Int64) -> Int64 { parts(of: size) * size }
}
