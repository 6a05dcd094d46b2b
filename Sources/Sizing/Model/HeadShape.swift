/// The heads of a layer's attention.
package struct HeadShape: Sendable, Equatable {
  /// Query heads.
  package let queryHeads: Int64
  /// Key and value heads.
  package let kvHeads: Int64
  /// Elements of a key or query head.
  package let keySize: Int64
  /// Elements of a value head.
  package let valueSize: Int64

  /// Creates the shape.
  package init(queryHeads: Int64, kvHeads: Int64, keySize: Int64, valueSize: Int64) {
    self.queryHeads = queryHeads
    self.kvHeads = kvHeads
    self.keySize = keySize
    self.valueSize = valueSize
  }

  /// What stands for the heads of a model in which no layer has any: nothing of them is held or computed,
  /// and every type of cache divides them.
  package static let absent = HeadShape(queryHeads: 1, kvHeads: 1, keySize: 256, valueSize: 256)

  /// Width of all queries, in elements.
  package var queryWidth: Int64 { queryHeads * keySize }
  /// Width of all keys, in elements.
  package var keyWidth: Int64 { kvHeads * keySize }
  /// Width of all values, in elements.
  package var valueWidth: Int64 { kvHeads * valueSize }
  /// Width of what attention gives to its projection, in elements.
  package var outputWidth: Int64 { queryHeads * valueSize }
}
