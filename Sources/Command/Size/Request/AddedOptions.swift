import ArgumentParser
import Sizing

/// Options that say what is loaded beside a model.
struct AddedOptions: ParsableArguments {
  @Option(
    name: .customLong("draft"), parsing: .singleValue,
    help: ArgumentHelp(
      "A draft model for speculative decoding, with the mix of its GGUF file, or for other runtimes "
        + "the format of its checkpoint, unless that is what --quantization assumes: qwen3-0.6b:Q8_0.",
      valueName: "id[:mix]"), transform: Accepted.draft.argument)
  var drafts: [DraftSelection] = []

  @Option(
    name: .long, help: ArgumentHelp("A GGUF file as draft model, for llama.cpp.", valueName: "file")
  )
  var draftGguf: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The type of the draft model's KV cache, as --kv-cache: llama.cpp's -ctkd and -ctvd.",
      valueName: "type"), transform: Accepted.cacheTypes.argument)
  var draftKvCache: CacheTypes?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "Units of the draft model on cards, as llama.cpp's -ngld (default: all).",
      valueName: "all|count"), transform: Accepted.layers.argument)
  var draftGpuLayers: LayerCount?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "Numbers of the cards that the draft model is put on, such as 2 or 1,2, as llama.cpp's "
        + "--device-draft (default: all).",
      valueName: "numbers"), transform: Accepted.cardNumbers.argument)
  var draftCards: CardNumbers?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "Tokens that the draft model guesses ahead, as llama.cpp's --spec-draft-n-max "
        + "(default: \(DraftModel.assumedTokens)).",
      valueName: "count"), transform: Accepted.draftTokens.argument)
  var draftTokens: Int64?

  @Flag(
    name: .long,
    help: "Load the model's towers for pictures and sound, too, in 16 bits.")
  var towers = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A GGUF file of towers and their projector, as llama.cpp's --mmproj; only its header is read.",
      valueName: "file"))
  var projector: String?

  func validate() throws {
    guard drafts.count < 2 else {
      throw ValidationError("--draft names one model; found \(drafts.count).")
    }
    guard drafts.isEmpty || draftGguf == nil else {
      throw ValidationError("Name the draft model with one of --draft and --draft-gguf.")
    }
    let settings = draftKvCache != nil || draftGpuLayers != nil || draftCards != nil
    guard !drafts.isEmpty || draftGguf != nil || !(settings || draftTokens != nil) else {
      throw ValidationError("There is no draft model to load so; name one with --draft.")
    }
    guard !towers || projector == nil else {
      throw ValidationError("--projector is a file with the towers; leave --towers out.")
    }
  }

  /// Whether anything is loaded beside the model.
  var isSet: Bool { request != AddedRequest() }

  var request: AddedRequest {
    var request = AddedRequest()
    request.draft = drafts.first.map { .record($0) } ?? draftGguf.map { .gguf(path: $0) }
    request.draftCacheTypes = draftKvCache
    request.draftGPULayers = draftGpuLayers
    request.draftCards = draftCards
    request.draftTokens = draftTokens
    request.loadsTowers = towers
    request.projector = projector
    return request
  }
}
