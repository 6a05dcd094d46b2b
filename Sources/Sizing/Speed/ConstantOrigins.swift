/// Constants of the speed model, without those of formats.
struct ConstantSet: OptionSet, Sendable, Equatable {
  let rawValue: UInt32

  static let weightEfficiency = ConstantSet(rawValue: 1 << 0)
  static let kernelBytesPerClock = ConstantSet(rawValue: 1 << 1)
  static let sharedMemoryFactor = ConstantSet(rawValue: 1 << 2)
  static let layerMicroseconds = ConstantSet(rawValue: 1 << 3)
  static let unfusedLayerMicroseconds = ConstantSet(rawValue: 1 << 4)
  static let expertLayerFactor = ConstantSet(rawValue: 1 << 5)
  static let expertReadFactor = ConstantSet(rawValue: 1 << 6)
  static let cacheEfficiency = ConstantSet(rawValue: 1 << 7)
  static let cacheBytesPerClock = ConstantSet(rawValue: 1 << 8)
  static let unfusedCacheEfficiency = ConstantSet(rawValue: 1 << 9)
  static let unfusedCacheBytesPerClock = ConstantSet(rawValue: 1 << 10)
  static let matrixUtilisation = ConstantSet(rawValue: 1 << 11)
  static let teraflopsPerWatt = ConstantSet(rawValue: 1 << 12)
  static let expertTileTokens = ConstantSet(rawValue: 1 << 13)
  static let singleWarpShare = ConstantSet(rawValue: 1 << 14)
  static let attentionUtilisation = ConstantSet(rawValue: 1 << 15)
  static let unfusedAttentionUtilisation = ConstantSet(rawValue: 1 << 16)
}

/// Where constants come from that no run of their class informs.
///
/// Source: `Benchmarks/Accuracy/fit.py`; the catalog's `speed-constants.csv` says the same in its notes.
struct ConstantOrigins: Sendable, Equatable {
  /// Constants and factors of formats that come from one place.
  struct Part: Sendable, Equatable {
    var constants: ConstantSet = []
    var formats: KernelFormats = []

    init(_ constants: ConstantSet = [], _ formats: KernelFormat...) {
      self.constants = constants
      for format in formats { self.formats.insert(KernelFormats(format)) }
    }
  }

  /// Fitted to older builds of the same back end.
  var olderBuilds = Part()
  /// Fitted to the nearest class of devices of the same maker.
  var nearest = Part()
  /// Fitted to devices under CUDA, for another back end.
  var cuda = Part()
  /// Fitted to llama.cpp on the same cards, for another program.
  var llamaCpp = Part()
  /// Fitted to several programs with kernels of one kind.
  var likeKernels = Part()
  /// Those of the nearest format of the same kind that was measured.
  var likeFormat = Part()
  /// Assumed, with which every fit began.
  var assumed = Part()

  /// Where a constant comes from; `nil` for one that runs of its class inform.
  func source(of constant: ConstantSet) -> TermSource? {
    source { $0.constants.contains(constant) }
  }

  /// Where the factor of a mix's format comes from; of a file that says no mix it is assumed.
  func source(ofFormat mix: QuantizationMix?) -> TermSource? {
    guard mix != nil else { return .assumedSpeed }
    return source { $0.formats.hold(mix) }
  }

  /// Where the factor of a checkpoint's format comes from; `nil` for one that runs inform, as they do of all
  /// with fewer than 16 bits.
  func source(ofCheckpoint format: CheckpointFormat) -> TermSource? {
    guard format.storage.bits >= 16 else { return nil }
    let kernels: KernelFormat = format == .fp16 ? .f16 : .bf16
    return source { $0.formats.contains(KernelFormats(kernels)) }
  }

  private func source(where holds: (Part) -> Bool) -> TermSource? {
    if holds(olderBuilds) { return .speedOfOlderBuilds }
    if holds(nearest) { return .borrowedSpeed }
    if holds(cuda) { return .speedOnCUDA }
    if holds(llamaCpp) { return .speedOfLlamaCpp }
    if holds(likeKernels) { return .speedOfLikeKernels }
    if holds(likeFormat) { return .speedOfLikeFormat }
    return holds(assumed) ? .assumedSpeed : nil
  }
}

extension SpeedEvidence {
  /// Where constants come from that runs of the class inform.
  var source: TermSource {
    switch self {
    case .several, .few, .scarce: .fittedSpeed
    case .one: .speedOfOneDevice
    case .kindred, .borrowed: .borrowedSpeed
    }
  }
}

extension SpeedConstants {
  /// Where a constant of decode comes from.
  func sourceOfDecode(_ constant: ConstantSet) -> TermSource {
    decode.origins.source(of: constant) ?? decodeEvidence.source
  }

  /// Where the factor of a format in decode comes from.
  func sourceOfDecode(_ mix: QuantizationMix?) -> TermSource {
    decode.origins.source(ofFormat: mix) ?? decodeEvidence.source
  }

  /// Where a constant of prefill comes from.
  func sourceOfPrefill(_ constant: ConstantSet) -> TermSource {
    prefill.origins.source(of: constant) ?? prefillEvidence.source
  }

  /// Where the factor of a format in prefill comes from.
  func sourceOfPrefill(_ mix: QuantizationMix?) -> TermSource {
    prefill.origins.source(ofFormat: mix) ?? prefillEvidence.source
  }
}
