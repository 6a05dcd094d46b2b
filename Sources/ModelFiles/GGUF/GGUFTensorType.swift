/// A storage format by the number that GGUF files carry.
///
/// Source: ggml's `ggml_type` and the block structures of `ggml-common.h`. Numbers that are missing
/// were withdrawn.
struct GGUFTensorType: Sendable, Equatable {
  let name: String
  /// Elements of a block.
  let blockElements: Int64
  /// Bytes of a block.
  let blockBytes: Int64

  private init(_ name: String, _ blockElements: Int64, _ blockBytes: Int64) {
    self.name = name
    self.blockElements = blockElements
    self.blockBytes = blockBytes
  }

  /// The format of a number, or `nil` when it is none of ggml's.
  static func of(_ number: UInt32) -> GGUFTensorType? { table[number] }

  private static let table: [UInt32: GGUFTensorType] = [
    0: Self("F32", 1, 4), 1: Self("F16", 1, 2), 2: Self("Q4_0", 32, 18), 3: Self("Q4_1", 32, 20),
    6: Self("Q5_0", 32, 22), 7: Self("Q5_1", 32, 24), 8: Self("Q8_0", 32, 34),
    9: Self("Q8_1", 32, 36), 10: Self("Q2_K", 256, 84), 11: Self("Q3_K", 256, 110),
    12: Self("Q4_K", 256, 144), 13: Self("Q5_K", 256, 176), 14: Self("Q6_K", 256, 210),
    15: Self("Q8_K", 256, 292), 16: Self("IQ2_XXS", 256, 66), 17: Self("IQ2_XS", 256, 74),
    18: Self("IQ3_XXS", 256, 98), 19: Self("IQ1_S", 256, 50), 20: Self("IQ4_NL", 32, 18),
    21: Self("IQ3_S", 256, 110), 22: Self("IQ2_S", 256, 82), 23: Self("IQ4_XS", 256, 136),
    24: Self("I8", 1, 1), 25: Self("I16", 1, 2), 26: Self("I32", 1, 4), 27: Self("I64", 1, 8),
    28: Self("F64", 1, 8), 29: Self("IQ1_M", 256, 56), 30: Self("BF16", 1, 2),
    34: Self("TQ1_0", 256, 54), 35: Self("TQ2_0", 256, 66), 39: Self("MXFP4", 32, 17),
    40: Self("NVFP4", 64, 36), 41: Self("Q1_0", 128, 18),
  ]
}
