/// What a tensor of a Hugging Face checkpoint is, by its name.
///
/// Classes spell the same parts differently. The tables translate them to the names that GGUF files have,
/// by which the shape of a model lists its tensors (`ExpectedTensor`).
///
/// Source: the classes and the names of their checkpoints in transformers 5.24 (`models`,
/// `conversion_mapping.py`), and `tensor_mapping.py` of llama.cpp's converter.
struct CheckpointName {
  /// The layer, from zero; `nil` for a tensor of none.
  let layer: Int?
  /// The number of the expert, or of another tensor of a list; `nil` where one tensor holds all.
  let piece: Int?
  /// The GGUF names that it may stand for, without the block; the first that a model has counts.
  let candidates: [String]

  /// Takes a name apart. Towers and the like are the caller's business (`TensorPart`).
  init(_ name: String) {
    var parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    var layer: Int?
    if case .layer(let number) = TensorPart(ofTensor: name),
      let place = parts.indices.dropFirst().first(where: {
        parts[$0] == "\(number)" && Self.stacks.contains(parts[$0 - 1])
      })
    {
      layer = number
      parts.removeFirst(place + 1)
    } else {
      parts = Array(parts.drop { Self.wholes.contains($0) })
    }
    self.layer = layer
    piece = Self.takePiece(&parts)
    let ending = Self.takeEnding(&parts)
    candidates = Self.candidates(parts, ending, isOfLayer: layer != nil)
  }

  private static let stacks: Set<String> = ["layers", "h", "blocks", "blk"]

  /// Modules around the whole model.
  private static let wholes: Set<String> = [
    "model", "language_model", "text_model", "backbone", "transformer", "llm",
  ]

  /// Takes out the number behind a list of tensors of one kind.
  private static func takePiece(_ parts: inout [String]) -> Int? {
    for place in parts.indices.dropLast()
    where ["experts", "altup_projections", "altup_unembed_projections"].contains(parts[place]) {
      guard let number = Int(parts[place + 1]), number >= 0 else { continue }
      parts.remove(at: place + 1)
      return number
    }
    return nil
  }

  /// Takes off what says that a tensor is a matrix or a bias; `nil` for a parameter with a name of its own.
  private static func takeEnding(_ parts: inout [String]) -> String? {
    switch parts.last {
    case "weight", "qweight", "weight_packed":
      parts.removeLast()
      return ".weight"
    case "bias":
      parts.removeLast()
      return ".bias"
    case let last? where last.hasSuffix("_blocks"):
      parts[parts.count - 1] = String(last.dropLast("_blocks".count))
      return nil
    default: return nil
    }
  }

  private static func candidates(
    _ parts: [String], _ ending: String?, isOfLayer: Bool
  ) -> [String] {
    guard isOfLayer else { return entries(parts.joined(separator: "."), ending, in: outside) }
    guard let first = parts.first else { return [] }
    let rest = parts.dropFirst()
    let kinds =
      switch first {
      case "mlp", "block_sparse_moe", "feed_forward", "ffn", "moe": ["ffn"]
      case "self_attn", "attn": ["attn"]
      case "mamba", "linear_attn": ["ssm"]
      // What a lone mixer is, only its parts say.
      case "mixer": ["ffn", "ssm", "attn"]
      default: [first]
      }
    return kinds.flatMap { kind in
      entries(([kind] + rest).joined(separator: "."), ending, in: ofLayers)
    }
  }

  private static func entries(
    _ key: String, _ ending: String?, in table: [String: [String]]
  ) -> [String] {
    (table[key] ?? []).compactMap { name in
      if name.hasPrefix("=") { return ending == nil ? String(name.dropFirst()) : nil }
      return ending.map { name + $0 }
    }
  }

  private static let ofLayers = Dictionary(
    layerRows.map { ($0.name, $0.stands) }, uniquingKeysWith: { first, _ in first })
  private static let outside = Dictionary(
    outsideRows.map { ($0.name, $0.stands) }, uniquingKeysWith: { first, _ in first })

  /// The tensors that one of a GGUF name holds one behind the other; empty where it holds one.
  static func parts(of name: String) -> [String] {
    for ending in [".weight", ".bias"] where name.hasSuffix(ending) {
      return (joined[String(name.dropLast(ending.count))] ?? []).map { $0 + ending }
    }
    return []
  }

  /// How most checkpoints spell what a GGUF name stands for, without the layer; `nil` for an unknown one.
  static func usual(_ name: String) -> String? {
    for (rows, ending) in [layerRows, outsideRows].flatMap({ rows in
      ["", ".weight", ".bias"].map { (rows, $0) }
    }) {
      let wanted = ending.isEmpty ? "=" + name : String(name.dropLast(ending.count))
      guard name.hasSuffix(ending), let row = rows.first(where: { $0.stands.contains(wanted) })
      else { continue }
      var parts = row.name.split(separator: ".").map(String.init)
      switch parts.first {
      case "attn": parts[0] = "self_attn"
      case "ffn": parts[0] = "mlp"
      case "ssm": parts[0] = "mixer"
      default: break
      }
      return parts.joined(separator: ".") + ending
    }
    return nil
  }
}
