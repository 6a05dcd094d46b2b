/// What a device's kernels are built with. A build of PyTorch, and with it of vLLM and transformers, has one.
package enum Toolkit: UInt8, Sendable, CaseIterable {
  /// NVIDIA's.
  case cuda
  /// AMD's.
  case rocm
  /// Apple's.
  case metal
  /// Intel's.
  case xpu
  /// A processor's own instructions.
  case processor

  /// The name for people.
  package var name: StaticString {
    switch self {
    case .cuda: "CUDA"
    case .rocm: "ROCm"
    case .metal: "Metal"
    case .xpu: "XPU"
    case .processor: "the processor"
    }
  }

  /// Who makes the cards.
  package var maker: StaticString {
    switch self {
    case .cuda: "NVIDIA"
    case .rocm: "AMD"
    case .metal: "Apple"
    case .xpu: "Intel"
    case .processor: "a processor's maker"
    }
  }
}

extension Backend {
  /// What its kernels are built with.
  package var toolkit: Toolkit {
    switch self {
    case .cudaAda, .cudaAmpere, .cudaHopper, .cudaTuring: .cuda
    case .rocmRDNA, .rocmCDNA: .rocm
    case .metal: .metal
    case .intel: .xpu
    case .cpuDesktop, .cpuServer: .processor
    }
  }
}
