import Catalog
import Diagnostics
import ModelFiles
import Sizing

/// Finds a model in the catalog or reads it from a file, ready to be sized.
struct ModelOpener: Sendable {
  let engine: SizingEngine
  let warnings: FileWarnings

  /// Returns the model of a request as a GGUF file.
  func model(of request: SizeRequest) throws(DiagnosticError) -> SizedModel {
    let isWeighed = request.hasImportanceMatrix
    switch request.model {
    case .record(let model):
      let id = mixID(of: request, usual: engine.usualMix(ofModel: model))
      return try known { () throws(SizingFault) in
        try engine.model(model, quantization: id, hasImportanceMatrix: isWeighed)
      }
    case .config(let path):
      let shape = try configured(path, request)
      let usual = PublishedPrecision.usualMix(
        of: shape.checkpoint?.format, hasExperts: shape.model.experts != nil)
      let id = mixID(of: request, usual: usual)
      let mix = try known { () throws(SizingFault) in try engine.mix(id) }
      if let stated = shape.checkpoint, stated.isQuantized {
        warnings.note([
          Diagnostic(
            "checkpoint-differs", .information,
            "'\(shape.name)' states \(stated.words); a GGUF file in \(id) is sized, made from it",
            at: nil)
        ])
      }
      return SizedModel(
        id: path, name: shape.name, quantization: id,
        prepared: PreparedModel(shape.model, mix, hasImportanceMatrix: isWeighed),
        nativeContext: shape.nativeContext)
    case .gguf(let path): return try stored(path)
    case .safetensors:
      throw DiagnosticError(
        "unsupported-option", "llama.cpp loads no safetensors files",
        help: ["add --runtime vllm or --runtime transformers"])
    }
  }

  /// The mix that was asked for, else the model's usual one, by the catalog's spelling.
  private func mixID(of request: SizeRequest, usual: String?) -> String {
    let name = request.quantization ?? usual ?? SizeRequest.assumedQuantization
    return engine.quantizationIDs.first { $0.lowercased() == name.lowercased() } ?? name
  }

  /// The fault, and where a checkpoint's format was named, how to size one.
  private func naming(_ fault: SizingFault) -> Diagnostic {
    var diagnostic = SizeFaults.diagnostic(fault)
    if case .unknownRecord("quantization", _, let id, _) = fault,
      CheckpointFormat.allCases.contains(where: { "\($0.name)".lowercased() == id.lowercased() })
    {
      diagnostic.help = [
        "\(id) is a format of checkpoints: add --runtime vllm or --runtime transformers"
      ]
    }
    return diagnostic
  }

  /// Returns the shape of the model of a request.
  func shape(of request: SizeRequest) throws(DiagnosticError) -> ModelShape {
    switch request.model {
    case .record(let id):
      let found = try known { () throws(SizingFault) in try engine.shape(id) }
      return ModelShape(
        id: id, name: found.name, model: found.model, nativeContext: found.nativeContext,
        towerParameters: found.towerParameters,
        published: found.precision.map {
          ModelShape.Published(words: $0.rawValue, layout: $0.layout(of: found.model))
        })
    case .config(let path): return try configured(path, request)
    case .safetensors(let path): return try checkpoint(path, request)
    case .gguf:
      throw DiagnosticError(
        "unsupported-option", "\(request.runtime.rawValue) is not sized with GGUF files",
        help: ["name the checkpoint's configuration with --model-config"])
    }
  }

  /// Returns the devices of a selection, in order.
  func cards(_ selections: [GPUSelection]) throws(DiagnosticError) -> [SizedCard] {
    var cards: [SizedCard] = []
    for selection in selections {
      let card = try known { () throws(SizingFault) in try engine.card(selection.id) }
      cards += card.times(selection.count)
    }
    return cards
  }

  /// Returns what a request names around its cards, or throws what cannot stand beside them.
  func machine(_ request: SizeRequest, _ cards: [SizedCard]) throws(DiagnosticError) -> Machine {
    var machine = Machine(
      processor: try processor(request), memoryGibibytes: request.memoryGibibytes,
      disk: try disk(request))
    if let chip = cards.first(where: { $0.standsAlone }) {
      machine.chip = .init(processorID: engine.processorID(ofChip: chip.id))
    }
    if let processor = machine.processor {
      for card in cards {
        try known { () throws(SizingFault) in try card.check(beside: processor) }
      }
    }
    return machine
  }

  /// Returns the processor that a request names.
  func processor(_ request: SizeRequest) throws(DiagnosticError) -> SizedProcessor? {
    guard let selection = request.processor else { return nil }
    return try known { () throws(SizingFault) in
      try engine.processor(
        selection.id, sockets: selection.sockets, megatransfers: request.memoryMegatransfers)
    }
  }

