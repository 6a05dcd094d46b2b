internal import Sizing

/// Matrices that a checkpoint of compressed-tensors stores alike, by an entry of `config_groups`.
///
/// Source: `QuantizationArgs` of compressed-tensors (`quantization/quant_args.py`, 2025-10), which infers
/// the strategy where none is stated.
struct QuantizedGroup: Sendable, Equatable {
  /// Patterns for the modules, or names of their classes.
  let targets: [String]
  /// Bits of a weight, or `nil` when not stated.
  let bits: Int64?
  /// Weights of a row that share a scale, or `nil` when not stated.
  let groupSize: Int64?
  /// Whether a weight is a floating-point number.
  let isFloat: Bool
  /// Whether values are symmetric about zero, so that there are no zero points.
  let isSymmetric: Bool
  /// What shares a scale: `tensor`, `channel`, `group`, `tensor_group` or `block`.
  let strategy: String
  /// Rows and columns of a block; empty where there are none.
  let block: [Int64]
  /// Whether scales are powers of two in 8 bits.
  let hasByteScales: Bool

  /// Reads the object `weights` of a group.
  init(_ weights: ConfigObject, targets: [String]) {
    self.targets = targets
    bits = weights.integer("num_bits")
    groupSize = weights.integer("group_size")
    isFloat = weights.text("type")?.lowercased() == "float"
    isSymmetric = weights.flag("symmetric") ?? true
    block = Self.block(weights["block_structure"])
    hasByteScales = weights.text("scale_dtype")?.hasSuffix("uint8") == true
    if let stated = weights.text("strategy") {
      strategy = stated.lowercased()
    } else if let groupSize {
      strategy = groupSize > 0 ? "group" : "channel"
    } else {
      strategy = "tensor"
    }
  }

  /// The numbers of a block, which are a list or a text: `128x128`.
  static func block(_ member: JSONMember?) -> [Int64] {
    switch member?.value.kind {
    case .text(let text):
      return text.split(separator: "x").map { Int64($0) ?? 0 }
    case .list(let items):
      return items.map { item in
        guard case .number(let number) = item.kind else { return 0 }
        return number.integer ?? 0
      }
    default: return []
    }
  }
}

extension QuantizedGroup {
  /// The widest group or block that is sized.
  static let sizeBound: Int64 = 65_536

  /// The class of modules that every matrix of a layer is of.
  static let matrixClass = "Linear"

  /// Rows and columns of a block that is a square of a size that is sized; `nil` of another.
  static func square(of block: [Int64]) -> Int64? {
    guard block.count == 2, block[0] == block[1], (1...sizeBound).contains(block[0]) else {
      return nil
    }
    return block[0]
  }

  /// Whether the group has every matrix that no other group names.
  var hasAllOthers: Bool { targets.isEmpty || targets.contains(Self.matrixClass) }

  /// What shares a scale; `nil` where it is nothing that is sized.
  private var scales: MatrixStorage.Scales? {
    switch strategy {
    case "tensor": return MatrixStorage.Scales.none
    case "channel": return MatrixStorage.Scales.rows
    case "group", "tensor_group":
      guard let groupSize, (1...Self.sizeBound).contains(groupSize) else { return nil }
      return MatrixStorage.Scales.groups(groupSize)
    case "block": return Self.square(of: block).map(MatrixStorage.Scales.squares)
    default: return nil
    }
  }

  /// The engine's format that is nearest, by which speeds go and which is named; `nil` where there is none.
  var format: CheckpointFormat? {
    switch (isFloat, bits) {
    case (true, 8):
      if strategy == "block" { return .fp8Block128 }
      return strategy == "group" && hasByteScales ? .mxfp8 : .fp8
    case (true, 4): return groupSize == 16 ? .nvfp4 : .mxfp4
    case (false, 8): return .int8
    case (false, 4): return groupSize == 32 ? .int4Group32 : .int4Group128
    default: return nil
    }
  }

  /// How the matrices are stored; `nil` where it is nothing that is sized.
  var storage: MatrixStorage? {
    guard let format, let scales, let bits else { return nil }
    if !isFloat { return MatrixStorage.integers(bits: bits, scales, hasZeroPoints: !isSymmetric) }
    if bits == 4 || strategy == "tensor" { return format.storage }
    if case .squares(let size) = scales { return MatrixStorage.squares(size) }
    return MatrixStorage.floats(scales, scaleBits: hasByteScales ? 8 : 16)
  }
}

extension CheckpointLayout {
  /// Stores the matrices that each group names as the group says, and keeps those that none names in 16
  /// bits; where a group names what is not understood, any group may have any matrix.
  ///
  /// Names count before classes, and of two groups the first. Source: `find_matched_target` of vLLM
  /// (`compressed_tensors/utils.py`, 2025-10).
  ///
  /// - Parameters:
  ///   - groups: The groups.
  ///   - model: The model.
  /// - Returns: The first target that is not understood, or `nil`.
  mutating func store(_ groups: [QuantizedGroup], of model: LanguageModel) -> String? {
    var named: [MatrixGroup] = []
    var others: MatrixStorage?
    var unread: String?
    for group in groups {
      guard let storage = group.storage else { continue }
      if group.hasAllOthers, others == nil { others = storage }
      let patterns = group.targets.filter { $0 != QuantizedGroup.matrixClass }
      let found = NamedModules(
        patterns, of: model, mostSteps: NamedModules.mostSteps / groups.count)
      // What no format stores, such as the output matrix, would be stored in this one.
      unread = unread ?? found.unread.first ?? found.plain.first
      if !found.roles.isEmpty { named.append(MatrixGroup(storage, roles: found.roles)) }
    }
    if let unread {
      for group in groups {
        if let storage = group.storage, !candidates.contains(storage) { candidates.append(storage) }
      }
      // What no group has stays in 16 bits.
      if others == nil { candidates.append(CheckpointFormat.bf16.storage) }
      return unread
    }
    self.groups = named
    if let others {
      ownStorage = others
    } else {
      keep { role, layer in !named.contains { $0.roles[layer].contains(role) } }
    }
    return nil
  }

  /// Keeps the matrices of layers for which a condition holds in 16 bits.
  private mutating func keep(_ isKept: (TensorRole, Int) -> Bool) {
    let layers = groups.first?.roles.count ?? 0
    while kept.count < layers { kept.append(TensorRoles()) }
    for layer in 0..<layers {
      for role in TensorRole.allCases where role.isLayerMatrix && isKept(role, layer) {
        kept[layer].insert(role)
      }
    }
  }
}
