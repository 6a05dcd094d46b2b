package import Diagnostics
package import Sizing

/// Whether the files of a checkpoint hold the model that its configuration describes.
///
/// Every tensor of the model must be there, by its name, with the sizes that the configuration calls for.
/// Of a tensor whose weights are packed the weights are counted. Scales and the like belong to their
/// matrices; whether they are there is not checked.
extension SafetensorsModel {
  /// Returns what does not fit, and what the files hold beside the model.
  ///
  /// - Parameters:
  ///   - model: The model that the configuration describes.
  ///   - configuration: What to call the configuration: a path.
  /// - Returns: Errors, or where there are none remarks.
  package func faults(against model: LanguageModel, in configuration: String) -> [Diagnostic] {
    let match = CheckpointMatch(tensors, model)
    let check = CheckpointCheck(
      files: files, match: match, layers: model.layers, configuration: configuration)
    let faults = check.faults
    return faults.isEmpty ? check.remarks : faults
  }
}

private struct CheckpointCheck {
  let files: [SafetensorsFile]
  let match: CheckpointMatch
  let layers: Int
  let configuration: String

  // MARK: Faults

  var faults: [Diagnostic] {
    guard !files.allSatisfy(\.tensors.isEmpty) else {
      return [
        fault(
          "safetensors-tensor-missing",
          "the files hold no tensors, expected those of \(Self.counted(layers)) by '\(configuration)'"
        )
      ]
    }
    var faults: [Diagnostic] = []
    let present = match.foundLayers.filter { $0 < layers }.count
    let surplus = match.surplusLayers.count
    if present < layers || surplus > 0 {
      faults.append(
        fault(
          "safetensors-tensor-differs",
          "the files hold tensors of \(Self.counted(present + surplus)), expected \(layers) by "
            + "'\(configuration)'"))
    }
    // Layers that are not there at all are told above.
    let missing = match.wanted.filter { wanted in
      guard wanted.isRequired, wanted.found.isEmpty, !wanted.isJoined else { return false }
      guard let layer = CheckpointName(wanted.tensor.names[0]).layer else { return true }
      return match.foundLayers.contains(layer)
    }
    if let first = missing.first {
      faults.append(
        fault(
          "safetensors-tensor-missing",
          "the tensor \(QuotedText.of(spelling(of: first.tensor))) is missing, expected "
            + "\(Self.sizes(first.tensor)) by '\(configuration)'"
            + Self.others(missing.count, "are missing too")))
    }
    let different = self.different
    if let first = different.first {
      faults.append(
        fault(
          "safetensors-tensor-differs", first.words + Self.others(different.count, "differ too"),
          in: first.tensor))
    }
    return faults
  }

  private typealias Difference = (words: String, tensor: StoredTensor)

  private var different: [Difference] {
    var found: [Difference] = []
    for wanted in match.wanted {
      guard let first = wanted.found.first else { continue }
      if let experts = wanted.tensor.pieces, wanted.found.count > 1 || experts == 1 {
        if wanted.found.count != experts {
          let plural = wanted.found.count == 1 ? "expert" : "experts"
          found.append(
            (
              "the files hold \(wanted.found.count) \(plural) of which one is "
                + "\(QuotedText.of(first.name)), expected \(experts) by '\(configuration)'", first
            ))
        } else if let other = wanted.found.first(where: { !wanted.tensor.fits(piece: $0) }) {
          found.append(difference(other, expected: wanted.tensor.piece))
        }
      } else if !wanted.tensor.fits(first) {
        found.append(difference(first, expected: wanted.tensor.shape))
      }
    }
    for join in match.joins {
      let elements = join.parts.reduce(Int64(0)) { $0 + match.wanted[$1].elements }
      guard !join.found.holds(elements) else { continue }
      found.append(
        (
          "the tensor \(QuotedText.of(join.found.name)) has \(Self.sizes(join.found.shape)), expected "
            + "\(elements) weights by '\(configuration)'", join.found
        ))
    }
    return found
  }

  private func difference(_ tensor: StoredTensor, expected shape: [Int64]) -> Difference {
    let count = shape.reduce(1, &*)
    let words =
      tensor.isPacked && tensor.elements != count
      ? "\(count) weights" : Self.sizes(shape.reversed())
    return (
      "the tensor \(QuotedText.of(tensor.name)) has \(Self.sizes(tensor.shape)) in \(tensor.format), "
        + "expected \(words) by '\(configuration)'", tensor
    )
  }

  // MARK: Remarks

  /// What the files hold beside the model, and whether it counts.
  var remarks: [Diagnostic] {
    [
      remark(match.counted, "it counts with the weights of its layer, as files are read whole"),
      remark(match.leftOut, "it is left out: of the language model nothing uses it"),
    ].compactMap(\.self)
  }

