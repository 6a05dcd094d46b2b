/// What the choice of a reading depends on.
struct MemoryDevice {
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
