/// How a checkpoint of safetensors files stores the matrices of a model's layers.
///
/// Embedding, output matrix, norms, biases, routers and short convolutions stay in 16 bits in all of
/// them, as the tools that make such checkpoints leave them.
package enum CheckpointFormat: UInt8, Sendable, CaseIterable {
  /// bfloat16.
  case bf16
  /// Half precision.
  case fp16
  /// FP8 with one scale for each matrix.
  case fp8
  /// FP8 with one scale for each square of 128 by 128.
  case fp8Block128
  /// FP8 with a power of two for each 32 weights.
  case mxfp8
  /// INT8 weights and activations, a scale for each row.
  case int8
  /// INT8 weights alone, a scale for each row.
  case int8WeightOnly
  /// bitsandbytes LLM.int8.
  case llmInt8
  /// AWQ of 4 bits in groups of 128.
  case awqGroup128
  /// AWQ of 4 bits in groups of 64.
  case awqGroup64
  /// AWQ of 4 bits in groups of 32.
  case awqGroup32
  /// GPTQ of 4 bits in groups of 128.
  case gptqGroup128
  /// GPTQ of 4 bits in groups of 64.
  case gptqGroup64
  /// GPTQ of 4 bits in groups of 32.
  case gptqGroup32
  /// GPTQ of 8 bits in groups of 128.
  case gptq8Group128
  /// Symmetric INT4 in groups of 128 (compressed-tensors).
  case int4Group128
  /// Symmetric INT4 in groups of 32 (compressed-tensors).
  case int4Group32
  /// INT4 with a 16-bit scale and a 16-bit zero point in groups of 128 (torchao).
  case int4ZeroGroup128
  /// The same in groups of 64 (torchao, HQQ).
  case int4ZeroGroup64
  /// The same in groups of 32 (torchao).
  case int4ZeroGroup32
  /// bitsandbytes NF4, 32-bit scales.
  case nf4
  /// bitsandbytes NF4 with quantized scales.
  case nf4Double
  /// FP4 with a power of two for each 32 weights; only the experts where there are any.
  case mxfp4
  /// FP4 with an FP8 scale for each 16 weights and one for each matrix.
  case nvfp4

  /// The name for people and options.
  package var name: StaticString {
    switch self {
    case .bf16: "BF16"
    case .fp16: "FP16"
    case .fp8: "FP8"
    case .fp8Block128: "FP8-block128"
    case .mxfp8: "MXFP8"
    case .int8: "INT8"
    case .int8WeightOnly: "INT8-weight-only"
    case .llmInt8: "LLM.int8"
    case .awqGroup128: "AWQ"
    case .awqGroup64: "AWQ-g64"
    case .awqGroup32: "AWQ-g32"
    case .gptqGroup128: "GPTQ"
    case .gptqGroup64: "GPTQ-g64"
    case .gptqGroup32: "GPTQ-g32"
    case .gptq8Group128: "GPTQ-8bit"
    case .int4Group128: "INT4"
    case .int4Group32: "INT4-g32"
    case .int4ZeroGroup128: "INT4-zero"
    case .int4ZeroGroup64: "INT4-zero-g64"
    case .int4ZeroGroup32: "INT4-zero-g32"
    case .nf4: "NF4"
    case .nf4Double: "NF4-DQ"
    case .mxfp4: "MXFP4"
    case .nvfp4: "NVFP4"
    }
  }

  /// The id in a catalog of quantizations.
  package var id: StaticString {
    switch self {
    case .bf16: "bf16"
    case .fp16: "fp16"
    case .fp8: "fp8-e4m3"
    case .fp8Block128: "fp8-block128"
    case .mxfp8: "mxfp8"
    case .int8: "int8-w8a8"
    case .int8WeightOnly: "int8-w8a16"
    case .llmInt8: "bnb-int8"
    case .awqGroup128: "awq-4bit-g128"
    case .awqGroup64: "awq-4bit-g64"
    case .awqGroup32: "awq-4bit-g32"
    case .gptqGroup128: "gptq-4bit-g128"
    case .gptqGroup64: "gptq-4bit-g64"
    case .gptqGroup32: "gptq-4bit-g32"
    case .gptq8Group128: "gptq-8bit-g128"
    case .int4Group128: "w4a16-g128"
    case .int4Group32: "w4a16-g32"
    case .int4ZeroGroup128: "torchao-int4wo-g128"
    case .int4ZeroGroup64: "hqq-4bit-g64"
    case .int4ZeroGroup32: "torchao-int4wo-g32"
    case .nf4: "nf4"
    case .nf4Double: "nf4-dq"
    case .mxfp4: "mxfp4"
    case .nvfp4: "nvfp4"
    }
  }

  /// How a matrix is stored.
  package var storage: MatrixStorage {
    switch self {
    case .bf16, .fp16: MatrixStorage(bits: 16)
    // A scale of the weights and one of the inputs, in 32 bits.
    case .fp8: MatrixStorage(bits: 8, bytesPerMatrix: 8)
    case .fp8Block128: .squares(128)
    case .mxfp8: MatrixStorage(bits: 8, scales: .groups(32), scaleBits: 8)
    case .int8, .int8WeightOnly: MatrixStorage(bits: 8, scales: .rows, scaleBits: 16)
    case .llmInt8: MatrixStorage(bits: 8, scales: .rows, scaleBits: 32)
    case .awqGroup128: .awq(128)
    case .awqGroup64: .awq(64)
    case .awqGroup32: .awq(32)
    case .gptqGroup128: .gptq(bits: 4, 128)
    case .gptqGroup64: .gptq(bits: 4, 64)
    case .gptqGroup32: .gptq(bits: 4, 32)
    case .gptq8Group128: .gptq(bits: 8, 128)
    case .int4Group128: MatrixStorage(bits: 4, scales: .groups(128), scaleBits: 16)
    case .int4Group32: MatrixStorage(bits: 4, scales: .groups(32), scaleBits: 16)
    case .int4ZeroGroup128: .int4Zero(128)
    case .int4ZeroGroup64: .int4Zero(64)
    case .int4ZeroGroup32: .int4Zero(32)
    // The table of the sixteen values in 32 bits.
    case .nf4: MatrixStorage(bits: 4, scales: .runs(64), scaleBits: 32, bytesPerMatrix: 64)
    // And that of the 256 values of the scales, and their mean.
    case .nf4Double:
      MatrixStorage(
        bits: 4, scales: .runs(64), scaleBits: 8, scalesPerOuterScale: 256,
        bytesPerMatrix: 64 + 1024 + 4)
    case .mxfp4: MatrixStorage(bits: 4, scales: .groups(32), scaleBits: 8)
    case .nvfp4: MatrixStorage(bits: 4, scales: .groups(16), scaleBits: 8, bytesPerMatrix: 8)
    }
  }

  /// Whether the format stores a tensor of a role; others stay in 16 bits.
  ///
  /// - Parameters:
  ///   - role: What the tensor is for.
  ///   - hasExperts: Whether the model has routed experts.
  /// - Returns: Whether the format stores it.
  package func quantizes(_ role: TensorRole, hasExperts: Bool) -> Bool {
    if self == .mxfp4, hasExperts { return role.isExpert }
    return role.isLayerMatrix
  }
}

extension TensorRole {
  /// Whether the tensor is a large matrix of a layer, which checkpoints quantize.
  package var isLayerMatrix: Bool {
    switch self {
    case .tokenEmbedding, .output, .norm, .bias, .router, .expertBias, .expertScale, .convolution,
      .indexerWeight, .recurrentRate, .recurrentDecay, .perLayerEmbedding, .perLayerProjection,
      .streamProjection, .streamRouter, .streamMixing:
      false
    default: true
    }
  }
}
