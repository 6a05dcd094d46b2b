/// How many graphics cards processor and board connect at full and at half width.
///
/// Four lanes are kept for one drive. Cards on the chipset's lanes are not counted.
enum CardLanes {
  private static let driveLanes: Int64 = 4

  static let processorColumns = columns(
    wide: "(PCIe lanes − 4 for a drive) ÷ 16, rounded down",
    narrow: "(PCIe lanes − 4 for a drive) ÷ 8, rounded down",
    wideInputs: ["pcie_lanes_cpu_usable"], narrowInputs: ["pcie_lanes_cpu_usable"])

  private static let processors: [ColumnInput] = [
    .each("cpu", by: "family", is: "cpu_families", "pcie_lanes_cpu_usable"),
    .each("cpu", by: "family", is: "cpu_families", "sockets_max"), "sockets",
  ]

  static let platformColumns = columns(
    wide: "The least of: dual-slot cards that fit, slots with sixteen lanes, and (most lanes of "
      + "processors that it takes, over all sockets, − 4 for a drive) ÷ 16, rounded down",
    narrow: "The least of: dual-slot cards that fit, x16 slots, and (most lanes of processors that "
      + "it takes, over all sockets, − 4 for a drive) ÷ 8, rounded down",
    wideInputs: [
      "kind", "max_dual_slot_gpus", "x16_slots_electrical_x16", "cpu_families",
    ] + processors,
    narrowInputs: [
      "kind", "max_dual_slot_gpus", "x16_slots_physical", "x16_slots_electrical_x16",
      "cpu_families",
    ] + processors)

  private static func columns(
    wide: String, narrow: String, wideInputs: [ColumnInput], narrowInputs: [ColumnInput]
  ) -> [ColumnSchema] {
    [
      .computed(
        "cards_at_x16", .integer, "Cards at x16",
        "Cards with sixteen lanes each, after four lanes for a drive: what the processor’s lanes, "
          + "the slots and their spacing allow.", formula: wide, from: wideInputs),
      .computed(
        "cards_at_x8", .integer, "Cards at x8",
        "Cards with at least eight lanes each, counted the same way.", formula: narrow,
        from: narrowInputs),
    ]
  }

  /// The cells of a processor: what its own lanes allow in one socket.
  static func cells(ofProcessor cpu: RecordReader) -> [Cell] {
    guard let lanes = cpu["pcie_lanes_cpu_usable"].integer else { return [.notStated, .notStated] }
    return [16, 8].map { .integer(max(0, (lanes - driveLanes) / $0)) }
  }

  /// The cells of a platform: the least of slots, spacing and the lanes of its best processors.
  static func cells(ofPlatform platform: RecordReader) -> [Cell] {
    guard platform["kind"].text != "complete mini" else { return [.notApplicable, .notApplicable] }
    guard let room = platform["max_dual_slot_gpus"].integer,
      let lanes = processorLanes(of: platform)
    else { return [.notStated, .notStated] }
    // Links by cable are full links without a slot.
    let full = platform["x16_slots_electrical_x16"].integer
    let slots = platform["x16_slots_physical"].integer.map { max($0, full ?? 0) }
    return [(full, Int64(16)), (slots, 8)].map { slots, width in
      guard let slots else { return .notStated }
      return .integer(max(0, min(room, slots, (lanes - driveLanes) / width)))
    }
  }

  /// The most lanes that processors of the platform's families bring, over all sockets.
  private static func processorLanes(of platform: RecordReader) -> Int64? {
    guard let families = platform["cpu_families"].text else { return nil }
    let known = Set(IDList.items(families).map { String($0.id) })
    let lanes = platform.tables.records(of: "cpu").compactMap { cpu -> Int64? in
      guard let family = cpu["family"].text, known.contains(family) else { return nil }
      let sockets = min(platform.count("sockets"), cpu["sockets_max"].integer ?? 1)
      return cpu["pcie_lanes_cpu_usable"].integer.map { $0 * sockets }
    }
    return lanes.max()
  }
}
