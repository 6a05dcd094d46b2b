package import Diagnostics
package import Sizing

/// Why the engine cannot answer a question about records of the catalog.
package enum SizingFault: Error, Hashable, Sendable {
  /// No record of the table has the id.
  case unknownRecord(table: String, noun: String, id: String, help: [String])
  /// The record is there, but the engine cannot size what it describes.
  case unsupported(table: String, id: String, reason: String, help: [String])
  /// The context is longer than the model was made for.
  case contextBeyondModel
  /// A number of the question is out of range.
  case outOfRange(what: String, expected: String)
  /// A processor beside a computer's own chip, which is another: their names.
  case secondProcessor(card: String, processor: String)
  /// llama.cpp would refuse it, whatever memory there is: the summary, and how to mend it.
  case refusedByLoader(String, help: [String])

  /// One line, lower case, without a final stop.
  package var message: String {
    switch self {
    case .unknownRecord(_, let noun, let id, _): "unknown \(noun) '\(id)'"
    case .unsupported(_, let id, let reason, _): "'\(id)' cannot be sized: \(reason)"
    case .contextBeyondModel: "the context is longer than the model was made for"
    case .outOfRange(let what, let expected): "\(what) is out of range: expected \(expected)"
    case .secondProcessor(let card, let processor):
      "\(card) is a computer's own chip, which stands alone, but the processor \(processor) is named "
        + "beside it"
    case .refusedByLoader(let summary, _): summary
    }
  }

  /// How to mend it.
  package var help: [String] {
    switch self {
    case .unknownRecord(_, _, _, let help), .unsupported(_, _, _, let help),
      .refusedByLoader(_, let help):
      help
    case .secondProcessor: ["leave the processor out, or name another card"]
    case .contextBeyondModel, .outOfRange: []
    }
  }

  /// The fault as a diagnostic without a place in a file.
  package var diagnostic: Diagnostic {
    switch self {
    case .unknownRecord: Diagnostic("unknown-record", message, at: nil, help: help)
    case .unsupported: Diagnostic("unsupported-record", message, at: nil, help: help)
    case .contextBeyondModel, .outOfRange, .secondProcessor, .refusedByLoader:
      Diagnostic("out-of-range", message, at: nil, help: help)
    }
  }
}

extension SizingFault {
  /// Says in words why a shape is no model that the engine can size.
  init(_ fault: ModelFault, id: String) {
    let reason =
      switch fault {
      case .sizeOutOfRange(let size): "its \(DerivationText.words(for: size)) is out of range"
      case .headsDoNotDivide: "its attention heads are no multiple of its KV heads"
      case .recurrentHeadsDoNotDivide:
        "the heads of its recurrent layers are no multiple of their key heads or groups"
      case .moreExpertsUsedThanPresent: "it uses more experts than it has"
      case .feedForwardSizeDoesNotApply:
        "its dense layers and its dense feed-forward size contradict each other"
      case .expertsDoNotApply: "its architecture and its experts do not go together"
      case .windowDoesNotApply: "its architecture and its attention window do not go together"
      case .latentDoesNotApply: "its architecture and its latent attention do not go together"
      case .compressionDoesNotApply:
        "its architecture and its compressed cache do not go together"
      case .recurrenceDoesNotApply:
        "its architecture and its recurrent layers do not go together, or are not covered"
      case .patternDoesNotApply: "its pattern of layers does not fit its architecture"
      case .sharedCacheDoesNotApply:
        "its layers without a cache or its embeddings for each layer do not fit its architecture"
      case .modelTooLarge: "it is too large"
      }
    self = .unsupported(table: "model", id: id, reason: reason, help: [])
  }

  package init(_ fault: SettingsFault) {
    self =
      switch fault {
      case .slotsOutOfRange:
        .outOfRange(what: "the number of users", expected: "1 to \(LoadSettings.slotBound)")
      case .contextOutOfRange:
        .outOfRange(
          what: "the context",
          expected:
            "1 to \(ValueFormat.number(Double(LoadSettings.contextBound), unit: nil)) tokens over all users"
        )
      case .batchOutOfRange: .outOfRange(what: "the batch", expected: "1 to 16,384 tokens")
      case .microBatchOutOfRange:
        .outOfRange(what: "the micro-batch", expected: "1 to 16,384 tokens")
      case .layersOutOfRange: .outOfRange(what: "the number of layers", expected: "0 or more")
      case .quantizedValuesNeedFlashAttention:
        .outOfRange(
          what: "the value cache's type", expected: "f16, bf16 or f32 without flash attention")
      }
  }

  /// How to mend too many devices.
  private static let fewerCards = [
    "it plans over 16 devices, of which the processor is one; name fewer cards, or another runtime"
  ]

  /// Cards in which the driver sees more devices than llama.cpp takes.
  package init(devices: Int, onCards cards: Int) {
    self = .refusedByLoader(
      "llama.cpp does not run on \(cards) cards that are \(devices) devices to the driver, expected "
        + "1 to \(LoaderLimits.cards) devices", help: Self.fewerCards)
  }

  init(_ fault: PlanFault) {
    self =
      switch fault {
      case .cardCountOutOfRange(let count):
        .refusedByLoader(
          "llama.cpp does not run on \(count) cards, expected 1 to \(LoaderLimits.cards)",
          help: Self.fewerCards)
      case .layersBeyondLoader(let count):
        .refusedByLoader(
          "llama.cpp loads no model of \(count) layers, expected at most \(LoaderLimits.layers)",
          help: ["size it for another runtime"])
      case .expertsBeyondLoader(let count):
        .refusedByLoader(
          "llama.cpp loads no model of \(count) experts in a layer, expected at most "
            + "\(LoaderLimits.experts)", help: ["size it for another runtime"])
      case .draftVocabularyDiffers(let draft, let model):
        .refusedByLoader(
          "the draft model has \(draft) tokens and the model \(model), expected vocabularies that "
            + "differ by at most \(LoaderLimits.vocabularyDifference)",
          help: [
            "llama.cpp takes no guesses of another vocabulary; take a draft model of the same family"
          ])
      case .splitOutOfRange:
        .outOfRange(
          what: "the split",
          expected: "a share for each card, from 0 to below 1000000000, not all of them 0")
      case .contextBeyondModel: .contextBeyondModel
      case .cacheTypeDoesNotDivideHead:
        .outOfRange(what: "the cache's type", expected: "blocks that divide the model's heads")
      case .draftOutOfRange:
        .outOfRange(
          what: "the draft model",
          expected: "layers of 0 or more, and 0 to \(DraftModel.tokenBound) tokens guessed ahead")
      case .draftCardsOutOfRange:
        .outOfRange(
          what: "the draft model's choice of cards",
          expected: "places of the cards, each at most once")
      case .draftCacheTypeDoesNotDivideHead:
        .outOfRange(
          what: "the type of the draft model's cache", expected: "blocks that divide its heads")
      case .draftValuesNeedFlashAttention:
        .outOfRange(
          what: "the type of the draft model's value cache",
          expected: "f16, bf16 or f32 without flash attention")
      }
  }
}
