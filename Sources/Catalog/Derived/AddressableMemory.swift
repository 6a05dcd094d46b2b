/// What programs can allocate from on a device: measured where a reading says so, else assumed.
///
/// The box states the memory that is built in. A program sees less: the driver keeps a part back,
/// error correction on GDDR6 takes a sixteenth, and on unified memory the system sets a limit.
///
/// **Measured.** A reading counts when it is the total that programs see, and its source names a
/// repository, so that it can be published:
/// - NVIDIA: totals of CUDA programs (llama.cpp, torch, OpenCL and others), not of nvidia-smi, which
///   counts the driver's reserve too. Only where the total is at least 256 MiB below the marketed
///   size: on Linux the reserve is 434 MiB or more, and on Windows the CUDA total does not show it.
/// - AMD: programs and the driver's own tools agree. Programs come first.
/// - Intel: what the driver offers, as llama.cpp prints it. The OpenCL benchmark scales that figure
///   up by 20/19 on Linux, which is undone here.
/// - Apple: Metal's recommended working set, which is the default limit. A raised limit does not
///   count.
///
/// Of several, readings on Linux come first, then those of programs, then the lowest figure.
///
/// **Assumed.** Where no reading counts, the column is blank and the usable memory is the marketed
/// size in GiB less 2.5 %; on Intel less 5 %, the driver's share on Linux; on Apple two thirds up to
/// 36 GiB and three quarters above, Metal's defaults. Where the driver's total shows that error
/// correction took its sixteenth in the default state (on in data-centre cards, off in others), that
/// total takes the place of the marketed size.
struct AddressableMemory {
  static let columns = [
    ColumnSchema(
      "memory_addressable_mib", .integer, label: "Addressable memory", origin: .computed,
      meaning: "Total that a program can allocate from, read on a real card; not stated where no "
        + "publishable reading exists."),
    ColumnSchema(
      "memory_addressable_basis", .choice(["measured", "assumed"]),
      label: "Basis of addressable memory", origin: .computed,
      meaning: "measured: a reading of the card; assumed: the marketed size less the usual reserve."
    ),
    ColumnSchema(
      "memory_addressable_source", .text, label: "Source of addressable memory",
      origin: .computed, listsIDsOf: "source",
      meaning: "Where the reading was published; – where the value is assumed."),
    ColumnSchema(
      "memory_usable_gib", .decimal, label: "Usable memory", origin: .computed,
      meaning: "What verdicts reckon with: the addressable memory, or the marketed size less 2.5 % "
        + "(Intel 5 %, Apple a quarter to a third)."),
  ]

  private let readings: [String: [MemoryReading]]

  init(tables: TableIndex) {
    var publishable: Set<String> = []
    for source in tables.records(of: "source") where source["publishable"].flag != false {
      publishable.insert(source.row.id)
    }
    let readings = tables.records(of: "memory_reading").compactMap {
      MemoryReading($0, publishable: publishable)
    }
    self.readings = Dictionary(grouping: readings, by: \.gpuID)
  }

  /// The cells of the computed columns of one device.
  func cells(of gpu: RecordReader) -> [Cell] {
    let device = Device(gpu)
    let readings = readings[gpu.row.id] ?? []
    if let best = readings.compactMap({ Candidate($0, on: device) }).min() {
      return [
        .integer(best.mebibytes), .text("measured"), .text(best.source),
        .decimal(Double(best.mebibytes) / 1024),
      ]
    }
    guard let assumed = device.assumedGiB(readings) else {
      return [.notStated, .text("assumed"), .notApplicable, .notStated]
    }
    // Three decimals, downwards: finer digits of a rule of thumb would be noise.
    let rounded = (assumed * 1000).rounded(.down) / 1000
    return [.notStated, .text("assumed"), .notApplicable, .decimal(rounded)]
  }
}

/// One publishable reading.
struct MemoryReading {
  let gpuID: String
  let mebibytes: Int64
  let program: String
  let system: String
  let hasECC: Bool?
  let source: String

  init?(_ record: RecordReader, publishable: Set<String>) {
    guard let gpuID = record["gpu_id"].text, let total = record["reported_total_mib"].integer,
      let program = record["reported_by"].text, let source = record["source"].text,
      source.split(separator: ";").contains(where: { publishable.contains($0.trimmed) })
    else { return nil }
    self.gpuID = gpuID
    self.mebibytes = total
    self.program = program
    self.system = record["os"].text ?? ""
    self.hasECC = record["ecc"].text.map { $0 == "on" }
    self.source = source
  }

  var isOnLinux: Bool { system.hasPrefix("Linux") || system == "DGX OS" }
}

/// What the choice of a reading depends on.
private struct Device {
  let vendor: String
  let isDataCentre: Bool
  let marketedGiB: Double?

  init(_ gpu: RecordReader) {
    vendor = gpu["vendor"].text ?? ""
    isDataCentre = gpu["class"].text == "datacenter"
    marketedGiB = gpu["memory_marketed_gb"].number
  }

  /// Returns the usable memory to assume where no reading counts.
  func assumedGiB(_ readings: [MemoryReading]) -> Double? {
    guard let marketedGiB else { return nil }
    switch vendor {
    case "Apple": return marketedGiB <= 36 ? marketedGiB * 2 / 3 : marketedGiB * 3 / 4
    case "Intel": return marketedGiB * 0.95
    default:
      let inDefaultState = readings.filter { $0.hasECC ?? isDataCentre == isDataCentre }
      let lowest = inDefaultState.map { Double($0.mebibytes) / 1024 }.min() ?? marketedGiB
      // Half of the sixteenth tells a missing share from rounding and small reserves.
      let base = lowest < marketedGiB * 31 / 32 ? lowest : marketedGiB
      return base * 0.975
    }
  }
}

/// A reading that counts, in the order of preference.
private struct Candidate: Comparable {
  let mebibytes: Int64
  let source: String
  private let systemRank: Int
  private let programRank: Int

  /// Returns `nil` for a reading that is not the total that programs see.
  init?(_ reading: MemoryReading, on device: Device) {
    var mebibytes = reading.mebibytes
    var programRank = 0
    switch device.vendor {
    case "NVIDIA":
      guard Self.isCUDA(reading.program), let marketedGiB = device.marketedGiB,
        Double(mebibytes) <= marketedGiB * 1024 - 256
      else { return nil }
    case "Intel":
      if reading.program == "OpenCL", reading.isOnLinux {
        mebibytes = mebibytes * 19 / 20
        programRank = 1
      } else if reading.program != "llama.cpp" {
        return nil
      }
    case "Apple":
      guard reading.program.hasPrefix("Metal") else { return nil }
    default:
      programRank = Self.programs.contains(reading.program) ? 0 : 1
    }
    self.mebibytes = mebibytes
    self.programRank = programRank
    self.source = reading.source
    self.systemRank = reading.isOnLinux ? 0 : reading.system.isEmpty ? 1 : 2
  }

  private static let programs: Set<String> = ["llama.cpp", "torch", "OpenCL"]

  private static func isCUDA(_ program: String) -> Bool {
    programs.contains(program) || program.hasPrefix("CUDA")
  }

  static func < (lhs: Candidate, rhs: Candidate) -> Bool {
    (lhs.systemRank, lhs.programRank, lhs.mebibytes, lhs.source)
      < (rhs.systemRank, rhs.programRank, rhs.mebibytes, rhs.source)
  }
}

extension Substring {
  /// The text without spaces at its ends.
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
