/// How fast kernels take the bytes of a format, relative to the other formats of their class.
///
/// One where no measurement says otherwise; 0.8 for 16 bits and 1.1 for Q6_K are the priors of the fit.
package struct KernelFactors: Sendable, Equatable {
  var f16 = 0.8
  var bf16 = 0.8
  var q8v0 = 1.0
  var q6K = 1.0
  var q5K = 1.0
  var q4K = 1.0
  var q4v0 = 1.0
  var q3K = 1.0
  var q2K = 1.0
  var iq = 1.0
  var mxfp4 = 1.0
  /// Checkpoints of four bits.
  var w4 = 1.0
  /// Checkpoints of eight bits.
  var w8 = 1.0

  /// The factor of the matrices of a checkpoint.
  package func factor(of format: CheckpointFormat) -> Double {
    let bits = format.storage.bits
    if bits >= 16 { return format == .fp16 ? f16 : bf16 }
    return bits > 4 ? w8 : w4
  }

  /// Whether most of a file's tensors have 16 bits or more, which kernels need not unpack; of a file
  /// that says no mix it is not assumed.
  package static func isUnpacked(_ mix: QuantizationMix?) -> Bool {
    switch mix?.baseType {
    case .f32, .f16, .bf16: true
    default: false
    }
  }

  /// The factor of most of a file's tensors, or 1 for a file that says no mix.
  package func factor(of mix: QuantizationMix?) -> Double {
    guard let mix else { return 1 }
    return switch KernelFormat(mix) {
    case .f16: f16
    case .bf16: bf16
    case .q8v0: q8v0
    case .q6K: q6K
    case .q5K: q5K
    case .q4K: q4K
    case .q4v0: q4v0
    case .q3K: q3K
    case .q2K: q2K
    case .iq: iq
    case .mxfp4: mxfp4
    }
  }
}
