internal import Sizing

extension ConfigReading {
  /// The type of the model: as stated, or else the known one that its class is named after, `qwen3_moe`
  /// by `Qwen3MoeForCausalLM`; an empty text where the file says neither.
  ///
  /// What the object of the language model says of itself counts before what stands around it: the type there
  /// is that of the whole with its towers.
  var modelType: String {
    for object in [scope.object, scope.outer].compactMap(\.self) {
      if let stated = object.text("model_type") ?? Self.knownType(in: object) { return stated }
    }
    return ""
  }

  /// The known type that the first class in an object is named after.
  private static func knownType(in object: ConfigObject) -> String? {
    guard case .list(let items)? = object["architectures"]?.value.kind,
      case .text(let name)? = items.first?.kind
    else { return nil }
    return modelTypes(ofClass: name).first {
      ConfigFamily.of($0) != nil || ConfigFamily.uncovered($0) != nil
    }
  }

  /// A class without what its models are for, in small letters, its words joined by underscores or by
  /// nothing.
  private static func modelTypes(ofClass name: String) -> [String] {
    var bare = name[...]
    if let end = bare.firstRange(of: "For")?.lowerBound { bare = bare[..<end] }
    for purpose in ["Model", "LMHead"] where bare.hasSuffix(purpose) {
      bare = bare.dropLast(purpose.count)
    }
    var words = ""
    var last: Character = "_"
    for letter in bare {
      if letter.isUppercase, last.isLowercase || last.isNumber { words += "_" }
      words += letter.lowercased()
      last = letter
    }
    return [words, bare.lowercased()]
  }

  /// The family of a model type; where one type covers several, the layers decide.
  ///
  /// llama.cpp's converter decides likewise: Granite hybrids without state-space layers become
  /// plain Granite models.
  func family(of modelType: String) -> ConfigFamily? {
    guard var family = ConfigFamily.of(modelType) else { return nil }
    if family.architecture == .graniteHybrid, hasAttentionOnly {
      return ConfigFamily(architecture: .granite)
    }
    if family.architecture == .nemotronHMoE, !listsLayers("moe", "E") {
      family = ConfigFamily(
        architecture: .nemotronH, covers: family.covers, ignoresExperts: true,
        defaults: family.defaults)
    }
    return family
  }

  /// The numbers that absent fields stand for: those of the family and of the class, which files
  /// leave out. In an object inside that is any of them; at the outermost level heads of keys and
  /// experts, for a file that lacks one of its large sizes is damaged rather than short.
  func defaults(of family: ConfigFamily?, _ modelType: String) -> [String: Int64] {
    var defaults = family?.defaults ?? [:]
    let isInside = scope.outer != nil
    let sizes = ConfigFamily.classSizes(modelType).filter { name, _ in
      isInside || ConfigFamily.sizesLeftOut.contains(name)
    }
    defaults.merge(sizes) { own, _ in own }
    if family?.architecture.block.mixersStandAlone == true, let count = statedLayers {
      defaults["num_hidden_layers"] = Int64(count)
    }
    return defaults
  }

  /// Whether the layers are listed and one is of a kind, by name or, where it has one, by letter.
  func listsLayers(_ name: String, _ letter: Character? = nil) -> Bool {
    switch scope.member(Self.mixerFields)?.value.kind {
    case .text(let letters): return letter.map(letters.contains) ?? false
    case .list(let items):
      return items.contains { item in
        guard case .text(let text) = item.kind else { return false }
        return text == name
      }
    default: return false
    }
  }

  /// The layers that a list or a pattern of them has.
  private var statedLayers: Int? {
    switch scope.member(Self.mixerFields)?.value.kind {
    case .text(let letters): letters.count
    case .list(let items): items.count
    default: nil
    }
  }

  /// The fields that list layers which stand alone.
  private static let mixerFields = ["layer_types", "layers_block_type", "hybrid_override_pattern"]

  /// Whether the file names the kind of each layer and all are attention.
  var hasAttentionOnly: Bool {
    guard let member = scope.member(["layer_types", "layers_block_type"]),
      case .list(let items) = member.value.kind, !items.isEmpty
    else { return false }
    return items.allSatisfy { item in
      guard case .text(let text) = item.kind else { return false }
      return text == "attention" || text == "full_attention"
    }
  }
}
