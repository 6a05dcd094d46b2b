/// Memory, power and heat of a complete machine, from its parts.
///
/// Peak power: cards at their board power, processors at their highest power, 9 W for a registered
/// module or 5 W for an unbuffered one, 10 W for a drive, and 60 W for board and fans (300 W in a
/// server). A complete mini system is one chip: its power and 60 W for the rest. These are sizing
/// rules of this project; measured draw is lower.
struct ConfigurationFigures {
  private let machine: RecordReader
  private let platform: RecordReader?
  private let gpu: RecordReader?
  private let cpu: RecordReader?
  private let memory: RecordReader?
  private let supply: RecordReader?
  /// A complete mini system.
  private let isMini: Bool
  /// Servers have hot-swap supplies or come as a chassis with board.
  private let isServer: Bool
  private var peakWatts: Double?
  /// What the supplies carry when one has failed, where the machine is built for that.
  private var supplyWatts: Double?

  static let boardWatts = 60.0
  static let serverWatts = 300.0
  static let driveWatts = 10.0
  static let registeredModuleWatts = 9.0
  static let unbufferedModuleWatts = 5.0
  /// BTU per hour for a watt (formula reference, 12.4).
  static let heatPerWatt = 3.412

  init(of machine: RecordReader) {
    self.machine = machine
    platform = machine.record("platform_id", in: "platform")
    gpu = machine.record("gpu_id", in: "gpu")
    cpu = machine.record("cpu_id", in: "cpu")
    memory = machine.record("memory_id", in: "memory")
    supply = machine.record("power_supply_id", in: "power_supply")
    let kind = platform?["kind"].text
    isMini = kind == "complete mini"
    isServer = kind?.hasSuffix("server") == true || supply?["kind"].text == "redundant module"
    peakWatts = sumOfParts
    supplyWatts = sumOfSupplies
  }

  /// The cells of ``columns``.
  var cells: [Cell] {
    [
      whole(memoryGiB), modules, marketedVideoMemory, memoryRatio, peakPower, usablePower,
      whole(headroomPercent), whole(wallWatts),
      whole(wallWatts.map { $0 * Self.heatPerWatt }), circuit, lanes,
    ]
  }

  /// The cell of `peak_dc_w`.
  var peakPower: Cell { whole(peakWatts) }

  /// The cell of `psu_usable_w`.
  var usablePower: Cell { whole(supplyWatts) }

  private func whole(_ value: Double?) -> Cell {
    value.map { .integer(Int64($0.rounded(.toNearestOrAwayFromZero))) } ?? .notStated
  }

  private var moduleCount: Int64? {
    guard let memory else { return nil }
    return machine.count("memory_kits") * memory.count("modules")
  }

  private var modules: Cell { moduleCount.map(Cell.integer) ?? .notApplicable }

  /// Modules fitted; soldered memory is that of the system.
  private var memoryGiB: Double? {
    guard let memory, let moduleCount else {
      return isMini ? platform?["max_memory_gib"].number : nil
    }
    return memory["module_gib"].number.map { $0 * Double(moduleCount) }
  }

  private var cardMemory: Double? {
    gpu?["memory_marketed_gb"].number.map { $0 * Double(machine.count("gpu_count")) }
  }

  /// Unified memory is not counted twice.
  private var marketedVideoMemory: Cell {
    isMini ? .notApplicable : whole(gpu == nil ? 0 : cardMemory)
  }

  private var memoryRatio: Cell {
    guard !isMini, gpu != nil else { return .notApplicable }
    guard let memoryGiB, let cardMemory, cardMemory > 0 else { return .notStated }
    return .decimal((memoryGiB / cardMemory * 100).rounded(.toNearestOrAwayFromZero) / 100)
  }

  private var sumOfParts: Double? {
    if isMini { return (gpu?["tdp_w"].number).map { $0 + Self.boardWatts } }
    var sum = isServer ? Self.serverWatts : Self.boardWatts
    if let gpu {
      guard let power = gpu["tdp_w"].number else { return nil }
      sum += power * Double(machine.count("gpu_count"))
    }
    if let cpu {
      guard let power = cpu["max_power_w"].number ?? cpu["tdp_w"].number else { return nil }
      sum += power * Double(machine.count("cpu_count"))
    }
    if let memory, let moduleCount {
      let isRegistered = memory["type"].text?.holds("RDIMM") == true
      sum +=
        Double(moduleCount)
        * (isRegistered ? Self.registeredModuleWatts : Self.unbufferedModuleWatts)
    }
    return sum + Self.driveWatts * Double(machine.count("storage_count"))
  }

  private var sumOfSupplies: Double? {
    let spare: Int64 = machine["psu_redundancy"].text == "N+1" ? 1 : 0
    return supply?["rated_w"].number.map {
      $0 * Double(machine.count("power_supply_count") - spare)
    }
  }

  private var headroomPercent: Double? {
    guard let supplyWatts, let peakWatts, peakWatts > 0 else { return nil }
    return (supplyWatts / peakWatts - 1) * 100
  }

  /// 0.94 with Titanium supplies and in servers, 0.92 with others, 0.90 with small adapters.
  private var wallWatts: Double? {
    let isTitanium = supply?["efficiency"].text?.holds("Titanium") == true
    let efficiency = isMini ? 0.90 : isTitanium || isServer ? 0.94 : 0.92
    return peakWatts.map { $0 / efficiency }
  }

  /// Where a system's power is not stated, its supply bounds it.
  private var circuit: Cell {
    guard let wallWatts = wallWatts ?? supplyWatts.map({ $0 / 0.90 }) else { return .notStated }
    let needsHighVoltage = supply?["input_voltage"].text?.hasPrefix("200") == true
    return .text(
      Circuit.words(
        forWatts: wallWatts.rounded(.toNearestOrAwayFromZero), isMini: isMini,
        needsHighVoltage: needsHighVoltage))
  }

  /// The lanes that the cards' links take, and four for each drive.
  private var lanes: Cell {
    guard !isMini else { return .notApplicable }
    let drives = 4 * machine.count("storage_count")
    guard gpu != nil else { return .integer(drives) }
    guard let link = machine["gpu_link"].text, let width = Self.linkWidth(link) else {
      return .notStated
    }
    return .integer(machine.count("gpu_count") * width + drives)
  }

  /// Reads the 8 of `Gen5 x8`.
  private static func linkWidth(_ link: String) -> Int64? {
    link.split(separator: " ").first { $0.hasPrefix("x") }
      .flatMap { Int64($0.dropFirst().prefix { $0.isNumber }) }
  }
}

extension String {
  /// Whether a word of ASCII stands anywhere in the text. Looks at bytes, which takes a tenth of the
  /// time that `contains` does.
  fileprivate func holds(_ word: String) -> Bool {
    utf8.indices.contains { utf8[$0...].starts(with: word.utf8) }
  }
}
