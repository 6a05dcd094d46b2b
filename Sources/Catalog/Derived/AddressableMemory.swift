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
  /// The cells of a reading that decide whether it counts.
  private static let reading: [ColumnInput] = [
    "reported_total_mib", "reported_by", "os", "source",
  ].map { .each("memory_reading", by: "gpu_id", $0) }

  private static let choice =
    "Of the totals that programs can allocate from, on Linux first, then those of programs, then "
    + "the lowest; only readings with a source that can be named. NVIDIA: totals of CUDA programs "
    + "at least 256 MiB below the marketed size; Intel: OpenCL totals on Linux × 19 ÷ 20; Apple: "
    + "Metal’s default limit."

  static let columns: [ColumnSchema] = [
    .computed(
      "memory_addressable_mib", .integer, "Addressable memory",
      "Total that a program can allocate from, read on a real card; not stated where no "
        + "publishable reading exists.", formula: choice,
      from: ["vendor", "memory_marketed_gb"] + reading),
    .computed(
      "memory_addressable_basis", .choice(["measured", "assumed"]), "Basis of addressable memory",
      "measured: a reading of the card; assumed: the marketed size less the usual reserve.",
      formula: "Measured where a reading counts, else assumed. " + choice,
      from: ["vendor", "memory_marketed_gb"] + reading),
    .computed(
      "memory_addressable_source", .text, "Source of addressable memory",
      "Where the reading was published; – where the value is assumed.",
      formula: "The source of the reading that counts. " + choice, listsIDsOf: "source",
      from: ["vendor", "memory_marketed_gb"] + reading),
    .computed(
      "memory_usable_gib", .decimal, "Usable memory",
      "What verdicts reckon with: the addressable memory, or the marketed size less 2.5 % "
        + "(Intel 5 %, Apple a quarter to a third).",
      formula: "Addressable memory ÷ 1,024. Where it is not stated: marketed memory × 0.975; Intel "
        + "× 0.95; Apple × 2 ÷ 3 up to 36 GB and × 3 ÷ 4 above; where the driver’s total shows that "
        + "error correction takes its sixteenth as delivered, that total × 0.975. Cut to three "
        + "decimals.",
      from: ["memory_addressable_mib", "memory_marketed_gb", "vendor", "class"] + reading
        + [.each("memory_reading", by: "gpu_id", "ecc")]),
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
    let device = MemoryDevice(gpu)
    let readings = readings[gpu.row.id] ?? []
    if let best = readings.compactMap({ MemoryCandidate($0, on: device) }).min() {
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
