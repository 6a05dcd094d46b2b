import Sizing
import Testing

/// A device with the figures that its speed depends on, by the data sheets.
struct Device: Sendable {
  let name: String
  let backend: Backend
  let bandwidth: Double
  let units: Double
  let clock: Double
  var matrix = 0.0
  var watts = 0.0
  var sharesMemory = false

  static let rtx3090 = Device(
    name: "RTX 3090", backend: .cudaAmpere, bandwidth: 936, units: 82, clock: 1.695,
    matrix: 142.3, watts: 350)
  static let rtx4090 = Device(
    name: "RTX 4090", backend: .cudaAda, bandwidth: 1008, units: 128, clock: 2.52, matrix: 330.3,
    watts: 450)
  static let rtx5080 = Device(
    name: "RTX 5080", backend: .cudaAda, bandwidth: 960, units: 84, clock: 2.617, matrix: 225.1,
    watts: 360)
  static let rtx5090 = Device(
    name: "RTX 5090", backend: .cudaAda, bandwidth: 1792, units: 170, clock: 2.407, matrix: 419,
    watts: 575)
  static let a100 = Device(
    name: "A100 80 GB", backend: .cudaAmpere, bandwidth: 2039, units: 108, clock: 1.41,
    matrix: 312, watts: 400)
  static let h100 = Device(
    name: "H100 80 GB SXM5", backend: .cudaHopper, bandwidth: 3350, units: 132, clock: 1.98,
    matrix: 989.4, watts: 700)
  static let h200 = Device(
    name: "H200 141 GB SXM", backend: .cudaHopper, bandwidth: 4800, units: 132, clock: 1.98,
    matrix: 989.4, watts: 700)
  static let b200 = Device(
    name: "B200 180 GB SXM", backend: .cudaAda, bandwidth: 8000, units: 148, clock: 1.965,
    matrix: 2250, watts: 1000)
  static let mi355x = Device(
    name: "MI355X", backend: .rocmCDNA, bandwidth: 8000, units: 256, clock: 2.4, matrix: 2516.6,
    watts: 1400)
  static let rtx6000Ada = Device(
    name: "RTX 6000 Ada", backend: .cudaAda, bandwidth: 960, units: 142, clock: 2.505,
    matrix: 364.2, watts: 300)
  static let radeon7900XT = Device(
    name: "RX 7900 XT", backend: .rocmRDNA, bandwidth: 800, units: 84, clock: 2.394, matrix: 103,
    watts: 315)
  static let radeon7900XTX = Device(
    name: "RX 7900 XTX", backend: .rocmRDNA, bandwidth: 960, units: 96, clock: 2.498,
    matrix: 122.8, watts: 355)
  static let radeonR9700 = Device(
    name: "AI PRO R9700", backend: .rocmRDNA, bandwidth: 640, units: 64, clock: 2.92,
    matrix: 191.4, watts: 300)
  static let mi300x = Device(
    name: "MI300X", backend: .rocmCDNA, bandwidth: 5300, units: 304, clock: 2.1, matrix: 1307.4,
    watts: 750)
  static let m2Ultra = Device(
    name: "M2 Ultra", backend: .metal, bandwidth: 800, units: 76, clock: 1.398, matrix: 27.2)
  static let arcA770 = Device(
    name: "Arc A770", backend: .intel, bandwidth: 560, units: 32, clock: 2.4, matrix: 131,
    watts: 225)
  static let strixHalo = Device(
    name: "Ryzen AI Max+ 395", backend: .rocmRDNA, bandwidth: 256, units: 40, clock: 2.9,
    matrix: 59.4, watts: 120, sharesMemory: true)
  static let gb10 = Device(
    name: "GB10", backend: .cudaAda, bandwidth: 273, units: 48, clock: 2.418, matrix: 125,
    watts: 140, sharesMemory: true)
  static let m4Pro = Device(
    name: "M4 Pro", backend: .metal, bandwidth: 273, units: 20, clock: 1.797, matrix: 9.2)

  /// A card that everything fits on.
  func card(
    decodeFactor: Double = 0, prefillFactor: Double = 0, fastLinkCards: Int = 0,
    knowsExperts: Bool = false, formats: KernelFormats = .all
  ) throws -> Card {
    let rates = try #require(
      CardRates(
        computeUnits: units, clockGHz: clock, matrixTeraflops: matrix, boardWatts: watts,
        sharesMemory: sharesMemory, fastLinkCards: fastLinkCards, decodeFactor: decodeFactor,
        prefillFactor: prefillFactor, knowsExperts: knowsExperts, decodeFormats: formats,
        prefillFormats: formats))
    return try largeCard(backend, bandwidth: bandwidth, rates: rates)
  }
}
