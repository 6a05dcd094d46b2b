import Catalog
import Diagnostics
import ModelFiles
import Sizing

/// Turns a request into what vLLM and transformers are given, and says what they do not have.
enum RuntimeRequest {
  /// The format of the checkpoint: the one asked for, the model's own, or 16 bits.
  ///
  /// A checkpoint that is quantized cannot become another by an option: vLLM refuses to load it so, and
  /// transformers can do no more than unpack it to 16 bits.
  static func format(
    _ request: SizeRequest, _ shape: ModelShape
  ) throws(DiagnosticError) -> CheckpointFormat {
    guard let name = request.quantization else {
      guard let checkpoint = shape.checkpoint else {
        return shape.published?.layout?.format ?? .bf16
      }
      if let format = checkpoint.format { return format }
      throw DiagnosticError(
        "unsupported-record",
        "'\(shape.id)' states a quantization that is not sized: \(checkpoint.words)",
        help: ["name the nearest format with --quantization"])
    }
    let wanted = try format(named: name, request.runtime)
    // Of a record any format can be asked for: others make such checkpoints of the published one.
    if let published = shape.published?.layout?.format, published.isKind(of: wanted) {
      return published
    }
    guard let checkpoint = shape.checkpoint, let stated = checkpoint.format,
      checkpoint.isQuantized || checkpoint.files != nil, stated != wanted
    else { return wanted }
    if stated.isKind(of: wanted) { return stated }
    if checkpoint.files != nil {
      throw DiagnosticError(
        "unsupported-option", "the files of '\(shape.id)' are in \(stated.name), as they say",
        help: ["leave --quantization out, or name the model instead of its files"])
    }
    if request.runtime == .transformers, wanted.storage.bits == 16 { return wanted }
    throw DiagnosticError(
      "unsupported-option",
      "'\(shape.id)' states a checkpoint in \(stated.name), which no option loads in \(wanted.name)",
      help: [
        "leave --quantization out, or give the config.json of a checkpoint in \(wanted.name)"
      ])
  }

  private static func format(
    named name: String, _ runtime: Runtime
  ) throws(DiagnosticError) -> CheckpointFormat {
    let wanted = name.lowercased()
    let found = CheckpointFormat.allCases.first {
      "\($0.name)".lowercased() == wanted || "\($0.id)" == wanted
    }
    if let found { return found }
    let names = CheckpointFormat.allCases.map { "\($0.name)" }
    throw DiagnosticError(
      "unknown-format", "\(runtime.rawValue) loads no checkpoint in '\(name)'",
      help: NearestName.help(for: name, among: names) + [
        "formats are " + names.joined(separator: ", ")
      ])
  }

  /// What is said of a checkpoint that is sized otherwise than its configuration states it.
  static func remarks(
    _ request: SizeRequest, _ shape: ModelShape, _ checkpoint: PreparedCheckpoint
  ) -> [Diagnostic] {
    guard let stated = shape.checkpoint else { return remarksOnRecord(request, shape) }
    let sized = checkpoint.format
    var remarks: [Diagnostic] = []
    if stated.isQuantized, stated.format != sized {
      remarks.append(
        Diagnostic(
          "checkpoint-differs", .warning,
          "'\(shape.id)' states \(stated.words), and is sized in \(sized.name) as asked for",
          at: nil,
          help: [
            stated.format == nil
              ? "the engine has no format like it, so that the figures are those of another checkpoint"
              : "the runtime must be told to unpack it while it loads"
          ]))
    }
    if let uncounted = stated.uncounted, stated.format == sized, stated.files == nil {
      remarks.append(
        Diagnostic(
          "checkpoint-uncounted", .warning,
          "what \(uncounted) in the quantization of '\(shape.id)' keeps or stores otherwise is not "
            + "counted",
          at: nil, help: ["for exact bytes give the files with --safetensors"]))
    }
    if request.runtime == .vllm, stated.layout?.plainBytes ?? 2 > 2, stated.format == sized {
      remarks.append(
        Diagnostic(
          "checkpoint-differs", .information,
          "'\(shape.id)' states weights of 32 bits, which vLLM loads in 16", at: nil))
    }
    let loaded = checkpoint.fileBytes
    if let held = shape.heldBytes(checkpoint.layout), loaded != held {
      remarks.append(
        Diagnostic(
          "checkpoint-differs", .information,
          "the tensors of '\(shape.id)' take \(held) bytes, which \(request.runtime.rawValue) loads as "
            + "\(loaded): in the type of numbers that its configuration states", at: nil))
    }
    return remarks
  }

  /// Says that a published checkpoint is in what the engine has no format for.
  private static func remarksOnRecord(_ request: SizeRequest, _ shape: ModelShape) -> [Diagnostic] {
    guard request.quantization == nil, let published = shape.published, published.layout == nil
    else { return [] }
    return [
      Diagnostic(
        "checkpoint-differs", .warning,
        "'\(shape.id)' was published in \(published.words), which is not covered, and is sized in "
          + "BF16",
        at: nil, help: ["name the format of another checkpoint with --quantization"])
    ]
  }

  /// Where the format of a checkpoint comes from.
  static func origin(_ request: SizeRequest, _ shape: ModelShape) -> FormatOrigin {
    if request.quantization != nil { return .asked }
    if shape.checkpoint != nil { return .configuration }
    return shape.published?.layout == nil ? .assumed : .published
  }

