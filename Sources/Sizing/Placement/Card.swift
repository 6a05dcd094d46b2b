/// A device that holds layers: one graphics card, or the GPU's part of unified memory.
package struct Card: Sendable, Equatable {
  /// The largest memory that the engine accepts, in bytes.
  package static let usableBound: Int64 = 1 << 46

  /// Bytes that a program can allocate from.
  package let usableBytes: Int64
  /// The kind of device and driver.
  package let backend: Backend
  /// Memory bandwidth by the data sheet, in GB/s; zero when not known.
  package let bandwidthGBPerSecond: Double
  /// What its speed depends on beside the bandwidth.
  package let rates: CardRates
  /// Bytes of all memory of the machine, where the device shares it with the processor; else zero.
  package let sharedBytes: Int64
  /// NVIDIA's compute capability, ten times the major number plus the minor: 89 for 8.9. Zero for other
  /// makers and where it is not known.
  package let computeCapability: Int

  /// A CUDA card without limits: what is needed on it is needed, whatever there is.
  package static var unlimited: Card {
    Card(
      checkedBytes: usableBound, backend: .cudaAda, bandwidthGBPerSecond: 0, rates: .unknown,
      sharedBytes: 0, computeCapability: 0)
  }

  private init(
    checkedBytes: Int64, backend: Backend, bandwidthGBPerSecond: Double, rates: CardRates,
    sharedBytes: Int64, computeCapability: Int
  ) {
    usableBytes = checkedBytes
    self.backend = backend
    self.bandwidthGBPerSecond = bandwidthGBPerSecond
    self.rates = rates
    self.sharedBytes = sharedBytes
    self.computeCapability = computeCapability
  }

  /// Creates a card, or `nil` when a number makes no sense.
  ///
  /// - Parameters:
  ///   - usableBytes: Bytes that a program can allocate from, at most `usableBound`.
  ///   - backend: The kind of device and driver.
  ///   - bandwidthGBPerSecond: Memory bandwidth in GB/s; zero when not known.
  ///   - rates: What its speed depends on beside the bandwidth.
  ///   - sharedBytes: Bytes of all memory of the machine, where the device shares it with the
  ///     processor; else zero.
  ///   - computeCapability: NVIDIA's compute capability, 89 for 8.9; zero where there is none or it is not
  ///     known.
  package init?(
    usableBytes: Int64, backend: Backend, bandwidthGBPerSecond: Double = 0,
    rates: CardRates = .unknown, sharedBytes: Int64 = 0, computeCapability: Int = 0
  ) {
    guard usableBytes > 0, usableBytes <= Self.usableBound else { return nil }
    guard bandwidthGBPerSecond >= 0, bandwidthGBPerSecond < 1e7 else { return nil }
    guard sharedBytes >= 0, sharedBytes <= Self.usableBound else { return nil }
    guard (0..<1000).contains(computeCapability) else { return nil }
    self.init(
      checkedBytes: usableBytes, backend: backend, bandwidthGBPerSecond: bandwidthGBPerSecond,
      rates: rates, sharedBytes: sharedBytes, computeCapability: computeCapability)
  }

  /// Bytes that a comfortable fit leaves free: 1 GiB or 5 %, whichever is more.
  package var comfortableReserve: Int64 { max(1 << 30, usableBytes / 20) }
}
