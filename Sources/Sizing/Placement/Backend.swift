/// The kind of device and driver that runs a model; constants of speed and overhead depend on it.
package enum Backend: UInt8, Sendable, CaseIterable {
  /// CUDA on Ada and Blackwell.
  case cudaAda
  /// CUDA on Ampere.
  case cudaAmpere
  /// CUDA on Hopper.
  case cudaHopper
  /// CUDA on Turing and Volta.
  case cudaTuring
  /// ROCm on RDNA.
  case rocmRDNA
  /// ROCm on CDNA.
  case rocmCDNA
  /// Metal on Apple's chips.
  case metal
  /// SYCL or Vulkan on Intel's cards.
  case intel
  /// A desktop processor with two memory channels.
  case cpuDesktop
  /// A server processor with eight or more memory channels.
  case cpuServer

  /// The name for catalogs and options.
  package var name: StaticString {
    switch self {
    case .cudaAda: "cuda-ada"
    case .cudaAmpere: "cuda-ampere"
    case .cudaHopper: "cuda-hopper"
    case .cudaTuring: "cuda-turing"
    case .rocmRDNA: "rocm-rdna"
    case .rocmCDNA: "rocm-cdna"
    case .metal: "metal"
    case .intel: "intel"
    case .cpuDesktop: "cpu-desktop"
    case .cpuServer: "cpu-server"
    }
  }

  /// Whether it is one of NVIDIA's.
  package var isCUDA: Bool {
    switch self {
    case .cudaAda, .cudaAmpere, .cudaHopper, .cudaTuring: true
    default: false
    }
  }

  /// What the driver and its kernels take on a card beside the planned buffers.
  ///
  /// Fitted: 0.35 GiB for CUDA (0.2 to 0.6 seen), 0.4 for ROCm, 0.5 for Metal; none on processors.
  package var overhead: ByteBand {
    switch self {
    case .cudaAda, .cudaAmpere, .cudaHopper, .cudaTuring:
      ByteBand(low: .mebibytes(204.8), mid: .mebibytes(358.4), high: .mebibytes(614.4))
    case .rocmRDNA, .rocmCDNA, .intel:
      ByteBand(low: .mebibytes(204.8), mid: .mebibytes(409.6), high: .mebibytes(614.4))
    case .metal:
      ByteBand(low: .mebibytes(307.2), mid: .mebibytes(512), high: .mebibytes(614.4))
    case .cpuDesktop, .cpuServer:
      ByteBand(low: 0, mid: 0, high: 0)
    }
  }
}

/// A number of bytes that is known within a band.
package struct ByteBand: Sendable, Equatable {
  /// The least to expect.
  package let low: Int64
  /// The value to reckon with.
  package let mid: Int64
  /// The most to expect.
  package let high: Int64

  /// Creates a band.
  package init(low: Int64, mid: Int64, high: Int64) {
    self.low = low
    self.mid = mid
    self.high = high
  }
}

extension Int64 {
  /// The bytes of a number of MiB.
  static func mebibytes(_ count: Double) -> Int64 { Int64((count * 1_048_576).rounded()) }
}
