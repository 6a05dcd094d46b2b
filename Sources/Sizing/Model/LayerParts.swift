/// What a layer is made of.
package struct LayerParts: OptionSet, Sendable {
  /// The parts as bits.
  package let rawValue: UInt8
  /// Creates the set from bits.
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Attention with a cache.
  package static let attention = LayerParts(rawValue: 1)
  /// The attention sees a window only.
  package static let window = LayerParts(rawValue: 2)
  /// A recurrent part with a state of constant size.
  package static let recurrence = LayerParts(rawValue: 4)
  /// A dense feed-forward part.
  package static let feedForward = LayerParts(rawValue: 8)
  /// Experts.
  package static let experts = LayerParts(rawValue: 16)
  /// The attention reads the cache of an earlier layer and has none of its own.
  package static let borrowedCache = LayerParts(rawValue: 32)

  /// Whether the layer has keys and values of its own to keep.
  var keepsCache: Bool { contains(.attention) && !contains(.borrowedCache) }
}

/// Which layers hold attention and which a recurrent part instead.
package enum LayerPattern: Sendable, Equatable {
  /// Every layer is of the family's own kind.
  case uniform
  /// Each n-th layer holds attention, the others a recurrent part.
  case fullEvery(Int)
  /// One entry for each layer.
  case listed([LayerMixer])

  /// Whether a list has a layer with that part alone.
  package func lists(_ mixer: LayerMixer) -> Bool {
    guard case .listed(let mixers) = self else { return false }
    return mixers.contains(mixer)
  }
}

/// The part of a layer that mixes tokens, or the lack of it.
package enum LayerMixer: UInt8, Sendable, CaseIterable {
  /// Attention.
  case attention
  /// A recurrent part.
  case recurrence
  /// None: a dense feed-forward part stands alone.
  case feedForward
  /// None: experts stand alone.
  case experts
}
