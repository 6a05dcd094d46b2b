/// A format of weights, as far as kernels of llama.cpp and measured runs are told apart.
package enum KernelFormat: UInt8, Sendable, CaseIterable {
  case f16
  case bf16
  case q8v0
  case q6K
  case q5K
  case q4K
  case q4v0
  case q3K
  case q2K
  case iq
  case mxfp4

  /// The format of most of a file's tensors.
  package init(_ mix: QuantizationMix) {
    self =
      switch mix.baseType {
      case .f32, .f16: .f16
      case .bf16: .bf16
      case .q8v0: .q8v0
      case .q6K: .q6K
      case .q5K, .q5v0, .q5v1: .q5K
      case .q4K: .q4K
      case .q4v0, .q4v1: .q4v0
      case .q3K: .q3K
      case .q2K: .q2K
      case .mxfp4: .mxfp4
      case .iq1S, .iq1M, .iq2XXS, .iq2XS, .iq2S, .iq3XXS, .iq3S, .iq4NL, .iq4XS, .tq1v0, .tq2v0: .iq
      }
  }

  /// Its name in the catalog.
  package var name: StaticString {
    switch self {
    case .f16: "F16"
    case .bf16: "BF16"
    case .q8v0: "Q8_0"
    case .q6K: "Q6_K"
    case .q5K: "Q5_K"
    case .q4K: "Q4_K"
    case .q4v0: "Q4_0"
    case .q3K: "Q3_K"
    case .q2K: "Q2_K"
    case .iq: "IQ"
    case .mxfp4: "MXFP4"
    }
  }
}

/// Some of the formats, a bit for each by its position.
package struct KernelFormats: OptionSet, Sendable, Equatable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// The set of one format.
  package init(_ format: KernelFormat) { rawValue = 1 << UInt16(format.rawValue) }

  /// All formats that there are.
  package static let all = KernelFormats(
    rawValue: 1 << UInt16(KernelFormat.allCases.count) - 1)

  /// Whether most tensors of a file have one of the formats; of a file that says no mix it is not known.
  package func hold(_ mix: QuantizationMix?) -> Bool {
    guard let mix else { return false }
    return contains(KernelFormats(KernelFormat(mix)))
  }
}
