/// How many weights of the model an element of a checkpoint's tensor holds.
///
/// Quantized checkpoints pack several weights into one element and keep scales beside them. Which
/// is which follows from the names that the common quantizers give: AWQ and GPTQ (`qweight`,
/// `qzeros`, `scales`, `g_idx`), compressed-tensors (`weight_packed`, `weight_scale`), bitsandbytes
/// (`weight` with `weight.absmax`), gpt-oss (`_blocks`, `_scales`), ModelOpt (`weight` of 8 bits
/// with `weight_scale` and `weight_scale_2`).
struct PackedWeights {
  /// Names of the tensors of all files, which tell what lies beside a tensor.
  let names: Set<String>
  /// Bits of a packed weight.
  let bits: Int64

  /// The weights of the model that a tensor holds.
  func parameters(of name: String, format: String, elements: Int64) -> Int64 {
    let last = name.split(separator: ".").last.map(String.init) ?? name
    if Self.isAuxiliary(name) { return 0 }
    switch format {
    case "I32" where last == "qweight" || last == "weight_packed":
      // Three bits do not divide an integer: weights lie across its end.
      return elements / bits * 32 + elements % bits * 32 / bits
    case "U8" where last == "weight_packed" || last.hasSuffix("_blocks") || isHalved(name, last):
      return elements * 2
    default:
      return elements
    }
  }

  /// Whether a tensor of bytes holds two weights in each.
  private func isHalved(_ name: String, _ last: String) -> Bool {
    guard last == "weight" || last.hasSuffix("_proj") else { return false }
    return names.contains(name + ".absmax") || names.contains(name + "_scale_2")
      || names.contains(name + ".quant_state.bitsandbytes__nf4")
      || names.contains(name + ".quant_state.bitsandbytes__fp4")
  }

  private static let auxiliary: Set<String> = [
    "scales", "qzeros", "g_idx", "weight_scale", "weight_scale_2", "weight_scale_inv",
    "input_scale", "output_scale", "weight_shape", "weight_zero_point", "weight_g_idx",
    "weight_global_scale", "input_global_scale", "absmax", "quant_map", "nested_absmax",
    "nested_quant_map", "bitsandbytes__nf4", "bitsandbytes__fp4", "k_scale", "v_scale", "scale",
    "SCB", "weight_format", "inv_freq",
  ]

  /// Whether a tensor holds scales and the like beside the weights of another.
  static func isAuxiliary(_ name: String) -> Bool {
    let last = name.split(separator: ".").last.map(String.init) ?? name
    return auxiliary.contains(last) || last.hasSuffix("_scales") || last.hasSuffix("_scale_inv")
      || last.hasSuffix("proj_scale") || last.hasSuffix("_scale_2")
      || last.hasSuffix("_input_scale")
  }
}
