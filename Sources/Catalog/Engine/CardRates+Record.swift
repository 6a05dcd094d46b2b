internal import Sizing

extension CardRates {
  /// FLOP that a core of Apple's GPUs does in a clock: 128 lanes, a multiplication and an addition each.
  private static let appleOperationsPerClock = 256.0

  /// Reads what a card's speed depends on from its record.
  ///
  /// Of Apple's chips the record states the FP32 rate and no clock: the clock follows from rate and
  /// cores, and the rate stands for that of matrix units, which these chips do not have.
  ///
  /// - Parameters:
  ///   - record: The card's record.
  ///   - factors: What was measured of single cards.
  ///   - part: The part of the card's units, rates and power that one of its devices has.
  init?(_ record: RecordReader, _ factors: CardFactors, part: Double = 1) {
    let units = record["compute_units"].number ?? 0
    let isApple = record["vendor"].text == "Apple"
    var clock = (record["boost_clock_mhz"].number ?? 0) / 1000
    var matrix = record["fp16_tensor_dense_tflops"].number ?? 0
    if isApple, units > 0 {
      let shader = record["fp32_tflops"].number ?? 0
      matrix = shader
      clock = shader * 1000 / (units * Self.appleOperationsPerClock)
    }
    let sharesMemory = !isApple && record["class"].text == "soc"
    let speed = Backend(record).speed(sharesMemory: sharesMemory)
    self.init(
      computeUnits: units * part, clockGHz: clock, matrixTeraflops: matrix * part,
      boardWatts: (record["tdp_w"].number ?? 0) * part, sharesMemory: sharesMemory,
      fastLinkCards: Self.fastLinkCards(record),
      link: CardLink(record), decodeFactor: factors.factor("decode", of: record.row.id),
      prefillFactor: factors.factor("prefill", of: record.row.id),
      knowsExperts: factors.knowsExperts(record.row.id),
      decodeFormats: factors.formats("decode", of: record.row.id, under: speed),
      prefillFormats: factors.formats("prefill", of: record.row.id, under: speed))
  }

  /// How many cards NVLink of 300 GB/s or more in each direction joins.
  ///
  /// The catalog counts both directions; bridges of less are an option that few have. Modules are all joined
  /// by the board they are on, cards in slots by bridges, and a bridge joins two at least.
  private static func fastLinkCards(_ record: RecordReader) -> Int {
    guard record["nvlink_gb_s"].number ?? 0 >= 600 else { return 0 }
    if let cards = record["nvlink_cards"].integer { return Int(cards) }
    return record["form"].text == "sxm" ? .max : 2
  }
}

extension CardLink {
  /// Reads what joins a device to the machine: of a computer's chip nothing does, of a module that is
  /// joined otherwise than by PCIe it is not known.
  init(_ record: RecordReader) {
    if record["class"].text == "soc" {
      self = .shared
      return
    }
    let (generation, lanes) = (record["pcie_gen"].integer, record["pcie_lanes"].integer)
    self =
      if let generation, let lanes {
        .pcie(generation: Int(generation), lanes: Int(lanes)) ?? .unknown
      } else {
        .unknown
      }
  }
}

/// What was measured of single cards, by the catalog's constants of speed.
struct CardFactors {
  /// Of as many families of models with experts a card's factor has to rest on to hold for another.
  ///
  /// With two, each stands for the other: left out in turn, their rates are off by a third.
  /// Source: `Benchmarks/Accuracy/ranges.csv`, decode MoE of known cards.
  static let leastExpertFamilies: Int64 = 3

  private var values: [String: [String: Double]] = [:]
  private var knowing: Set<String> = []
  private var measured: [String: [String: KernelFormats]] = [:]
  private var builds: [String: [String: String]] = [:]

  init(_ tables: TableIndex) {
    for record in tables.records(of: "speed_constant") {
      guard let card = record["gpu_id"].text, let phase = record["phase"].text,
        let value = record["value"].number
      else { continue }
      values[phase, default: [:]][card] = value
      builds[phase, default: [:]][card] = record["builds"].text
      measured[phase, default: [:]][card] = Self.formats(record["measured_formats"].text ?? "")
      if phase == "decode",
        record["expert_families"].integer ?? 0 >= Self.leastExpertFamilies
      {
        knowing.insert(card)
      }
    }
  }

  /// The factor of a card in a phase; zero where it was not measured.
  func factor(_ phase: String, of card: String) -> Double { values[phase]?[card] ?? 0 }

  /// Whether a card's factor of decode rests on enough families of models with experts.
  func knowsExperts(_ card: String) -> Bool { knowing.contains(card) }

  /// The formats of the runs that vouch for a card's factor in a phase.
  ///
  /// None where these runs are of other builds than the constants that are used, unless several devices were
  /// measured with the latter: else nothing tells that what a card reached beside older constants it reaches
  /// beside these.
  func formats(
    _ phase: String, of card: String, under speed: SpeedConstants?
  ) -> KernelFormats {
    guard let speed else { return [] }
    let isDecode = phase == "decode"
    let evidence = isDecode ? speed.decodeEvidence : speed.prefillEvidence
    let used = "\(isDecode ? speed.decodeBuilds : speed.prefillBuilds)"
    guard evidence == .several || builds[phase]?[card] == used else { return [] }
    return measured[phase]?[card] ?? []
  }

  /// Reads formats by their names, separated by `;`.
  private static func formats(_ list: String) -> KernelFormats {
    var formats = KernelFormats()
    for part in list.split(separator: ";") {
      let name = part.drop { $0 == " " }
      if let format = KernelFormat.allCases.first(where: { "\($0.name)" == name }) {
        formats.insert(KernelFormats(format))
      }
    }
    return formats
  }
}
