import Catalog
import Diagnostics
import Sizing

/// Puts a checkpoint on cards of the catalog, under vLLM or transformers.
struct RuntimeFinder: Sendable {
  let engine: SizingEngine
  let warnings: FileWarnings

  /// Sizes the model of a request for the cards it names, or for cards without limits.
  func answer(_ request: SizeRequest) throws(DiagnosticError) -> RuntimeAnswer {
    let opener = ModelOpener(engine: engine, warnings: warnings)
    return try answer(request, try opener.shape(of: request))
  }

  /// Sizes a model that was read already.
  func answer(
    _ request: SizeRequest, _ shape: ModelShape
  ) throws(DiagnosticError) -> RuntimeAnswer {
    let opener = ModelOpener(engine: engine, warnings: warnings)
    let format = try RuntimeRequest.format(request, shape)
    let checkpoint = shape.prepared(format, for: request.runtime)
    warnings.note(RuntimeRequest.remarks(request, shape, checkpoint))
    let settings = try RuntimeRequest.settings(request, limit: shape.longestContext)
    let added = try added(request, shape, opener)
    var cards: [SizedCard] = []
    var devices: [Card] = []
    switch request.cards {
    case .any(let count):
      devices = Array(repeating: .unlimited, count: count)
    case .given(let selections):
      cards = try opener.cards(selections)
      try cards.checkComputers(for: request.runtime)
      try cards.checkToolkits(for: request.runtime)
      try cards.checkSupport(of: [format] + added.formats, by: request.runtime)
    }
    // What is around the cards is looked up, so that a name that is wrong is told.
    let machine = try opener.machine(request, cards)
    cards = cards.map { $0.inMachine(memoryBytes: machine.supply.memoryBytes) }
    if case .given = request.cards { devices = cards.map(\.card) }
    do throws(RuntimeFault) {
      return RuntimeAnswer(
        runtime: request.runtime, shape: shape, formatOrigin: RuntimeRequest.origin(request, shape),
        added: added, cards: cards, userRate: request.userRate,
        asksLoading: request.disk != nil,
        plan: try checkpoint.plan(settings, on: devices, with: added))
    } catch {
      let unit = cards.contains { $0.devices > 1 } ? "devices" : "cards"
      throw RuntimeRequest.fault(
        error, shape, settings, checkpoint, ranks: devices.count, unit: unit)
    }
  }

  /// The models that are loaded beside it.
  private func added(
    _ request: SizeRequest, _ shape: ModelShape, _ opener: ModelOpener
  ) throws(DiagnosticError) -> [AddedModel] {
    var added: [AddedModel] = []
    if case .record(let draft) = request.added.draft {
      var asked = SizeRequest(model: .record(draft.id))
      asked.runtime = request.runtime
      asked.quantization = draft.format
      let shape = try opener.shape(of: asked)
      let format = try RuntimeRequest.format(asked, shape)
      added.append(.draft(shape.prepared(format, for: request.runtime)))
    }
    guard request.added.loadsTowers else { return added }
    guard let parameters = shape.towerParameters, parameters > 0 else {
      throw DiagnosticError(
        "unsupported-option", "'\(shape.id)' has no towers for pictures or sound that are known")
    }
    added.append(.projector(bytes: 2 * parameters))
    return added
  }
}

extension [AddedModel] {
  /// The formats of draft models.
  fileprivate var formats: [CheckpointFormat] {
    compactMap { model in
      if case .draft(let draft) = model { return draft.format }
      return nil
    }
  }
}
