package import Sizing

/// A processor of the catalog with its memory, ready for the engine.
package struct SizedProcessor: Sendable {
  package let id: String
  package let name: String
  package let sockets: Int
  /// The id of the graphics device that is the same chip, if the catalog has one.
  package let chip: String?
  /// What its speed follows from; `nil` where the catalog does not state all of it.
  package let processor: Processor?
  /// What the catalog does not state of that; none where `processor` is known.
  package let lacking: [ProcessorFact]
  /// Transfers of the memory in MT/s, or `nil` when neither given nor stated.
  package let megatransfers: Int64?
  /// Whether the memory's speed is the highest that the processor is made for, as nobody said another.
  package let assumesFastestMemory: Bool
}

/// What of a processor its speed follows from.
package enum ProcessorFact: Sendable, CaseIterable {
  /// How many channels of memory it has.
  case channels
  /// The speed of its memory.
  case memorySpeed
  /// How many cores it has.
  case cores
}

extension SizedCard {
  /// Refuses a processor beside a computer's own chip, which has none but its own.
  ///
  /// - Throws: `SizingFault` that names both.
  package func check(beside processor: SizedProcessor) throws(SizingFault) {
    guard standsAlone, processor.chip != id else { return }
    throw .secondProcessor(card: name, processor: processor.name)
  }
}

extension SizingEngine {
  /// Returns a processor with all its memory channels in use.
  ///
  /// Every core counts as a fast one: the catalog does not tell them apart. Only where cores and not
  /// memory bind does that matter.
  ///
  /// - Parameters:
  ///   - id: Its id in the catalog.
  ///   - sockets: How many of them.
  ///   - megatransfers: Speed of the memory in MT/s, or `nil` for the highest that it is made for.
  ///   - log: Where what is read is noted, if anywhere.
  /// - Returns: The processor.
  /// - Throws: `SizingFault` for an unknown id, or more sockets than it is made for.
  package func processor(
    _ id: String, sockets: Int = 1, megatransfers: Int64? = nil, log: ReadLog? = nil
  ) throws(SizingFault) -> SizedProcessor {
    log?.note(.record(table: "cpu", id: id))
    guard let record = record(id, of: cpus) else {
      throw unknown(id, in: cpus, table: "cpu", noun: "processor")
    }
    let most = record["sockets_max"].integer ?? 1
    guard sockets <= most else {
      throw .unsupported(
        table: "cpu", id: id, reason: "it is not made for \(sockets) sockets",
        help: [most == 1 ? "leave the count out" : "give at most \(most)"])
    }
    let speed = megatransfers ?? record["max_memory_speed_mt_s"].integer
    let (channels, cores) = (record["memory_channels"].number, record["cores"].number)
    var lacking: [ProcessorFact] = []
    if channels ?? 0 <= 0 { lacking.append(.channels) }
    if speed ?? 0 <= 0 { lacking.append(.memorySpeed) }
    if cores ?? 0 <= 0 { lacking.append(.cores) }
    var processor: Processor?
    if let channels, let cores, let speed {
      processor = Processor(
        bandwidthGBPerSecond: Double(sockets) * channels * Double(speed) * 8 / 1000,
        fastCores: Double(sockets) * cores, sockets: sockets)
    }
    return SizedProcessor(
      id: id, name: record["name"].text ?? id, sockets: sockets, chip: record["chip_gpu_id"].text,
      processor: processor, lacking: lacking, megatransfers: speed,
      assumesFastestMemory: megatransfers == nil)
  }

  /// The id of the processor that is the same chip as a graphics device; `nil` where the catalog has none.
  package func processorID(ofChip id: String) -> String? {
    guard let cpus else { return nil }
    return cpus.rows.first { row in
      record(row.id, of: cpus)?["chip_gpu_id"].text == id
    }?.id
  }

  /// Returns a drive.
  ///
  /// - Throws: `SizingFault` for an unknown id.
  package func disk(_ id: String, log: ReadLog? = nil) throws(SizingFault) -> SizedDisk {
    log?.note(.record(table: "storage", id: id))
    guard let record = record(id, of: drives) else {
      throw unknown(id, in: drives, table: "storage", noun: "drive")
    }
    return SizedDisk(
      name: record["name"].text ?? id,
      gigabytesPerSecond: record["read_mb_s"].number.map { $0 / 1000 }, isRated: true)
  }

  private func record(_ id: String, of table: Table?) -> RecordReader? {
    guard let table, let row = table.row(id: id) else { return nil }
    return RecordReader(tables: TableIndex([table]), table: table, row: row)
  }
}

/// A disk that models are loaded from.
package struct SizedDisk: Sendable {
  /// Its name in the catalog, or `nil` where only its rate was given.
  package let name: String?
  /// GB/s at which it reads one byte after the other; `nil` where the catalog does not state it.
  package let gigabytesPerSecond: Double?
  /// Whether the rate is the catalog's: that of the data sheet.
  package let isRated: Bool

  /// Makes a disk of which only the rate is known.
  package init(gigabytesPerSecond: Double) {
    self.init(name: nil, gigabytesPerSecond: gigabytesPerSecond, isRated: false)
  }

  init(name: String?, gigabytesPerSecond: Double?, isRated: Bool) {
    self.name = name
    self.gigabytesPerSecond = gigabytesPerSecond
    self.isRated = isRated
  }
}
