internal import Sizing

/// How the weights of a checkpoint are quantized, as its configuration says.
package struct CheckpointQuantization: Sendable, Equatable {
  /// The method as the file names it: `fp8`, `awq`, `gptq`, `bitsandbytes`, `mxfp4`, …; an empty text
  /// where it names none.
  package var method: String
  /// The method in quotes and cut short, for messages; an empty text where the file names none.
  package var quotedMethod: String { method.isEmpty ? "" : QuotedText.of(method) }
  /// Bits of a quantized weight, or `nil` when not stated.
  package var bits: Int64?
  /// Weights that share a scale, or `nil` when not stated.
  package var groupSize: Int64?
  /// How AutoRound packed the weights (`packing_format`), or `nil` when not stated.
  package var packing: String?
  /// Rows and columns of the weights that share a scale (`weight_block_size`); empty where none do.
  package var scaleBlock: [Int64] = []
  /// Whether the scales are quantized too (`bnb_4bit_use_double_quant`).
  package var hasQuantizedScales = false
  /// Patterns for the modules that are left unquantized (`modules_to_not_convert`, `ignore`).
  package var keptModules: [String] = []
  /// The first field that says more of how weights are stored than is counted.
  package var uncounted: String?
  /// The groups of compressed-tensors, each with a way to store matrices; empty for other methods.
  var groups: [QuantizedGroup] = []

  /// Reads the object `quantization_config`.
  init(_ object: ConfigObject) {
    method = object.text("quant_method") ?? ""
    bits = object.integer("bits") ?? object.integer("w_bit")
    packing = object.text("packing_format")
    groupSize = object.integer("group_size") ?? object.integer("q_group_size")
    for (name, count) in [("load_in_4bit", Int64(4)), ("load_in_8bit", 8)]
    where object.flag(name) == true {
      bits = count
      // Files of older versions name no method beside these.
      if method.isEmpty { method = "bitsandbytes" }
    }
    if bits == nil { bits = Self.impliedBits(method, algorithm: object.text("quant_algo")) }
    scaleBlock = QuantizedGroup.block(object["weight_block_size"])
    hasQuantizedScales = object.flag("bnb_4bit_use_double_quant") == true
    for name in Self.keptFields { keptModules += Self.texts(object[name]) }
    for name in ["dynamic", "overrides", "layer_config", "quantized_layers"]
    where object.object(name)?.keys.isEmpty == false { uncounted = name }
    if object.flag("lm_head") == true { uncounted = "lm_head" }
    readGroups(object)
  }

  /// The fields that list modules which stay unquantized.
  static let keptFields = [
    "modules_to_not_convert", "ignore", "ignored_layers", "llm_int8_skip_modules",
    "exclude_modules",
  ]

  /// The groups that are read; published checkpoints have fewer than ten.
  private static let mostGroups = 64

  /// Reads the groups of compressed-tensors and ModelOpt; of the latter the first counts.
  private mutating func readGroups(_ object: ConfigObject) {
    guard let list = object.object("config_groups") else { return }
    var found: [QuantizedGroup] = []
    for key in list.keys.prefix(Self.mostGroups) {
      guard let group = list.object(key), let weights = group.object("weights") else { continue }
      found.append(QuantizedGroup(weights, targets: Self.texts(group["targets"])))
    }
    guard let first = found.first else { return }
    bits = bits ?? first.bits
    groupSize = groupSize ?? first.groupSize
    if method == "compressed-tensors" {
      groups = found
      if list.count > Self.mostGroups { uncounted = "config_groups" }
    } else if list.count > 1 || !first.hasAllOthers || first.targets.count > 1 {
      uncounted = "config_groups"
    }
  }

  private static func texts(_ member: JSONMember?) -> [String] {
    guard case .list(let items)? = member?.value.kind else { return [] }
    return items.compactMap { item in
      guard case .text(let text) = item.kind else { return nil }
      return text
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
    guard scaleBlock.isEmpty || scaleSquare != nil,
      groups.allSatisfy({ $0.storage != nil })
    else { return nil }
    return switch (method, bits) {
    case ("fp8", _), ("fbgemm_fp8", _): scaleBlock.isEmpty ? .fp8 : .fp8Block128
    case ("compressed-tensors", _): groups.first?.format
    case ("modelopt", 8): .fp8
    case ("modelopt", 4), ("modelopt_fp4", _): .nvfp4
    case ("awq", 4): grouped([32: .awqGroup32, 64: .awqGroup64, 128: .awqGroup128])
    // AutoRound packs as GPTQ does unless the file says otherwise.
    case ("auto-round", 4) where packing.map { $0.contains("gptq") } ?? true,
      ("gptq", 4):
      grouped([32: .gptqGroup32, 64: .gptqGroup64, 128: .gptqGroup128])
    case ("gptq", 8): grouped([128: .gptq8Group128])
    case ("bitsandbytes", 8): .llmInt8
    case ("bitsandbytes", 4): hasQuantizedScales ? .nf4Double : .nf4
    case ("mxfp4", _): .mxfp4
    default: nil
    }
  }

  /// How quantized matrices are stored, those of the first group where there are several; `nil` where it
  /// is as the format has it.
  var storage: MatrixStorage? {
    if let group = groups.first { return group.storage }
    guard format == .fp8Block128, let scaleSquare else { return nil }
    return .squares(scaleSquare)
  }

  /// Rows and columns of the squares that share a scale; `nil` where they are no squares of a size that
  /// is sized.
  private var scaleSquare: Int64? { QuantizedGroup.square(of: scaleBlock) }

  /// The format for the size of the groups; those of 128 where it is not stated, the tools' default.
  private func grouped(_ formats: [Int64: CheckpointFormat]) -> CheckpointFormat? {
    formats[groupSize ?? 128]
  }
}
