/// What vLLM rounds up in MXFP4 experts, whose kernels compute in tiles.
///
/// Source: `mxfp4_round_up_hidden_size_and_intermediate_size` in vLLM's
/// `model_executor/layers/fused_moe/oracle/mxfp4.py` (2026), and `Mxfp4MoEMethod.create_weights` in
/// `model_executor/layers/quantization/mxfp4.py` before (2025-12).
struct ExpertPadding: Sendable, Equatable {
  /// What the width that experts work in is rounded up to a multiple of.
  let outer: Int64
  /// What a rank's part of an expert's own width is rounded up to a multiple of.
  let inner: Int64

  /// Marlin's kernels.
  static let marlin = ExpertPadding(outer: 256, inner: 128)
  /// FlashInfer's from TensorRT-LLM, and all under ROCm since 2026.
  static let both256 = ExpertPadding(outer: 256, inner: 256)
  /// FlashInfer's from CUTLASS, those of ROCm before but for CDNA 4, and Marlin's on XPU.
  static let both128 = ExpertPadding(outer: 128, inner: 128)
  /// Triton's on CUDA, and XPU's own.
  static let triton = ExpertPadding(outer: 1, inner: 64)

  /// A rank's part of an expert's matrices with both widths rounded up.
  func padded(_ part: Tensor) -> Tensor {
    let isDown = part.role == .expertDown
    return Tensor(
      part.role, part.rowLength.rounded(upTo: isDown ? inner : outer),
      part.rows.rounded(upTo: isDown ? outer : inner), slices: part.slices)
  }
}

/// The paddings of the kernels that vLLM may choose on a card.
struct ExpertPaddings: Sendable, Equatable {
  /// The narrowest.
  let low: ExpertPadding
  /// That of the kernels chosen by default.
  let mid: ExpertPadding
  /// The widest.
  let high: ExpertPadding

  private init(_ low: ExpertPadding, _ mid: ExpertPadding, _ high: ExpertPadding) {
    self.low = low
    self.mid = mid
    self.high = high
  }

  /// Chooses by the kind of device and NVIDIA's compute capability.
  ///
  /// By default Hopper has Triton's kernels and 10.x, the Blackwell of data centres, FlashInfer's from
  /// TensorRT-LLM; options and missing libraries choose others. Ampere and Ada have Marlin's alone, and so
  /// has 12.x but in builds of early 2026, which took Triton's for all from 9.0 on. Source:
  /// `select_mxfp4_moe_backend` in vLLM's `model_executor/layers/fused_moe/oracle/mxfp4.py` (2026-02 and later),
  /// `get_mxfp4_backend` in `model_executor/layers/quantization/mxfp4.py` (2025-12).
  init(on card: Card) {
    switch card.backend {
    case .cudaHopper: self.init(.triton, .triton, .marlin)
    case .cudaAmpere, .cudaTuring: self.init(.marlin, .marlin, .marlin)
    case .rocmCDNA, .rocmRDNA: self.init(.both128, .both256, .both256)
    case .intel: self.init(.triton, .triton, .both128)
    case .cudaAda, .metal, .cpuDesktop, .cpuServer:
      switch card.computeCapability / 10 {
      case 8: self.init(.marlin, .marlin, .marlin)
      case 10: self.init(.triton, .both256, .both256)
      case 0: self.init(.triton, .marlin, .both256)
      default: self.init(.triton, .marlin, .marlin)
      }
    }
  }
}
