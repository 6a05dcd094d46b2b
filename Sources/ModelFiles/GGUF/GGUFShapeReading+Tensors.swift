internal import Diagnostics
internal import Sizing

/// Whether a file holds the tensors that its entries call for.
///
/// llama.cpp refuses a file that lacks a tensor of its architecture, or has it in another shape. What
/// it calls optional may be absent here too.
extension GGUFShapeReading {
  /// Refuses a file that lacks tensors of the shape, or has them in other sizes.
  mutating func checkTensors(_ model: LanguageModel) {
    var missing: [ExpectedTensor] = []
    var different: [Different] = []
    let expected = ExpectedTensor.all(of: model)
    for tensor in expected {
      if let replacement = tensor.replacement, let found = shapes[replacement.name] {
        if ExpectedTensor.significant(found) != replacement.shape {
          different.append(Different(replacement.name, replacement.shape, tensor.role))
        }
        continue
      }
      guard let name = tensor.names.first(where: { shapes[$0] != nil }) else {
        if tensor.isRequired { missing.append(tensor) }
        continue
      }
      if let found = shapes[name], !tensor.fits(found) {
        different.append(Different(name, tensor.shape, tensor.role))
      }
    }
    guard kind.origin != .tensors else {
      reportUnlikePlain(missing, different)
      reportSurplusBlocks()
      reportSurplusWork(model.architecture, beside: expected)
      return
    }
    reportMissing(missing)
    reportDifferent(different)
    reportSurplusBlocks()
    reportSurplusMatrices(model.architecture, beside: expected)
  }

  /// A tensor that has other sizes than the loader asks for.
  private struct Different {
    let name: String
    let expected: [Int64]
    let role: TensorRole

    init(_ name: String, _ expected: [Int64], _ role: TensorRole) {
      self.name = name
      self.expected = expected
      self.role = role
    }
  }

  private mutating func reportMissing(_ missing: [ExpectedTensor]) {
    guard let name = missing.first?.names.first, let shape = missing.first?.shape else { return }
    let others = Self.others(missing.count, "are missing too")
    report(
      "gguf-tensor-missing",
      "the tensor \(QuotedText.of(name)) is missing, expected \(Self.sizes(shape))\(others)",
      at: 0..<0, help: [Self.remedy])
  }

  private mutating func reportDifferent(_ different: [Different]) {
    guard let first = different.first else { return }
    report(
      "gguf-tensor-differs",
      "the tensor \(QuotedText.of(first.name)) has \(Self.sizes(shapes[first.name] ?? [])), "
        + "expected \(Self.sizes(first.expected)) by \(basis(of: first.role))"
        + Self.others(Set(different.map(\.name)).count, "differ too"),
      at: 0..<0, help: [Self.remedy])
  }

  /// Refuses a file of an architecture that is not known where its matrices are not those of a plain
  /// decoder. Vectors may be others: they are counted, and take next to nothing.
  private mutating func reportUnlikePlain(_ missing: [ExpectedTensor], _ different: [Different]) {
    let place = file.entry("general.architecture")?.range ?? 0..<0
    let start =
      "the architecture \(QuotedText.of(kind.name)) is not known, and of a plain decoder"
    let absent = missing.filter { !Self.isSmall($0.role) }
    if let first = absent.first, let name = first.names.first {
      report(
        "model-not-covered",
        "\(start) the tensor \(QuotedText.of(name)) of \(Self.sizes(first.shape)) is missing"
          + Self.others(absent.count, "are missing too"), at: place)
      return
    }
    let other = different.filter { !Self.isSmall($0.role) }
    guard let first = other.first else { return }
    report(
      "model-not-covered",
      "\(start) the tensor \(QuotedText.of(first.name)) would have \(Self.sizes(first.expected)), "
        + "found \(Self.sizes(shapes[first.name] ?? []))"
        + Self.others(Set(other.map(\.name)).count, "differ too"), at: place)
  }

  private static func isSmall(_ role: TensorRole) -> Bool { role == .norm || role == .bias }

  /// What tells the sizes of a tensor.
  private func basis(of role: TensorRole) -> String {
    switch role {
    case .tokenEmbedding, .output, .perLayerEmbedding:
      guard let tokens = statedTokens else { return "the file's entries" }
      return "the \(tokens) tokens of 'tokenizer.ggml.tokens'"
    default: return "the file's entries"
    }
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

  /// Refuses matrices of blocks that the loader's table does not name: it counts what it created against
  /// what is in the file. Vectors are let pass, of which releases add optional ones often.
  private mutating func reportSurplusMatrices(
    _ architecture: Architecture, beside expected: [ExpectedTensor]
  ) {
    let surplus = surplusMatrices(architecture, beside: expected)
    guard let first = surplus.first else { return }
    report(
      "gguf-tensor-differs",
      "the tensor \(QuotedText.of(first.name)) of \(Self.sizes(first.shape)) is none that files of the "
        + "architecture \(QuotedText.of(kind.name)) have"
        + Self.others(surplus.count, "are none either"),
      at: 0..<0, help: [Self.remedy])
  }

  private func surplusMatrices(
    _ architecture: Architecture, beside expected: [ExpectedTensor]
  ) -> [StoredTensor] {
    let names = Set(expected.flatMap { $0.names + [$0.replacement?.name].compactMap(\.self) })
    return tensors.filter { tensor in
      guard case .layer(let layer) = tensor.part, layer < layers else { return false }
      return tensor.name.hasPrefix("blk.") && !names.contains(tensor.name)
        && ExpectedTensor.significant(tensor.shape).count > 1
        && !ExpectedTensor.takes(tensor.name, inAnyBlockOf: architecture)
    }
  }

  /// Up to this share of all weights, matrices beside those of a plain decoder are counted: their work is
  /// within what ranges of speeds allow for.
  private static let surplusShare = 0.1

  /// Refuses a file of an architecture that is not known with so many weights beside those of a plain decoder
  /// that its speeds would be another model's.
  private mutating func reportSurplusWork(
    _ architecture: Architecture, beside expected: [ExpectedTensor]
  ) {
    let surplus = surplusMatrices(architecture, beside: expected)
    let all = tensors.reduce(0.0) { $0 + Double($1.elements) }
    let added = surplus.reduce(0.0) { $0 + Double($1.elements) }
    guard let first = surplus.first, added > Self.surplusShare * all else { return }
    report(
      "model-not-covered",
      "the architecture \(QuotedText.of(kind.name)) is not known, and the tensor "
        + "\(QuotedText.of(first.name)) of \(Self.sizes(first.shape)) is none of a plain decoder"
        + Self.others(surplus.count, "are none either")
        + ": together they hold more than a tenth of the weights",
      at: file.entry("general.architecture")?.range ?? 0..<0)
  }

  /// Reports a file that holds nothing but blocks that draft tokens; whether it does.
  mutating func reportDraftsAlone(_ architecture: Architecture) -> Bool {
    guard blocks > layers, ExpectedTensor.draftsAlone(architecture) else { return false }
    var bytes: Int64 = 0
    for tensor in tensors {
      guard case .layer(let layer) = tensor.part else { continue }
      if layer < layers { return false }
      bytes += tensor.bytes
    }
    guard bytes > 0 else { return false }
    report(
      "model-not-covered",
      "the file holds only the blocks that draft tokens, from block \(layers) on, which llama.cpp "
        + "loads beside the model that they draft for",
      at: entry("nextn_predict_layers")?.range ?? 0..<0,
      help: [
        "size the file of the model itself, and add the \(bytes) bytes of these blocks, "
          + "which are exact, and a cache for each of them"
      ])
    return true
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
