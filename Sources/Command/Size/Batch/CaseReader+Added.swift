import Diagnostics

extension CaseReader {
  /// Returns what is loaded beside the model, or says which cell cannot be.
  func added() throws(DiagnosticError) -> AddedRequest {
    var request = AddedRequest()
    request.draft = try draft()
    request.draftCacheTypes = try cacheTypes(.draftKeyType, .draftValueType)
    request.draftGPULayers = try value(.draftGPULayers, Accepted.layers)
    request.draftCards = try value(.draftCards, Accepted.cardNumbers)
    request.draftTokens = try value(.draftTokens, Accepted.draftTokens)
    request.loadsTowers = try choice(.towers, Switch.self, "on or off") == .on
    request.projector = line.cells[.projector].map(full)
    if request.draft == nil, let column = Self.columnsOfDrafts.first(where: { has($0) }) {
      throw DiagnosticError(
        "case-draft", "'\(column.rawValue)' is given, but neither 'draft' nor 'draft_gguf'")
    }
    if request.loadsTowers, request.projector != nil {
      throw DiagnosticError("case-projector", "'towers' and 'projector' name the towers twice")
    }
    return request
  }

  private static let columnsOfDrafts: [CaseColumn] = [
    .draftKeyType, .draftValueType, .draftGPULayers, .draftCards, .draftTokens,
  ]

  private func draft() throws(DiagnosticError) -> AddedRequest.DraftSource? {
    let selection = try value(.draft, Accepted.draft)
    switch (selection, line.cells[.draftGGUF]) {
    case (let selection?, nil): return .record(selection)
    case (nil, let path?): return .gguf(path: full(path))
    case (nil, nil): return nil
    case (.some, .some):
      throw DiagnosticError("case-draft", "'draft' and 'draft_gguf' name two draft models")
    }
  }
}
