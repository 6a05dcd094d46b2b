import Catalog
import Diagnostics
import ModelFiles
import Sizing

/// What is loaded beside a model under llama.cpp, with what to call it.
struct AddedModels: Sendable {
  var draft: SizedModel?
  /// The name of the projector.
  var projector: String?
  var companions = Companions()
}

extension ModelOpener {
  /// Returns what a request wants beside its model.
  func added(_ request: SizeRequest) throws(DiagnosticError) -> AddedModels {
    var added = AddedModels()
    if let source = request.added.draft {
      let draft = try draft(source)
      added.draft = draft
      added.companions.draft = try loaded(draft, request)
    }
    if let path = request.added.projector {
      let (name, projector) = try projector(path)
      added.projector = name
      added.companions.projector = projector
    } else if request.added.loadsTowers {
      added.projector = "towers"
      added.companions.projector = .parameters(try towerParameters(request))
    }
    return added
  }

  private func draft(_ source: AddedRequest.DraftSource) throws(DiagnosticError) -> SizedModel {
    switch source {
    case .record(let selection):
      var asked = SizeRequest(model: .record(selection.id))
      asked.quantization = selection.format
      return try model(of: asked)
    case .gguf(let path): return try model(of: SizeRequest(model: .gguf(path: path)))
    }
  }

  private func loaded(
    _ draft: SizedModel, _ request: SizeRequest
  ) throws(DiagnosticError) -> DraftModel {
    let types = request.added.draftCacheTypes ?? CacheTypes(keys: .f16, values: .f16)
    try types.expectLlamaCpps()
    return DraftModel(
      draft.prepared, cacheTypeK: types.keys, cacheTypeV: types.values,
      gpuLayers: request.added.draftGPULayers?.number, cards: request.added.draftCards?.indices,
      tokens: request.added.draftTokens ?? DraftModel.assumedTokens)
  }

  /// Reads the header of a projector's file.
  private func projector(
    _ path: String
  ) throws(DiagnosticError) -> (name: String, projector: Projector) {
    let file = ModelPath(path)
    let (found, diagnostics) = GGUFReader.read(try file.bytes()) { file.beside($0) }
    guard let found else { throw DiagnosticError(diagnostics) }
    guard found.architectureName == Self.projectorArchitecture else {
      let name = found.architectureName ?? "none"
      throw DiagnosticError(
        "no-projector",
        "'\(path)' has the architecture '\(name)', expected '\(Self.projectorArchitecture)'",
        help: ["give the file that llama.cpp takes as --mmproj"])
    }
    return (found.name ?? file.name, .stored(bytes: found.weights.file))
  }

  /// The architecture that llama.cpp's converter gives to towers with their projector.
  private static let projectorArchitecture = "clip"

  private func towerParameters(_ request: SizeRequest) throws(DiagnosticError) -> Int64 {
    var id = ""
    switch request.model {
    case .record(let record):
      id = record
      if let count = try shape(of: request).towerParameters, count > 0 { return count }
    case .config(let path), .gguf(let path), .safetensors(let path): id = path
    }
    throw DiagnosticError(
      "unsupported-option", "'\(id)' has no towers for pictures or sound that are known",
      help: ["name their file with --projector"])
  }
}

extension CacheTypes {
  /// Refuses what llama.cpp has no type for.
  func expectLlamaCpps() throws(DiagnosticError) {
    guard isFP8 else { return }
    throw DiagnosticError(
      "unsupported-option", "llama.cpp has no cache of type fp8",
      help: ["types are " + Self.known.joined(separator: ", ")])
  }
}
