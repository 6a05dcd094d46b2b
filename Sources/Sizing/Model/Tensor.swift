/// One tensor of a model file: what it is for and how large it is.
package struct Tensor: Sendable, Equatable {
  /// What the tensor is for.
  package let role: TensorRole
  /// Elements of a row; quantization blocks lie along rows.
  package let rowLength: Int64
  /// Rows of one slice.
  package let rows: Int64
  /// Slices: one for each expert, else one.
  package let slices: Int64

  /// Creates a tensor from its role and shape.
  package init(_ role: TensorRole, _ rowLength: Int64, _ rows: Int64 = 1, slices: Int64 = 1) {
    self.role = role
    self.rowLength = rowLength
    self.rows = rows
    self.slices = slices
  }

  /// The number of elements.
  package var elements: Int64 { rowLength * rows * slices }

  /// The parameters among them: whole numbers that name experts are none.
  package var parameters: Int64 { role == .expertTable ? 0 : elements }
}
