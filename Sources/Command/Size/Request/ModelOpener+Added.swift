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
  func added(
    _ request: SizeRequest, beside model: SizedModel
  ) throws(DiagnosticError) -> AddedModels {
    var added = AddedModels()
    if let source = request.added.draft {
      let draft = try draft(source)
      try expectTokens(of: request)
      added.draft = draft
      added.companions.draft = try loaded(draft, request)
    }
    if let path = request.added.projector {
      let (name, projector) = try projector(path, beside: model)
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

  /// Refuses a draft model's file whose tokens are not those of the model's, as far as both files say.
  private func expectTokens(of request: SizeRequest) throws(DiagnosticError) {
    guard case .gguf(let path) = request.model, case .gguf(let draft) = request.added.draft,
      let fault = try header(ModelPath(draft)).tokenFault(beside: try header(ModelPath(path)))
    else { return }
    throw DiagnosticError(
      "out-of-range", "\(fault) in '\(draft)' than in '\(path)'",
      help: [
        "llama.cpp takes no guesses of another vocabulary; take a draft model of the same family"
      ])
  }

  private func loaded(
    _ draft: SizedModel, _ request: SizeRequest
  ) throws(DiagnosticError) -> DraftModel {
    let types = request.added.draftCacheTypes ?? CacheTypes(keys: .f16, values: .f16)
    try types.expectLlamaCpps()
    try expectCards(request)
    guard request.flashAttention || !types.values.isQuantized else {
      throw DiagnosticError(
        "out-of-range",
        "without flash attention the draft model's values cannot be \(types.values.name)",
        help: ["take f16, bf16 or f32 for them, or leave flash attention on"])
    }
    return DraftModel(
      draft.prepared, cacheTypeK: types.keys, cacheTypeV: types.values,
      gpuLayers: request.added.draftGPULayers?.number, cards: request.added.draftCards?.indices,
      tokens: request.added.draftTokens ?? DraftModel.assumedTokens)
  }

  /// Refuses a card for the draft model that is not there.
  private func expectCards(_ request: SizeRequest) throws(DiagnosticError) {
    var count = request.cards.count
    if case .given(let selections) = request.cards { count = try cards(selections).count }
    guard let beyond = request.added.draftCards?.numbers.first(where: { $0 > count }) else {
      return
    }
    throw DiagnosticError(
      "out-of-range",
      "the draft model is to be on card \(beyond), but there \(count == 1 ? "is 1" : "are \(count)")",
      help: ["cards are counted from 1; name several with --gpu ID:COUNT"])
  }

  /// Reads the header of a projector's file.
  private func projector(
    _ path: String, beside model: SizedModel
  ) throws(DiagnosticError) -> (name: String, projector: Projector) {
    let file = ModelPath(path)
    let found = try header(file)
    guard found.architectureName == Self.projectorArchitecture else {
      let name = found.architectureName ?? "none"
      throw DiagnosticError(
        "no-projector",
        "'\(path)' has the architecture '\(name)', expected '\(Self.projectorArchitecture)'",
        help: ["give the file that llama.cpp takes as --mmproj"])
    }
    guard found.weights.file > 0 else {
      throw DiagnosticError(
        "no-projector", "'\(path)' has no tensors, expected those of towers and their projector",
        help: ["fetch the file again, or leave it out"])
    }
    let hidden = model.prepared.model.hiddenSize
    if let end = found.projectorWidth, end.width != hidden {
      throw DiagnosticError(
        "out-of-range",
        "'\(path)' makes rows of \(end.width) by its tensor '\(end.tensor)', expected \(hidden) as "
          + "'\(model.id)' has", help: ["llama.cpp refuses it; take the projector of this model"])
    }
    return (found.name ?? file.name, .stored(bytes: found.weights.file))
  }

  /// The architecture that llama.cpp's converter gives to towers with their projector.
  static let projectorArchitecture = "clip"

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