  /// Returns the disk that a request names.
  func disk(_ request: SizeRequest) throws(DiagnosticError) -> SizedDisk? {
    switch request.disk {
    case nil: nil
    case .rate(let rate): SizedDisk(gigabytesPerSecond: rate)
    case .record(let id): try known { () throws(SizingFault) in try engine.disk(id) }
    }
  }

  /// Reads a configuration, which may be asked for a longer context than it states: then the runtime has
  /// to be told how to scale positions.
  private func configured(
    _ path: String, _ request: SizeRequest
  ) throws(DiagnosticError) -> ModelShape {
    let file = try ModelPath(path).file(amongNames: ["config.json"])
    let (found, diagnostics) = ModelConfigReader.read(try file.text())
    guard let found else { throw DiagnosticError(diagnostics) }
    warnings.note(diagnostics)
    var model = found.model
    let wanted = (request.contextTokens ?? 0) / request.slots
    if let limit = model.contextLimit, let reach = found.stretchedContext, wanted > limit {
      guard wanted <= reach else {
        throw DiagnosticError([
          SizeFaults.contextBeyond(
            limit: limit, reach: reach, of: path, wanted: wanted, users: request.slots)
        ])
      }
      warnings.note([Self.stretched(file.name, wanted, limit)])
      model = model.allowing(contextTokens: wanted)
    }
    let stored = found.layout
    return ModelShape(
      id: path, name: file.name, model: model, nativeContext: found.model.contextLimit,
      checkpoint: .init(
        method: found.quantization?.quotedMethod ?? "", bits: found.quantization?.bits,
        layout: stored?.layout, uncounted: stored?.uncounted,
        isQuantized: found.quantization != nil, statesType: found.dataType != nil))
  }

  private static func stretched(_ name: String, _ wanted: Int64, _ limit: Int64) -> Diagnostic {
    Diagnostic(
      "context-stretched", .warning,
      "a context of \(wanted) tokens is longer than the \(limit) that '\(name)' states", at: nil,
      help: ["the runtime must be told to scale positions, such as by YaRN; see the model card"])
  }

  /// The files of a checkpoint that name or hold all of it, as transformers writes them.
  private static let checkpointFiles = ["model.safetensors.index.json", "model.safetensors"]

  /// Reads the headers of safetensors files, and the configuration beside them.
  private func checkpoint(
    _ path: String, _ request: SizeRequest
  ) throws(DiagnosticError) -> ModelShape {
    let file = try ModelPath(path).file(amongNames: Self.checkpointFiles)
    var shape = try configured(file.neighbour("config.json"), request)
    let found: (model: SafetensorsModel?, diagnostics: [Diagnostic])
    if file.path.hasSuffix(".json") {
      found = SafetensorsReader.read(
        index: try file.text(), packedBits: shape.checkpoint?.bits, open: { file.beside($0) })
    } else {
      found = SafetensorsReader.read(try file.bytes(), packedBits: shape.checkpoint?.bits)
    }
    guard let model = found.model else { throw DiagnosticError(found.diagnostics) }
    warnings.note(found.diagnostics)
    let faults = model.faults(against: shape.model, in: "config.json")
    guard !faults.containsErrors else { throw DiagnosticError(faults) }
    warnings.note(faults)
    let plainBytes = shape.checkpoint?.plainBytes(loadedBy: request.runtime)
    let files = CheckpointFiles(plainBytes: plainBytes) { model.weights(plainBytes: $0) }
    shape.checkpoint?.files = files
    return shape
  }

  /// Reads the header of a GGUF file, and of those it is split into.
  func header(_ file: ModelPath) throws(DiagnosticError) -> GGUFModel {
    let (found, diagnostics) = GGUFReader.read(try file.bytes()) { file.beside($0) }
    guard let found else { throw DiagnosticError(diagnostics) }
    warnings.note(diagnostics)
    return found
  }

  /// Reads a language model's GGUF file.
  private func stored(_ path: String) throws(DiagnosticError) -> SizedModel {
    let file = ModelPath(path)
    let found = try header(file)
    guard found.architectureName != Self.projectorArchitecture else {
      throw DiagnosticError(
        "unsupported-record", "'\(path)' holds towers and a projector, expected a language model",
        help: ["load it beside one with --projector"])
    }
    let (model, faults) = found.languageModel()
    guard let model else { throw DiagnosticError(faults) }
    warnings.note(faults)
    let prepared = found.prepared(model)
    return SizedModel(
      id: path, name: found.name ?? file.name,
      quantization: prepared.mix.map { "\($0.name)" } ?? "its own mix", prepared: prepared,
      nativeContext: model.contextLimit)
  }

  /// Asks the engine, and gives its faults a way to find what is there.
  private func known<Found>(_ ask: () throws(SizingFault) -> Found) throws(DiagnosticError) -> Found
  {
    do throws(SizingFault) { return try ask() } catch { throw DiagnosticError([naming(error)]) }
  }
}
