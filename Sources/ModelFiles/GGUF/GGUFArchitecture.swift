internal import Sizing

/// What a file's architecture is sized as.
struct GGUFArchitecture {
  /// The name that the file gives, with which its keys begin.
  let name: String
  /// The family of the engine whose blocks it has.
  let family: Architecture
  /// How that is known.
  let origin: Origin

  /// How it is known which blocks a file has.
  enum Origin {
    /// The engine has a family of that name.
    case ownName
    /// llama.cpp computes it as it does a family of another name.
    case otherName
    /// Its tensors tell: the engine knows no family that is computed so.
    case tensors
  }

  /// Returns what a name stands for; what none is known of is a plain decoder with what its tensors
  /// show.
  static func of(_ name: String) -> GGUFArchitecture {
    let families = Architecture.allCases.filter(\.isInFiles)
    if let family = families.first(where: { "\($0.name)" == name }) {
      return GGUFArchitecture(name: name, family: family, origin: .ownName)
    }
    if let family = otherNames[name] {
      return GGUFArchitecture(name: name, family: family, origin: .otherName)
    }
    return GGUFArchitecture(name: name, family: .plain, origin: .tensors)
  }

  /// The names that are known, in an order of their own.
  static var names: [String] {
    Architecture.allCases.filter(\.isInFiles).map { "\($0.name)" } + otherNames.keys.sorted()
  }

  /// Other names of families: architectures whose operators are those of the family, as far as they take
  /// memory; `block(layers:)` says in what they differ.
  ///
  /// Source: the file of each name in llama.cpp's `src/models` (2026) against the family's own;
  /// `granitemoe` and `minicpm` share the graph of `granite`.
  private static let otherNames: [String: Architecture] = [
    "arcee": .llama, "baichuan": .llama, "exaone": .llama, "gemma": .llama, "internlm2": .llama,
    "xverse": .llama, "granitemoe": .granite, "minicpm": .granite, "qwen2vl": .qwen2,
    "hunyuan-dense": .qwen3, "hunyuan_vl": .qwen3, "qwen3vl": .qwen3, "olmoe": .qwen3moe,
    "qwen3vlmoe": .qwen3moe,
  ]

  /// The block of the architecture.
  func block(layers: Int) -> BlockLayout {
    var block = family.block(layers: layers)
    guard origin == .otherName else { return block }
    switch name {
    case "arcee": block.hasUngatedFeedForward = true
    // Only the model of 7B turns heads by position; attention of the others is biased by distance.
    case "baichuan": block.hasNoPositions = layers != 32
    case "gemma":
      block.scalesEmbedding = true
      block.scalesQueries = true
    case "hunyuan-dense": block.turnsBeforeNorm = true
    case "hunyuan_vl":
      block.turnsBeforeNorm = true
      block.hasFourfoldPositions = true
    case "olmoe":
      block.queryKeyNorm = .width
      block.routing = .plain
    case "qwen2vl", "qwen3vl", "qwen3vlmoe": block.hasFourfoldPositions = true
    default: break
    }
    return block
  }

  /// The entries of the architecture that its loader reads beside those of all.
  ///
  /// - Parameter isLite: Whether the file is one of the small DeepSeek models.
  /// - Returns: What must be there, and what may; nothing for an architecture that is not known.
  func entries(isLite: Bool) -> [ExpectedEntry] {
    switch origin {
    case .ownName: return ExpectedEntry.ofFamily(family, isLite: isLite)
    case .tensors: return []
    case .otherName:
      let entries: [ExpectedEntry] = [
        .needs("attention.layer_norm_rms_epsilon", .float32),
        .takes("expert_feed_forward_length"), .takes("expert_shared_feed_forward_length"),
      ]
      switch name {
      case "granitemoe": return entries + [.needs("logit_scale", .float32)]
      case "qwen2vl", "qwen3vl", "qwen3vlmoe":
        return entries + [.needs("rope.dimension_sections", .uint32, .exactly(4))]
      default: return entries
      }
    }
  }
}
