/// What the tensors of one storage format add up to.
package struct FormatTotal: Sendable, Equatable {
  /// The name of the format, such as `Q4_K` or `BF16`.
  package let format: String
  /// Tensors in the format.
  package private(set) var tensors = 0
  /// Elements as stored.
  package private(set) var elements: Int64 = 0
  /// Bytes without padding.
  package private(set) var bytes: Int64 = 0

  /// Adds up tensors by format, the largest sum first, equal ones by name.
  package static func of(_ tensors: some Sequence<StoredTensor>) -> [FormatTotal] {
    var totals: [String: FormatTotal] = [:]
    for tensor in tensors {
      totals[tensor.format, default: FormatTotal(format: tensor.format)].add(tensor)
    }
    return totals.values.sorted { ($1.bytes, $0.format) < ($0.bytes, $1.format) }
  }

  private init(format: String) { self.format = format }

  private mutating func add(_ tensor: StoredTensor) {
    tensors += 1
    elements += tensor.elements
    bytes += tensor.bytes
  }
}
