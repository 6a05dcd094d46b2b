/// What joins a card to the memory of the machine.
package enum CardLink: Sendable, Equatable {
  /// It is not known.
  case unknown
  /// The card's memory is the machine's.
  case shared
  /// A bus that carries so many GB/s in one direction.
  case bus(gigabytesPerSecond: Double)

  /// PCIe of a generation with so many lanes, or `nil` for one that is not known here.
  ///
  /// From 3.0 to 5.0 a lane carries 8, 16 or 32 GT/s, of which 128 bits in 130 are data: 0.985, 1.969
  /// and 3.938 GB/s. Source: PCI-SIG, PCI Express Base Specification, revisions 3.0, 4.0 and 5.0.
  package static func pcie(generation: Int, lanes: Int) -> CardLink? {
    guard (3...5).contains(generation), (1...16).contains(lanes) else { return nil }
    let transfers = Double(1 << generation)
    return .bus(gigabytesPerSecond: transfers * 128 / 130 / 8 * Double(lanes))
  }
}

/// What a card's speed depends on beside its bandwidth; zero where a figure is not known.
package struct CardRates: Sendable, Equatable {
  /// Units that run kernels side by side: NVIDIA's SM, AMD's CU, Intel's Xe-core, a core of Apple's
  /// GPU; of a processor its fast cores (symbol `CU`).
  package let computeUnits: Double
  /// Highest stated clock in GHz (symbol `f`).
  package let clockGHz: Double
  /// Dense FP16 rate of the matrix units in TFLOP/s, in the fastest accumulate (symbol `Φ`).
  package let matrixTeraflops: Double
  /// Power of the board in W.
  package let boardWatts: Double
  /// Whether the memory is LPDDR that a PC's processor shares. Apple's is not counted here: its
  /// measured rates need no correction.
  package let sharesMemory: Bool
  /// How many cards of this kind NVLink of 300 GB/s or more in each direction joins; zero where it joins none.
  /// More than that, like all others, pass sums over PCIe.
  package let fastLinkCards: Int
  /// What joins it to the memory of the machine.
  package let link: CardLink
  /// Measured by predicted decode rate of this card; zero when it was not measured.
  package let decodeFactor: Double
  /// Measured by predicted prefill rate of this card; zero when it was not measured.
  package let prefillFactor: Double
  /// Whether the decode factor rests on enough families of models with experts to hold for another.
  package let knowsExperts: Bool
  /// Formats of the runs that the decode factor rests on.
  package let decodeFormats: KernelFormats
  /// Formats of the runs that the prefill factor rests on.
  package let prefillFormats: KernelFormats

  /// What times of decoding are divided by: the factor of this card, or 1 where it was not measured.
  var decodeDivisor: Double { decodeFactor > 0 ? decodeFactor : 1 }
  /// The same of prompts.
  var prefillDivisor: Double { prefillFactor > 0 ? prefillFactor : 1 }

  /// Nothing is known.
  package static let unknown = CardRates(checkedUnits: 0)

  private init(checkedUnits: Double) {
    computeUnits = checkedUnits
    clockGHz = 0
    matrixTeraflops = 0
    boardWatts = 0
    sharesMemory = false
    fastLinkCards = 0
    link = .unknown
    decodeFactor = 0
    prefillFactor = 0
    knowsExperts = false
    decodeFormats = []
    prefillFormats = []
  }

  /// Creates rates, or `nil` when a number makes no sense.
  ///
  /// - Parameters:
  ///   - computeUnits: Units that run kernels side by side.
  ///   - clockGHz: Highest stated clock in GHz.
  ///   - matrixTeraflops: Dense FP16 rate of the matrix units in TFLOP/s.
  ///   - boardWatts: Power of the board in W.
  ///   - sharesMemory: Whether the memory is LPDDR that a PC's processor shares.
  ///   - fastLinkCards: How many such cards NVLink of 300 GB/s or more in each direction joins.
  ///   - link: What joins it to the memory of the machine.
  ///   - decodeFactor: Measured by predicted decode rate, from 0.5 to 2.
  ///   - prefillFactor: Measured by predicted prefill rate, from 0.5 to 2.
  ///   - knowsExperts: Whether the decode factor holds for another model with experts too.
  ///   - decodeFormats: Formats of the runs that the decode factor rests on.
  ///   - prefillFormats: Formats of the runs that the prefill factor rests on.
  package init?(
    computeUnits: Double = 0, clockGHz: Double = 0, matrixTeraflops: Double = 0,
    boardWatts: Double = 0, sharesMemory: Bool = false, fastLinkCards: Int = 0,
    link: CardLink = .unknown, decodeFactor: Double = 0, prefillFactor: Double = 0,
    knowsExperts: Bool = false, decodeFormats: KernelFormats = [],
    prefillFormats: KernelFormats = []
  ) {
    guard Self.isRate(computeUnits), Self.isRate(clockGHz), Self.isRate(matrixTeraflops),
      Self.isRate(boardWatts), Self.isFactor(decodeFactor), Self.isFactor(prefillFactor)
    else { return nil }
    self.computeUnits = computeUnits
    self.clockGHz = clockGHz
    self.matrixTeraflops = matrixTeraflops
    self.boardWatts = boardWatts
    self.sharesMemory = sharesMemory
    self.fastLinkCards = fastLinkCards
    self.link = link
    self.decodeFactor = decodeFactor
    self.prefillFactor = prefillFactor
    self.knowsExperts = knowsExperts
    self.decodeFormats = decodeFormats
    self.prefillFormats = prefillFormats
  }

  private static func isRate(_ value: Double) -> Bool { value >= 0 && value < 1e7 }

  private static func isFactor(_ value: Double) -> Bool {
    value == 0 || (value >= 0.5 && value <= 2)
  }
}
