import Catalog
import Diagnostics
import Sizing

/// Puts a checkpoint on cards of the catalog, under vLLM or transformers.
struct RuntimeFinder: Sendable {
  let engine: SizingEngine

  /// Sizes the model of a request for the cards it names, or for cards without limits.
  func answer(_ request: SizeRequest) throws(SizeFault) -> RuntimeAnswer {
    let opener = ModelOpener(engine: engine)
    let shape = try opener.shape(of: request)
    let format = try RuntimeRequest.format(request, shape)
    let checkpoint = shape.prepared(format)
    let settings = try RuntimeRequest.settings(request, limit: shape.longestContext)
    var cards: [SizedCard] = []
    var devices: [Card] = []
    switch request.cards {
    case .any(let count):
      let unlimited = Card(usableBytes: Card.usableBound, backend: .cudaAda)
      devices = unlimited.map { Array(repeating: $0, count: count) } ?? []
    case .given(let selections):
      cards = try opener.cards(selections)
      devices = cards.map(\.card)
    }
    do throws(RuntimeFault) {
      return RuntimeAnswer(
        runtime: request.runtime, id: shape.id, name: shape.name, cards: cards,
        plan: try checkpoint.plan(settings, on: devices))
    } catch {
      throw RuntimeRequest.fault(error, shape, settings)
    }
  }
}
