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

extension Substring {
  /// The text without spaces at its ends.
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
