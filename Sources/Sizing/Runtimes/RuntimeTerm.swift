/// One item of a runtime's ledger.
package struct RuntimeTerm: Sendable, Equatable {
  /// What the bytes are.
  package let item: RuntimeItem
  /// How many there are; a band without width where they are counted.
  package let bytes: ByteBand
  /// What the number rests on.
  package let basis: TermBasis

  init(_ item: RuntimeItem, _ bytes: ByteBand, _ basis: TermBasis) {
    self.item = item
    self.bytes = bytes
    self.basis = basis
  }

  init(_ item: RuntimeItem, exactly bytes: Int64) {
    self.init(item, ByteBand(low: bytes, mid: bytes, high: bytes), .exact)
  }
}

/// The items of a runtime's ledger.
package enum RuntimeItem: UInt8, Sendable, CaseIterable {
  /// The model's tensors.
  case weights
  /// Those of a draft model or a vision projector.
  case addedWeights
  /// Keys and values, and states of recurrent layers.
  case cache
  /// Those of a draft model.
  case addedCache
  /// What is alive at once while a batch is computed, with its logits.
  case activations
  /// Workspace of matrix products, and of weights that kernels unpack.
  case workspace
  /// CUDA graphs.
  case graphs
  /// Buffers of the communication between cards.
  case communication
  /// What the allocator holds and cannot use.
  case fragmentation
  /// The driver and its kernels.
  case driver

  /// The words for it.
  package var name: StaticString {
    switch self {
    case .weights: "weights"
    case .addedWeights: "added weights"
    case .cache: "cache"
    case .addedCache: "added cache"
    case .activations: "activations"
    case .workspace: "workspace"
    case .graphs: "CUDA graphs"
    case .communication: "communication"
    case .fragmentation: "fragmentation"
    case .driver: "driver"
    }
  }

  /// Whether PyTorch's allocator counts the bytes as allocated.
  var isAllocated: Bool {
    switch self {
    case .weights, .addedWeights, .cache, .addedCache, .activations, .workspace: true
    case .graphs, .communication, .fragmentation, .driver: false
    }
  }
}

/// What a term rests on.
package enum TermBasis: UInt8, Sendable, CaseIterable {
  /// Counted from the shapes of tensors.
  case exact
  /// Reckoned from the sizes and lifetimes of a runtime's intermediate results, and held against
  /// measurements.
  case derived
  /// From constants fitted to measurements.
  case fitted

  /// The word for it.
  package var name: StaticString {
    switch self {
    case .exact: "exact"
    case .derived: "derived"
    case .fitted: "fitted"
    }
  }
}