  private func remark(_ tensors: [StoredTensor], _ help: String) -> Diagnostic? {
    guard let first = tensors.first else { return nil }
    let bytes = tensors.reduce(0) { $0 + $1.bytes }
    let count =
      tensors.count == 1
      ? "the tensor \(QuotedText.of(first.name)) of \(bytes) bytes is"
      : "\(tensors.count) tensors of \(bytes) bytes are"
    let example = tensors.count == 1 ? "" : ", such as \(QuotedText.of(first.name))"
    return Diagnostic(
      "safetensors-surplus", .information,
      "\(count) none of those that '\(configuration)' describes\(example)", at: place(of: first),
      help: [help])
  }

  // MARK: Words

  /// A number of layers in words: `1 layer`.
  private static func counted(_ layers: Int) -> String {
    "\(layers) \(layers == 1 ? "layer" : "layers")"
  }

  /// The name of a missing tensor, as the other layers or most checkpoints spell it.
  private func spelling(of tensor: ExpectedTensor) -> String {
    let name = tensor.names[0]
    let layer = CheckpointName(name).layer
    let local = layer.map { String(name.dropFirst("blk.\($0).".count)) } ?? name
    for other in match.wanted where layer != nil {
      guard other.tensor.names[0].hasSuffix("." + local), let found = other.found.first,
        let number = CheckpointName(found.name).layer, let layer
      else { continue }
      return found.name.replacing(".\(number).", with: ".\(layer).", maxReplacements: 1)
    }
    let usual = CheckpointName.usual(local) ?? local
    return layer.map { "model.layers.\($0).\(usual)" } ?? usual
  }

  private func fault(
    _ id: Diagnostic.Identifier, _ summary: String, in tensor: StoredTensor? = nil
  ) -> Diagnostic {
    Diagnostic(
      id, summary, at: tensor.flatMap(place),
      help: ["fetch all files of the checkpoint, and the configuration of the same model"])
  }

  private func place(of tensor: StoredTensor) -> SourceSpan? {
    files.first { $0.tensors.contains(tensor) }.map { SourceSpan(binary: $0.path, 0..<0) }
  }

  private static func others(_ count: Int, _ what: String) -> String {
    count > 1 ? "; \(count - 1) more \(what)" : ""
  }

  private static func sizes(_ tensor: ExpectedTensor) -> String { sizes(tensor.shape.reversed()) }

  private static func sizes(_ shape: [Int64]) -> String {
    shape.isEmpty ? "1 element" : shape.map { "\($0)" }.joined(separator: " × ") + " elements"
  }
}

extension ExpectedTensor {
  /// How many tensors a checkpoint can have for this one: one for each expert, or for each of a list of
  /// projections; `nil` where it is one.
  fileprivate var pieces: Int? {
    switch role {
    case .expertGate, .expertUp, .expertDown, .streamProjection:
      // Sizes of one are left out of a shape.
      shape.count > 2 ? Int(clamping: shape[2]) : 1
    default: nil
    }
  }

  /// The sizes of one of the pieces.
  fileprivate var piece: [Int64] { Array(shape.prefix(2)) }

  /// Whether a tensor of a checkpoint holds one of the pieces.
  fileprivate func fits(piece tensor: StoredTensor) -> Bool {
    tensor.rowFirst == piece || tensor.isPacked && tensor.holds(piece.reduce(1, &*))
  }

  /// Whether a tensor of a checkpoint is this one.
  fileprivate func fits(_ tensor: StoredTensor) -> Bool {
    let count = shape.reduce(1, &*)
    let found = tensor.rowFirst
    if found == shape { return true }
    switch role {
    // Experts lie along their rows or across.
    case .expertGate, .expertUp, .expertDown, .expertBias:
      if found.sorted() == shape.sorted() { return true }
    // A table for the layers' own inputs may have fewer rows than the embedding.
    case .perLayerEmbedding:
      if found.count == 2, found[0] == shape[0], found[1] <= shape[1] { return true }
    case .outputGroupDown:
      if tensor.elements == count { return true }
    case .norm where names.contains(where: { $0.hasSuffix(".ssm_norm.weight") }):
      if tensor.elements == count { return true }
    default: break
    }
    return tensor.isPacked && tensor.holds(count)
  }
}

extension StoredTensor {
  /// Sizes from the row on, without those of one.
  fileprivate var rowFirst: [Int64] { ExpectedTensor.significant(shape.reversed()) }

  /// Whether one element can hold several weights.
  fileprivate var isPacked: Bool { ["I32", "U8", "I8", "F4"].contains(format) }

  /// Whether the elements can be so many weights: just those, or packed by whole bits.
  fileprivate func holds(_ weights: Int64) -> Bool {
    switch format {
    case "I32":
      (2...8).contains { bits in
        elements.multipliedFullWidth(by: 32) == weights.multipliedFullWidth(by: bits)
      }
    case "U8", "I8": elements == weights || 2 * elements == weights
    default: elements == weights
    }
  }
}
