import Catalog
import Diagnostics
import ModelFiles
import Sizing

/// Finds a model in the catalog or reads it from a file, ready to be sized.
struct ModelOpener: Sendable {
  let engine: SizingEngine

  /// Returns the model of a request as a GGUF file.
  func model(of request: SizeRequest) throws(SizeFault) -> SizedModel {
    let name = request.quantization ?? SizeRequest.assumedQuantization
    let id = engine.quantizationIDs.first { $0.lowercased() == name.lowercased() } ?? name
    let isWeighed = request.hasImportanceMatrix
    switch request.model {
    case .record(let model):
      return try known { () throws(SizingFault) in
        try engine.model(model, quantization: id, hasImportanceMatrix: isWeighed)
      }
    case .config(let path):
      let mix = try known { () throws(SizingFault) in try engine.mix(id) }
      let shape = try configured(path)
      return SizedModel(
        id: path, name: shape.name, quantization: id,
        prepared: PreparedModel(shape.model, mix, hasImportanceMatrix: isWeighed),
        nativeContext: shape.nativeContext)
    }
  }

  /// Returns the shape of the model of a request.
  func shape(of request: SizeRequest) throws(SizeFault) -> ModelShape {
    switch request.model {
    case .record(let id):
      let (name, model, context) = try known { () throws(SizingFault) in try engine.shape(id) }
      return ModelShape(id: id, name: name, model: model, nativeContext: context, checkpoint: nil)
    case .config(let path): return try configured(path)
    }
  }

  /// Returns the cards of a selection, in order.
  func cards(_ selections: [GPUSelection]) throws(SizeFault) -> [SizedCard] {
    var cards: [SizedCard] = []
    for selection in selections {
      let card = try known { () throws(SizingFault) in try engine.card(selection.id) }
      cards += Array(repeating: card, count: selection.count)
    }
    return cards
  }

  private func configured(_ path: String) throws(SizeFault) -> ModelShape {
    let file = ModelPath(path)
    let (found, diagnostics) = ModelConfigReader.read(try file.text())
    guard let found else { throw SizeFault(diagnostics) }
    return ModelShape(
      id: path, name: file.name, model: found.model, nativeContext: found.model.contextLimit,
      checkpoint: .init(method: found.quantization?.method ?? "", format: found.format))
  }

  /// Asks the engine, and gives its faults a way to find what is there.
  private func known<Found>(_ ask: () throws(SizingFault) -> Found) throws(SizeFault) -> Found {
    do throws(SizingFault) { return try ask() } catch {
      throw SizeFault([SizeFaults.diagnostic(error)])
    }
  }
}
