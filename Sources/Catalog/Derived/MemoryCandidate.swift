/// A reading that counts, in the order of preference.
struct MemoryCandidate: Comparable {
  let mebibytes: Int64
  let source: String
  private let systemRank: Int
  private let programRank: Int

  /// Returns `nil` for a reading that is not the total that programs see.
  init?(_ reading: MemoryReading, on device: MemoryDevice) {
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

  static func < (lhs: MemoryCandidate, rhs: MemoryCandidate) -> Bool {
    (lhs.systemRank, lhs.programRank, lhs.mebibytes, lhs.source)
      < (rhs.systemRank, rhs.programRank, rhs.mebibytes, rhs.source)
  }
}
