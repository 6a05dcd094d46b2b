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

  /// Width of all queries, in elements.
  package var queryWidth: Int64 { queryHeads * keySize }
  /// Width of all keys, in elements.
  package var keyWidth: Int64 { kvHeads * keySize }
  /// Width of all values, in elements.
  package var valueWidth: Int64 { kvHeads * valueSize }
  /// Width of what attention gives to its projection, in elements.
  package var outputWidth: Int64 { queryHeads * valueSize }
}
