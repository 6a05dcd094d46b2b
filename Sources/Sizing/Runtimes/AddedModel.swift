/// A model that is loaded beside another one.
package enum AddedModel: Sendable {
  /// A draft model for speculative decoding, with a cache of its own.
  case draft(PreparedCheckpoint)
  /// A vision or audio tower with its projector, of so many bytes.
  case projector(bytes: Int64)

  /// Bytes of a projector, within what a machine can hold.
  static func bounded(_ bytes: Int64) -> Int64 { min(max(0, bytes), Card.usableBound) }
}
