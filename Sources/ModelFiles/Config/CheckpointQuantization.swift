internal import Sizing

/// How the weights of a checkpoint are quantized, as its configuration says.
package struct CheckpointQuantization: Sendable, Equatable {
  /// The method as the file names it: `fp8`, `awq`, `gptq`, `bitsandbytes`, `mxfp4`, ….
  package var method: String
  /// Bits of a quantized weight, or `nil` when not stated.
  package var bits: Int64?
  /// Weights that share a scale, or `nil` when not stated.
  package var groupSize: Int64?
  /// Whether a quantized weight is a floating-point number.
  package var isFloat = false
  /// Whether a scale belongs to a square of weights (`weight_block_size`).
  package var hasSquareScales = false
  /// Whether the scales are quantized too (`bnb_4bit_use_double_quant`).
  package var hasQuantizedScales = false

  /// Reads the object `quantization_config`.
  init?(_ object: ConfigObject) {
    guard let method = object.text("quant_method") else { return nil }
    self.method = method
    bits = object.integer("bits") ?? object.integer("w_bit")
    groupSize = object.integer("group_size") ?? object.integer("q_group_size")
    if object.flag("load_in_4bit") == true { bits = 4 }
    if object.flag("load_in_8bit") == true { bits = 8 }
    if bits == nil { bits = Self.impliedBits(method, algorithm: object.text("quant_algo")) }
    hasSquareScales = object.states("weight_block_size")
    hasQuantizedScales = object.flag("bnb_4bit_use_double_quant") == true
    guard let groups = object.object("config_groups") else { return }
    for key in groups.keys {
      guard let weights = groups.object(key)?.object("weights") else { continue }
      bits = bits ?? weights.integer("num_bits")
      groupSize = groupSize ?? weights.integer("group_size")
      isFloat = isFloat || weights.text("type") == "float"
    }
  }

  /// The bits that a method or NVIDIA's name of an algorithm implies.
  private static func impliedBits(_ method: String, algorithm: String?) -> Int64? {
    switch (method, algorithm) {
    case ("fp8", _), ("fbgemm_fp8", _), (_, "FP8"): 8
    case ("mxfp4", _), (_, "NVFP4"): 4
    default: nil
    }
  }
}

extension CheckpointQuantization {
  /// The format with this method, bits and group, or `nil` where the engine has none.
  var format: CheckpointFormat? {
    switch (method, bits) {
    case ("fp8", _), ("fbgemm_fp8", _): hasSquareScales ? .fp8Block128 : .fp8
    case ("compressed-tensors", 8): isFloat ? .fp8 : .int8
    case ("compressed-tensors", 4) where isFloat: groupSize == 16 ? .nvfp4 : .mxfp4
    case ("compressed-tensors", 4): grouped([32: .int4Group32, 128: .int4Group128])
    case ("modelopt", 8): .fp8
    case ("modelopt", 4), ("modelopt_fp4", _): .nvfp4
    case ("awq", 4): grouped([32: .awqGroup32, 64: .awqGroup64, 128: .awqGroup128])
    case ("gptq", 4): grouped([32: .gptqGroup32, 64: .gptqGroup64, 128: .gptqGroup128])
    case ("gptq", 8): grouped([128: .gptq8Group128])
    case ("bitsandbytes", 8): .llmInt8
    case ("bitsandbytes", 4): hasQuantizedScales ? .nf4Double : .nf4
    case ("mxfp4", _): .mxfp4
    default: nil
    }
  }

  /// The format for the size of the groups; those of 128 where it is not stated, the tools' default.
  private func grouped(_ formats: [Int64: CheckpointFormat]) -> CheckpointFormat? {
    formats[groupSize ?? 128]
  }
}
