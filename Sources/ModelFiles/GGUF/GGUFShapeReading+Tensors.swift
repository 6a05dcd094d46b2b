internal import Diagnostics
internal import Sizing

/// Whether a file holds the tensors that its entries call for.
///
/// llama.cpp refuses a file that lacks a tensor of its architecture, or has it in another shape. What
/// it calls optional may be absent here too, and so may biases.
extension GGUFShapeReading {
  /// Refuses a file that lacks tensors of the shape, or has them in other sizes.
  mutating func checkTensors(_ model: LanguageModel) {
    var missing: [ExpectedTensor] = []
    var different: [(name: String, expected: ExpectedTensor)] = []
    for tensor in ExpectedTensor.all(of: model) where !isReplaced(tensor) {
      guard let name = tensor.names.first(where: { shapes[$0] != nil }) else {
        if tensor.isRequired { missing.append(tensor) }
        continue
      }
      if shapes[name]?.filter({ $0 != 1 }) != tensor.shape { different.append((name, tensor)) }
    }
    reportMissing(missing)
    reportDifferent(different)
    reportSurplusBlocks()
  }

  /// Whether one tensor of the file stands for several.
  private func isReplaced(_ tensor: ExpectedTensor) -> Bool {
    let names = Self.replacements[tensor.role] ?? []
    return names.contains { shapes[tensor.prefix + $0 + ".weight"] != nil }
  }

  /// Names of tensors that hold those of a role with others, or in parts.
  private static let replacements: [TensorRole: [String]] = [
    .attentionQuery: ["attn_qkv"], .attentionKey: ["attn_qkv"], .attentionValue: ["attn_qkv"],
    .attentionQueryKeyValue: ["attn_q", "ssm_in"], .recurrentGate: ["ssm_in"],
    .expertGate: ["ffn_gate_up_exps"], .expertUp: ["ffn_gate_up_exps"],
    .latentKeyUp: ["attn_kv_b"], .latentValueUp: ["attn_kv_b"],
  ]

  private mutating func reportMissing(_ missing: [ExpectedTensor]) {
    guard let name = missing.first?.names.first, let shape = missing.first?.shape else { return }
    let others = Self.others(missing.count, "are missing too")
    report(
      "gguf-tensor-missing",
      "the tensor \(QuotedText.of(name)) is missing, expected \(Self.sizes(shape))\(others)",
      at: 0..<0, help: [Self.remedy])
  }

  private mutating func reportDifferent(
    _ different: [(name: String, expected: ExpectedTensor)]
  ) {
    guard let first = different.first else { return }
    report(
      "gguf-tensor-differs",
      "the tensor \(QuotedText.of(first.name)) has \(Self.sizes(shapes[first.name] ?? [])), "
        + "expected \(Self.sizes(first.expected.shape)) by the file's entries"
        + Self.others(different.count, "differ too"),
      at: 0..<0, help: [Self.remedy])
  }

  /// Refuses tensors of blocks beyond the number that the file states.
  private mutating func reportSurplusBlocks() {
    let surplus = tensors.filter { tensor in
      if case .layer(let layer) = tensor.part { layer >= blocks } else { false }
    }
    guard let first = surplus.first, let entry = entry("block_count") else { return }
    report(
      "gguf-tensor-differs",
      "the tensor \(QuotedText.of(first.name)) is of no block, expected \(blocks) blocks "
        + "by \(QuotedText.of(entry.key))" + Self.others(surplus.count, "are of none too"),
      at: entry.range, help: [Self.remedy])
  }

  /// How to mend a file whose tensors and entries do not go together.
  static var remedy: String {
    "the file was cut or converted wrongly, and llama.cpp would not load it: fetch it again, "
      + "or convert the model again"
  }

  private static func others(_ count: Int, _ what: String) -> String {
    count > 1 ? "; \(count - 1) more \(what)" : ""
  }

  private static func sizes(_ shape: [Int64]) -> String {
    shape.isEmpty ? "1 element" : shape.map { "\($0)" }.joined(separator: " × ") + " elements"
  }
}
