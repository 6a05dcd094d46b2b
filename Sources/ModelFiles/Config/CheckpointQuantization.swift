/// How the weights of a checkpoint are quantized, as its configuration says.
package struct CheckpointQuantization: Sendable, Equatable {
  /// The method as the file names it: `fp8`, `awq`, `gptq`, `bitsandbytes`, `mxfp4`, ….
  package var method: String
  /// Bits of a quantized weight, or `nil` when not stated.
  package var bits: Int64?
  /// Weights that share a scale, or `nil` when not stated.
  package var groupSize: Int64?

  /// Reads the object `quantization_config`.
  init?(_ object: ConfigObject) {
    guard let method = object.text("quant_method") else { return nil }
    self.method = method
    bits = object.integer("bits") ?? object.integer("w_bit")
    groupSize = object.integer("group_size") ?? object.integer("q_group_size")
    if object.flag("load_in_4bit") == true { bits = 4 }
    if object.flag("load_in_8bit") == true { bits = 8 }
    if bits == nil, method == "fp8" { bits = 8 }
    if bits == nil, method == "mxfp4" { bits = 4 }
    guard let groups = object.object("config_groups") else { return }
    for key in groups.keys {
      guard let weights = groups.object(key)?.object("weights") else { continue }
      bits = bits ?? weights.integer("num_bits")
      groupSize = groupSize ?? weights.integer("group_size")
    }
  }
}
