import ArgumentParser
import Catalog
import Diagnostics
import Foundation
import Sizing

/// Turns the cells of a case into a request. A blank cell leaves the default.
struct CaseReader {
  let line: CaseFile.Line
  /// The folder of the file of cases, which paths in it are relative to.
  let folder: String

  /// Returns the request, or says which cell cannot be.
  func request() throws(DiagnosticError) -> SizeRequest {
    if let fault = line.fault { throw DiagnosticError("case-line", fault) }
    var request = SizeRequest(model: try model())
    if let runtime = try choice(.runtime, Runtime.self, "llama.cpp, vllm or transformers") {
      request.runtime = runtime
    }
    request.quantization = line.cells[.quantization]
    if let state = try choice(.importanceMatrix, Switch.self, "on or off") {
      request.hasImportanceMatrix = state == .on
    }
    request.contextTokens = try value(.context, Accepted.context)
    if let slots = try value(.parallel, Accepted.slots(request.runtime)) { request.slots = slots }
    request.cacheTypes =
      try cacheTypes(.keyType, .valueType) ?? CacheTypes(keys: .f16, values: .f16)
    if let state = try choice(.flashAttention, Switch.self, "on or off") {
      request.flashAttention = state == .on
    }
    request.batchSize = try value(.batchSize, Accepted.batch)
    request.microBatch = try value(.microBatch, Accepted.microBatch(request.runtime))
    if let rows = try choice(.logits, LogitRows.self, "server or all") {
      request.logits = rows.logits
    }
    if let count = try value(.gpuLayers, Accepted.layers) { request.gpuLayers = count }
    if let count = try value(.expertsOnCPU, Accepted.layers) { request.hostExpertLayers = count }
    request.cards = try cards()
    if let split = try value(.split, Accepted.split) { request.split = split }
    guard request.split == .byMemory || has(.gpu) || has(.cardCount) else {
      throw DiagnosticError(
        "case-value", "'split' is given, but no cards in 'gpus' or 'gpu' to deal layers out to")
    }
    if let found = request.split.sharesBeside(cards: request.cards.count) {
      throw DiagnosticError("case-value", "'split' has \(found)")
    }
    request.processor = try value(.cpu, Accepted.processor)
    request.memoryMegatransfers = try value(.memoryMegatransfers, Accepted.memorySpeed)
    guard request.memoryMegatransfers == nil || request.processor != nil else {
      throw DiagnosticError("case-value", "'ram_mt_s' is given, but no 'cpu'")
    }
    request.memoryGibibytes = try value(.memoryGibibytes, Accepted.memorySize)
    request.disk = try value(.disk, Accepted.disk)
    request.userRate = try value(.usersAt, Accepted.userRate)
    guard request.userRate == nil || has(.gpu) else {
      throw DiagnosticError(
        "case-value", "'users_at' is given, but no cards in 'gpu' that could serve users")
    }
    request.added = try added()
    return request
  }

  private func model() throws(DiagnosticError) -> ModelSource {
    switch (line.cells[.model], line.cells[.modelConfig]) {
    case (let id?, nil): return .record(id)
    case (nil, let path?):
      return .config(path: full(path))
    case (nil, nil):
      throw DiagnosticError("case-model", "neither 'model_id' nor 'model_config' names a model")
    case (.some, .some):
      throw DiagnosticError("case-model", "'model_id' and 'model_config' name two models")
    }
  }

  private func cards() throws(DiagnosticError) -> CardChoice {
    let count = try value(.cardCount, Accepted.cardCount).map(Int.init)
    guard let text = line.cells[.gpu] else { return .any(count: count ?? 1) }
    var selections: [GPUSelection] = []
    for part in text.split(separator: ";", omittingEmptySubsequences: false) {
      guard let selection = Accepted.cards.read(part.trimmingCharacters(in: .whitespaces)) else {
        throw unexpected(.gpu, text, Accepted.cards.words)
      }
      selections.append(selection)
    }
    let named = selections.reduce(0) { $0 + $1.count }
    guard let count, count != named else { return .given(selections) }
    guard named == 1 else {
      throw DiagnosticError("case-gpus", "'gpus' is \(count), but 'gpu' names \(named) cards")
    }
    selections[0].count = count
    return .given(selections)
  }

  // MARK: Cells

  /// A path, from the folder of the file of cases.
  func full(_ path: String) -> String {
    guard !path.hasPrefix("/") else { return path }
    return URL(filePath: folder).appending(path: path).path(percentEncoded: false)
  }

  func has(_ column: CaseColumn) -> Bool { line.cells[column] != nil }

  func value<Value>(
    _ column: CaseColumn, _ accepted: AcceptedValue<Value>
  ) throws(DiagnosticError) -> Value? {
    guard let text = line.cells[column] else { return nil }
    guard let value = accepted.read(text) else { throw unexpected(column, text, accepted.words) }
    return value
  }

  func choice<Value: ExpressibleByArgument>(
    _ column: CaseColumn, _ type: Value.Type, _ expected: String
  ) throws(DiagnosticError) -> Value? {
    guard let text = line.cells[column] else { return nil }
    guard let value = Value(argument: text.lowercased()) else {
      throw unexpected(column, text, expected)
    }
    return value
  }

  /// The types of keys and values, f16 where one of them is blank; `nil` where both are.
  func cacheTypes(
    _ keyColumn: CaseColumn, _ valueColumn: CaseColumn
  ) throws(DiagnosticError) -> CacheTypes? {
    let (keys, values) = (line.cells[keyColumn], line.cells[valueColumn])
    guard keys != nil || values != nil else { return nil }
    if keys?.lowercased() == "fp8", values?.lowercased() ?? "fp8" == "fp8" {
      return CacheTypes.fp8
    }
    return CacheTypes(
      keys: try cacheType(keyColumn) ?? .f16, values: try cacheType(valueColumn) ?? .f16)
  }

  private func cacheType(_ column: CaseColumn) throws(DiagnosticError) -> CacheType? {
    guard let text = line.cells[column] else { return nil }
    guard let type = CacheType(named: text.lowercased()) else {
      throw unexpected(column, text, "one of " + CacheTypes.known.joined(separator: ", "))
    }
    return type
  }

  private func unexpected(
    _ column: CaseColumn, _ text: String, _ expected: String
  ) -> DiagnosticError {
    DiagnosticError("case-value", "'\(column.rawValue)' is '\(text)', expected \(expected)")
  }
}
