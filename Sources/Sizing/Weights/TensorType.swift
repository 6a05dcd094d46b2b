/// A storage format of ggml: blocks of elements with their scales.
///
/// Source: the block structures of ggml's `ggml-common.h`.
package enum TensorType: UInt8, Sendable, CaseIterable {
  case f32
  case f16
  case bf16
  case q4v0
  case q4v1
  case q5v0
  case q5v1
  case q8v0
  case q2K
  case q3K
  case q4K
  case q5K
  case q6K
  case iq1S
  case iq1M
  case iq2XXS
  case iq2XS
  case iq2S
  case iq3XXS
  case iq3S
  case iq4NL
  case iq4XS
  case tq1v0
  case tq2v0
  case mxfp4

  /// Elements of a block.
  package var blockElements: Int64 {
    switch self {
    case .f32, .f16, .bf16: 1
    case .q4v0, .q4v1, .q5v0, .q5v1, .q8v0, .iq4NL, .mxfp4: 32
    default: 256
    }
  }

  /// Bytes of a block.
  package var blockBytes: Int64 {
    switch self {
    case .f32: 4
    case .f16, .bf16: 2
    case .q4v0, .iq4NL: 18
    case .q4v1: 20
    case .q5v0: 22
    case .q5v1: 24
    case .q8v0: 34
    case .q2K: 84
    case .q3K, .iq3S: 110
    case .q4K: 144
    case .q5K: 176
    case .q6K: 210
    case .iq1S: 50
    case .iq1M: 56
    case .iq2XXS, .tq2v0: 66
    case .iq2XS: 74
    case .iq2S: 82
    case .iq3XXS: 98
    case .iq4XS: 136
    case .tq1v0: 54
    case .mxfp4: 17
    }
  }

  /// Whether the format stores blocks with scales rather than plain numbers.
  package var isQuantized: Bool { blockElements > 1 }

  /// Bits for each element, scales included.
  package var bitsPerElement: Double { 8 * Double(blockBytes) / Double(blockElements) }

  /// The name as llama.cpp prints it.
  package var name: StaticString {
    switch self {
    case .f32: "F32"
    case .f16: "F16"
    case .bf16: "BF16"
    case .q4v0: "Q4_0"
    case .q4v1: "Q4_1"
    case .q5v0: "Q5_0"
    case .q5v1: "Q5_1"
    case .q8v0: "Q8_0"
    case .q2K: "Q2_K"
    case .q3K: "Q3_K"
    case .q4K: "Q4_K"
    case .q5K: "Q5_K"
    case .q6K: "Q6_K"
    case .iq1S: "IQ1_S"
    case .iq1M: "IQ1_M"
    case .iq2XXS: "IQ2_XXS"
    case .iq2XS: "IQ2_XS"
    case .iq2S: "IQ2_S"
    case .iq3XXS: "IQ3_XXS"
    case .iq3S: "IQ3_S"
    case .iq4NL: "IQ4_NL"
    case .iq4XS: "IQ4_XS"
    case .tq1v0: "TQ1_0"
    case .tq2v0: "TQ2_0"
    case .mxfp4: "MXFP4"
    }
  }

  /// The bytes of a tensor in this format: `elements / block elements × block bytes`.
  ///
  /// The row length must be a multiple of the block; `QuantizationMix` sees to that.
  package func bytes(of tensor: Tensor) -> Int64 {
    tensor.elements / blockElements * blockBytes
  }

  /// The format that llama.cpp's quantiser takes when a row is no multiple of the block.
  func fallback(forRowLength rowLength: Int64) -> TensorType {
    guard rowLength % blockElements != 0 else { return self }
    let other: TensorType =
      switch self {
      case .iq1S, .iq1M, .iq2XXS, .iq2XS, .iq2S, .iq3XXS, .iq3S, .iq4XS: .iq4NL
      case .q2K, .q3K, .tq1v0, .tq2v0: .q4v0
      case .q4K: .q5v0
      case .q5K: .q5v1
      case .q6K: .q8v0
      default: .f16
      }
    return rowLength % other.blockElements == 0 ? other : .f16
  }
}
