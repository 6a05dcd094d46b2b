/// A storage format of the KV cache.
package enum CacheType: UInt8, Sendable, CaseIterable {
  case f32
  case f16
  case bf16
  case q8v0
  case q5v1
  case q5v0
  case q4v1
  case q4v0
  case iq4NL

  /// The name as llama.cpp's options spell it.
  package var name: StaticString {
    switch self {
    case .f32: "f32"
    case .f16: "f16"
    case .bf16: "bf16"
    case .q8v0: "q8_0"
    case .q5v1: "q5_1"
    case .q5v0: "q5_0"
    case .q4v1: "q4_1"
    case .q4v0: "q4_0"
    case .iq4NL: "iq4_nl"
    }
  }

  /// The tensor format behind the name.
  package var tensorType: TensorType {
    switch self {
    case .f32: .f32
    case .f16: .f16
    case .bf16: .bf16
    case .q8v0: .q8v0
    case .q5v1: .q5v1
    case .q5v0: .q5v0
    case .q4v1: .q4v1
    case .q4v0: .q4v0
    case .iq4NL: .iq4NL
    }
  }

  /// Whether entries are stored in blocks with scales.
  package var isQuantized: Bool { tensorType.isQuantized }

  /// Bytes of a row of so many elements.
  func bytes(ofRow width: Int64) -> Int64 {
    width * tensorType.blockBytes / tensorType.blockElements
  }
}
