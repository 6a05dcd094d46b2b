import Diagnostics
import Sizing

extension CaseReader {
  /// Returns what is loaded beside the model, or says which cell cannot be.
  func added() throws(DiagnosticError) -> AddedRequest {
    var request = AddedRequest()
    request.draft = try draft()
    request.draftCacheTypes = try cacheTypes(.draftKeyType, .draftValueType)
    request.draftGPULayers = try layers(.draftGPULayers)
    request.draftCards = try choice(
      .draftCards, CardNumbers.self, "numbers of cards, each at most once")
    request.draftTokens = try integer(.draftTokens, 0...DraftModel.tokenBound)
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

  private func has(_ column: CaseColumn) -> Bool { line.cells[column] != nil }

  private func draft() throws(DiagnosticError) -> AddedRequest.DraftSource? {
    let selection = try choice(
      .draft, DraftSelection.self, "a model's id, or ID:MIX", ignoresCase: false)
    switch (selection, line.cells[.draftGGUF]) {
    case (let selection?, nil): return .record(selection)
    case (nil, let path?): return .gguf(path: full(path))
    case (nil, nil): return nil
    case (.some, .some):
      throw DiagnosticError("case-draft", "'draft' and 'draft_gguf' name two draft models")
    }
  }
}