  static func settings(
    _ request: SizeRequest, limit: Int64?
  ) throws(DiagnosticError) -> RuntimeSettings {
    try refuseWhatIsLlamaCpps(request)
    let total =
      request.contextTokens ?? SizeRequest.assumedContext(slots: request.slots, limit: limit)
    let tokens = total / request.slots
    do throws(RuntimeFault) {
      switch request.runtime {
      case .transformers:
        return .transformers(
          try TransformersSettings(
            contextTokens: tokens, sequences: request.slots,
            logits: request.logits == .all ? .all : .last,
            attention: request.flashAttention ? .fused : .eager))
      case .vllm, .llamaCpp:
        var batch = request.microBatch
        var sequenceLimit: Int64?
        if case .any = request.cards {
          // A card without limits would count as one of the large ones, which have other defaults.
          batch = batch ?? 2048
          sequenceLimit = max(request.slots, 256)
        }
        return .vllm(
          try VLLMSettings(
            contextTokens: tokens, sequences: request.slots, batchedTokens: batch,
            sequenceLimit: sequenceLimit, cacheType: request.cacheTypes.isFP8 ? .fp8 : .auto))
      }
    } catch {
      throw DiagnosticError("out-of-range", words(error))
    }
  }

  /// What other runtimes have no option for is an error, not passed over. The machine around the cards and a
  /// rate for each user are no options of theirs: what follows of them is *not stated*.
  private static func refuseWhatIsLlamaCpps(_ request: SizeRequest) throws(DiagnosticError) {
    let types = request.cacheTypes
    var found: String?
    if request.hasImportanceMatrix { found = "an importance matrix" }
    if request.gpuLayers != .all { found = "layers in host memory" }
    if request.hostExpertLayers != .some(0) { found = "experts in host memory" }
    if request.split != .byMemory { found = "a split of layers" }
    if request.batchSize != nil { found = "a batch size beside the micro-batch" }
    if types.keys.isQuantized || types.values.isQuantized
      || types.keys == .f32 || types.values == .f32
    {
      found = "a cache of type \(types.text)"
    }
    if request.runtime == .transformers, types.isFP8 { found = "a cache of type fp8" }
    if request.runtime == .transformers, request.microBatch != nil { found = "a micro-batch" }
    if request.runtime == .vllm, !request.flashAttention {
      found = "attention without flash attention"
    }
    if request.runtime == .vllm, request.logits == .all { found = "logits of every token" }
    found = request.added.llamaCppsOwn ?? found
    guard let found else { return }
    throw DiagnosticError(
      "unsupported-option", "\(request.runtime.rawValue) is not sized with \(found)",
      help: ["leave it out, or size for llama.cpp"])
  }

  // MARK: Faults

  /// The diagnostic for a plan that cannot be, where each rank has one card, or one of a card's devices, as
  /// `unit` says.
  static func fault(
    _ fault: RuntimeFault, _ shape: ModelShape, _ settings: RuntimeSettings,
    _ checkpoint: PreparedCheckpoint, ranks: Int, unit: String
  ) -> DiagnosticError {
    guard fault == .contextBeyondModel, let limit = shape.longestContext else {
      return DiagnosticError(
        "out-of-range", words(fault, ranks: "\(ranks) \(unit)"),
        help: help(fault, shape, checkpoint, unit: unit))
    }
    return DiagnosticError([
      SizeFaults.contextBeyond(
        limit: limit, of: shape.id, wanted: settings.contextTokens, users: settings.sequences)
    ])
  }

  /// The numbers of cards that do divide the model, or what else could be asked.
  private static func help(
    _ fault: RuntimeFault, _ shape: ModelShape, _ checkpoint: PreparedCheckpoint, unit: String
  ) -> [String] {
    func counts(_ isSound: (Int64) -> Bool) -> String {
      (1...Int64(GPUSelection.mostCards)).filter(isSound).map(String.init).joined(separator: ", ")
    }
    switch fault {
    case .ranksDoNotDivide:
      let sound = counts { (try? TensorRanks(shape.model, count: $0)) != nil }
      return ["its sizes are divided by \(sound) \(unit)"]
    case .ranksCutScales:
      let sound = counts { (try? checkpoint.bytesPerRank($0)) != nil }
      return [
        "numbers of \(unit) that cut none in this format: \(sound); else name a format with smaller groups",
        "where a publisher padded widths in such files, give their config.json with --model-config",
      ]
    default: return []
    }
  }

  private static func words(_ fault: RuntimeFault, ranks: String = "the cards") -> String {
    switch fault {
    case .cardCountOutOfRange: "the number of cards is out of range: expected 1 to 64"
    case .ranksDoNotDivide(let size): "\(ranks) do not divide the model's \(size.name)"
    case .ranksCutScales: "\(ranks) would cut through weights that share a scale"
    case .contextOutOfRange: "the context is out of range"
    case .contextBeyondModel: "the context is longer than the model was made for"
    case .sequencesOutOfRange:
      "the number of sequences is out of range: expected 1 to \(RuntimeSettings.sequenceBound)"
    case .sequencesBeyondLimit: "more sequences than the runtime serves at once"
    case .batchOutOfRange: "the micro-batch is out of range"
    case .promptBeyondContext: "the prompt is longer than the context"
    case .utilisationOutOfRange: "the share of the card's memory is out of range"
    case .compressedRows:
      "what other programs than llama.cpp cache of compressed rows is not known: only llama.cpp is planned"
    }
  }
}

extension CheckpointFormat {
  /// Whether another format's name stands for this one too: options name a method, such as FP8 for one with
  /// a scale for each square.
  func isKind(of method: CheckpointFormat) -> Bool { "\(name)".hasPrefix("\(method.name)-") }
}
