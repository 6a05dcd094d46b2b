package import Sizing

/// A processor of the catalog with its memory, ready for the engine.
package struct SizedProcessor: Sendable {
  package let id: String
  package let name: String
  package let processor: Processor
  /// Transfers of the memory in MT/s.
  package let megatransfers: Int64
  /// Whether the memory's speed is the highest that the processor is made for, as nobody said another.
  package let assumesFastestMemory: Bool
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
  /// - Returns: The processor.
  /// - Throws: `SizingFault` for an unknown id, more sockets than it is made for, or a processor whose
  ///   channels, cores or memory speed are not stated.
  package func processor(
    _ id: String, sockets: Int = 1, megatransfers: Int64? = nil
  ) throws(SizingFault) -> SizedProcessor {
    guard let record = cpuRecord(id) else {
      throw unknown(id, in: cpus, table: "cpu", noun: "processor")
    }
    let most = record["sockets_max"].integer ?? 1
    guard sockets <= most else {
      throw .unsupported(
        table: "cpu", id: id, reason: "it is not made for \(sockets) sockets",
        help: [most == 1 ? "leave the count out" : "give at most \(most)"])
    }
    guard let channels = record["memory_channels"].number, let cores = record["cores"].number,
      let speed = megatransfers ?? record["max_memory_speed_mt_s"].integer,
      let processor = Processor(
        bandwidthGBPerSecond: Double(sockets) * channels * Double(speed) * 8 / 1000,
        fastCores: Double(sockets) * cores, sockets: sockets)
    else {
      throw .unsupported(
        table: "cpu", id: id, reason: "its memory channels, speed or cores are not stated",
        help: [])
    }
    return SizedProcessor(
      id: id, name: record["name"].text ?? id, processor: processor, megatransfers: speed,
      assumesFastestMemory: megatransfers == nil)
  }

  private func cpuRecord(_ id: String) -> RecordReader? {
    guard let cpus, let row = cpus.row(id: id) else { return nil }
    return RecordReader(tables: TableIndex([cpus]), table: cpus, row: row)
  }
}
