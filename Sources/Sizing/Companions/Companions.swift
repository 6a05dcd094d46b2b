/// Models that llama.cpp loads beside the main one.
package struct Companions: Sendable {
  /// The draft model: one or none. A list, so that what has none carries no place for one around.
  private var drafts: [DraftModel]
  /// An encoder of pictures or sound with its projector.
  package var projector: Projector?

  /// Puts models beside the main one; none by default.
  package init(draft: DraftModel? = nil, projector: Projector? = nil) {
    drafts = draft.map { [$0] } ?? []
    self.projector = projector
  }

  /// A draft model for speculative decoding.
  package var draft: DraftModel? {
    get { drafts.first }
    set { drafts = newValue.map { [$0] } ?? [] }
  }

  /// Whether nothing is loaded beside the main model.
  package var isEmpty: Bool { drafts.isEmpty && projector == nil }
}

/// An encoder of pictures or sound with its projector, as llama.cpp's `--mmproj` loads it: whole, on
/// the first card.
///
/// Only its weights count. The working buffer of the encoder depends on the graph of each kind of
/// encoder and on the size of the picture, and is not known here.
package enum Projector: Sendable, Equatable {
  /// With the tensors of its file, in bytes.
  case stored(bytes: Int64)
  /// With so many parameters, of which the bytes are estimated: 16 bits each, as in most files.
  case parameters(Int64)

  /// Bytes of its weights, within what a machine can hold.
  package var bytes: Int64 {
    let bytes: Int64
    switch self {
    case .stored(let stored): bytes = stored
    case .parameters(let count): bytes = count.bounded(times: 2)
    }
    return min(max(0, bytes), Card.usableBound)
  }
}
