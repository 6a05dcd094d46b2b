import ArgumentParser
import Sizing

/// Options that say how a model is loaded.
struct LoadingOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("The program that runs the model.", valueName: "name"))
  var runtime = Runtime.llamaCpp

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The mix of a GGUF file (default: \(SizeRequest.assumedQuantization), or MXFP4_MOE of experts "
        + "that were published in MXFP4), or for other runtimes the format of the checkpoint, such as "
        + "BF16, FP8, AWQ, NF4 (default: what the model was published in, as its record or config.json "
        + "states it, or BF16). What a config.json states is that of its checkpoint: llama.cpp's mix is "
        + "made from it, vllm loads no other, and transformers only BF16 or FP16 unpacked from it.",
      valueName: "mix"))
  var quantization: String?

  @Flag(
    name: .long,
    help: "The file is made with an importance matrix, as most published files of IQ mixes are.")
  var imatrix = false

  @Option(
    name: [.short, .long], parsing: .unconditional,
    help: ArgumentHelp(
      "Tokens of context over all slots together, as llama.cpp's -c: each slot has this number "
        + "divided by --parallel. (default: \(SizeRequest.assumedContext), or the model's longest)",
      valueName: "tokens"), transform: Accepted.context.argument)
  var context: Int64?

  @Option(
    name: [.short, .long], parsing: .unconditional,
    help: ArgumentHelp(
      "Slots: requests that are answered at the same time, each with its own share of the context. "
        + "(default: 1)",
      valueName: "slots"), transform: Accepted.slots(.vllm).argument)
  var parallel: Int64 = 1

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The KV cache's type, one for keys and values or both as KEYS,VALUES: "
        + CacheTypes.known.joined(separator: ", ") + "; or vLLM's fp8. (default: f16)",
      valueName: "type"), transform: Accepted.cacheTypes.argument)
  var kvCache = CacheTypes(keys: .f16, values: .f16)

  @Option(
    name: .long,
    help: ArgumentHelp("Whether attention is one fused operator.", valueName: "state"))
  var flashAttention = Switch.on

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "Tokens that llama.cpp takes on at once, its -b; a micro-batch is never larger. "
        + "(default: \(LoadSettings.assumedBatch))",
      valueName: "tokens"), transform: Accepted.batch.argument)
  var batchSize: Int64?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "Tokens that are computed at once, as llama.cpp's -ub (default: 512) or vLLM's "
        + "--max-num-batched-tokens.",
      valueName: "tokens"), transform: Accepted.microBatch(.vllm).argument)
  var microBatch: Int64?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Rows of logits: one for each slot, or one for each token.", valueName: "rows"))
  var logits = LogitRows.server

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "Units on cards, counted from the end, as llama.cpp's -ngl: the output matrix, then the last "
        + "layer, and so on. (default: all)", valueName: "all|count"),
    transform: Accepted.layers.argument)
  var gpuLayers = LayerCount.all

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "Layers at the start whose experts stay in host memory, as llama.cpp's --n-cpu-moe. "
        + "(default: 0)",
      valueName: "all|count"), transform: Accepted.layers.argument)
  var expertsOnCPU = LayerCount.some(0)

  func validate() throws {
    try check(parallel, "--parallel", Accepted.slots(runtime))
    if let microBatch { try check(microBatch, "--micro-batch", Accepted.microBatch(runtime)) }
    guard context ?? parallel >= parallel else {
      throw ValidationError(
        "--context \(context ?? 0) leaves no token for some of the \(parallel) slots; expected at "
          + "least \(parallel).")
    }
    guard flashAttention == .on || !kvCache.values.isQuantized else {
      throw ValidationError(
        "Without flash attention values cannot be \(kvCache.values.name); give --kv-cache KEYS,f16."
      )
    }
  }

  /// Refuses what an option takes under another program only.
  private func check(
    _ value: Int64, _ option: String, _ accepted: AcceptedValue<Int64>
  ) throws {
    guard accepted.read("\(value)") == nil else { return }
    throw ValidationError(
      "The value '\(value)' is invalid for '\(option)': expected \(accepted.words)")
  }

  /// Whether anything differs from what is assumed.
  var isSet: Bool {
    runtime != .llamaCpp || quantization != nil || imatrix || context != nil || parallel != 1
      || kvCache.text != "f16"
      || flashAttention == .off || batchSize != nil || microBatch != nil || logits == .all
      || gpuLayers != .all
      || expertsOnCPU != .some(0)
  }

  func apply(to request: inout SizeRequest) {
    request.runtime = runtime
    request.quantization = quantization
    request.hasImportanceMatrix = imatrix
    request.contextTokens = context
    request.slots = parallel
    request.cacheTypes = kvCache
    request.flashAttention = flashAttention == .on
    request.batchSize = batchSize
    request.microBatch = microBatch
    request.logits = logits.logits
    request.gpuLayers = gpuLayers
    request.hostExpertLayers = expertsOnCPU
  }
}
