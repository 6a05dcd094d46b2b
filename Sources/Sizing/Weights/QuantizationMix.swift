/// A recipe of llama.cpp's quantiser: which format each tensor of a file gets.
package enum QuantizationMix: UInt8, Sendable, CaseIterable {
  case f32
  case f16
  case bf16
  case q8v0
  case q6K
  case q5KM
  case q5KS
  case q5v1
  case q5v0
  case q4KM
  case q4KS
  case q4v1
  case q4v0
  case iq4NL
  case iq4XS
  case q3KL
  case q3KM
  case q3KS
  case iq3M
  case iq3S
  case iq3XS
  case iq3XXS
  case q2K
  case q2KS
  case iq2M
  case iq2S
  case iq2XS
  case iq2XXS
  case iq1M
  case iq1S
  case tq2v0
  case tq1v0
  case mxfp4MoE

  /// The name as llama.cpp's quantiser spells it.
  package var name: StaticString {
    switch self {
    case .f32: "F32"
    case .f16: "F16"
    case .bf16: "BF16"
    case .q8v0: "Q8_0"
    case .q6K: "Q6_K"
    case .q5KM: "Q5_K_M"
    case .q5KS: "Q5_K_S"
    case .q5v1: "Q5_1"
    case .q5v0: "Q5_0"
    case .q4KM: "Q4_K_M"
    case .q4KS: "Q4_K_S"
    case .q4v1: "Q4_1"
    case .q4v0: "Q4_0"
    case .iq4NL: "IQ4_NL"
    case .iq4XS: "IQ4_XS"
    case .q3KL: "Q3_K_L"
    case .q3KM: "Q3_K_M"
    case .q3KS: "Q3_K_S"
    case .iq3M: "IQ3_M"
    case .iq3S: "IQ3_S"
    case .iq3XS: "IQ3_XS"
    case .iq3XXS: "IQ3_XXS"
    case .q2K: "Q2_K"
    case .q2KS: "Q2_K_S"
    case .iq2M: "IQ2_M"
    case .iq2S: "IQ2_S"
    case .iq2XS: "IQ2_XS"
    case .iq2XXS: "IQ2_XXS"
    case .iq1M: "IQ1_M"
    case .iq1S: "IQ1_S"
    case .tq2v0: "TQ2_0"
    case .tq1v0: "TQ1_0"
    case .mxfp4MoE: "MXFP4_MOE"
    }
  }

  /// The format of every tensor for which no rule says otherwise.
  package var baseType: TensorType {
    switch self {
    case .f32: .f32
    case .f16: .f16
    case .bf16: .bf16
    case .q8v0: .q8v0
    case .q6K: .q6K
    case .q5KM, .q5KS: .q5K
    case .q5v1: .q5v1
    case .q5v0: .q5v0
    case .q4KM, .q4KS: .q4K
    case .q4v1: .q4v1
    case .q4v0: .q4v0
    case .iq4NL: .iq4NL
    case .iq4XS: .iq4XS
    case .q3KL, .q3KM, .q3KS: .q3K
    case .iq3M, .iq3S, .iq3XS: .iq3S
    case .iq3XXS: .iq3XXS
    case .q2K, .q2KS: .q2K
    case .iq2M: .iq2S
    case .iq2S, .iq2XS: .iq2XS
    case .iq2XXS: .iq2XXS
    case .iq1M: .iq1M
    case .iq1S: .iq1S
    case .tq2v0: .tq2v0
    case .tq1v0: .tq1v0
    case .mxfp4MoE: .mxfp4
    }
  }
}
