import ArgumentParser
import Catalog
import Diagnostics

/// `rigbook size`.
struct SizeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "size",
    abstract: "Say how much memory a language model needs, and whether cards hold it.",
    discussion: """
      Plans the memory of a GGUF file as llama.cpp does: weights tensor by tensor, the KV cache, \
      the working buffers, and what driver and kernels take beside them. Without --gpu it prints \
      the need on one card and the smallest cards of the catalog that hold it. The pages of the \
      site use the same engine. With --runtime it plans a checkpoint for vLLM, which cuts every \
      matrix over the cards, or for transformers, which deals out layers.

      With several cards whole layers are dealt out, and the verdict is that of the card with the \
      least room. A card fits with at least 1 GiB and 5 % to spare, and is tight down to 0.3 GiB.

      --batch sizes a file of cases, one on each line: case_id, model_id or model_config, and any \
      of quantization, importance_matrix, context_tokens, parallel, kv_type_k, kv_type_v, \
      flash_attention, batch_size, micro_batch, logits, gpus, split, gpu_layers, experts_on_cpu, runtime, \
      gpu, cpu, ram_mt_s, ram_gib, disk, users_at, draft, draft_gguf, draft_kv_type_k, draft_kv_type_v, draft_gpu_layers, \
      draft_cards, draft_tokens, towers and projector. It prints a line for each in the same order; \
      what keeps a case from being sized is in the column error, and why a speed is blank in \
      decode_gap, prefill_gap, load_gap, all_gap and users_gap. What decode rests on is in basis, what \
      other estimates do in prefill_basis, load_basis, all_basis and users_basis.

      EXAMPLES
        rigbook size llama-3.1-8b
        rigbook size llama-3.1-8b -q Q8_0 -c 131072 --kv-cache q8_0
        rigbook size llama-3.3-70b --gpu nvidia-rtx-3090:2 --context 24576
        rigbook size qwen3-30b-a3b -g nvidia-rtx-5090 -p 8 -c 65536 --json
        rigbook size gpt-oss-120b -g nvidia-rtx-5090 --experts-on-cpu all \\
          --cpu amd-ryzen-9-9950x --ram 48 --disk samsung-990-pro-4tb
        rigbook size qwen3-32b --draft qwen3-0.6b:Q8_0 -g nvidia-rtx-5090
        rigbook size llama-3.1-70b --runtime vllm -q AWQ -g nvidia-rtx-4090:2
        rigbook size --model-config config.json -q Q6_K -c 32768
        rigbook size --gguf model-00001-of-00002.gguf -g nvidia-rtx-4090
        rigbook size --batch cases.csv > results.csv
        rigbook query "select id, name from model"     the models it knows
      """)

  @Argument(
    help: ArgumentHelp("The model's id in the catalog, such as llama-3.1-8b.", valueName: "model"))
  var model: String?

  @Option(
    name: .long,
    help: ArgumentHelp("A Hugging Face config.json in place of a model's id.", valueName: "file"))
  var modelConfig: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A GGUF file in place of a model's id, of whatever mix; only its header is read, of a split "
        + "one those of all files.",
      valueName: "file"))
  var gguf: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A safetensors file, the index of several, or a checkpoint's folder, in place of a model's id, "
        + "for vLLM and transformers; config.json must be beside it.",
      valueName: "file"))
  var safetensors: String?

  @Option(
    name: .long, help: ArgumentHelp("A file of cases in place of a model.", valueName: "file"))
  var batch: String?

  @OptionGroup(title: "Loading") var loading: LoadingOptions
  @OptionGroup(title: "Models beside it") var added: AddedOptions
  @OptionGroup(title: "Cards") var placing: PlacingOptions
  @OptionGroup var siteOption: SiteOption

  @Flag(name: .long, help: "Print JSON: exact bytes under stable keys.")
  var json = false

  @Flag(name: .long, help: "Print every step from the model's shape to the result.")
  var explain = false

  func validate() throws {
    let named = [model, modelConfig, gguf, safetensors, batch].compactMap(\.self)
    guard named.count == 1 else {
      throw ValidationError(
        "Name one of a model's id, --model-config, --gguf, --safetensors and --batch; found "
          + "\(named.count) of them.")
    }
    guard batch == nil || !(json || explain || loading.isSet || added.isSet || placing.isSet) else {
      throw ValidationError("--batch takes how models are loaded, and on what, from its file only.")
    }
    guard gguf == nil || loading.quantization == nil else {
      throw ValidationError("--gguf says itself what its weights are in; leave --quantization out.")
    }
    guard gguf == nil || !loading.imatrix else {
      throw ValidationError(
        "--gguf names a file whose mix is made already, with an importance matrix or without; leave "
          + "--imatrix out.")
    }
  }

  func run() async throws {
    let terminal = Terminal.standard
    let reporter = Reporter(
      terminal: terminal, columns: TextTable.terminalWidth,
      rest: "fewer cases in a batch show all of theirs")
    let catalog = try LoadedCatalog(siteOption.folder, reporter)
    let finder = SizeFinder(engine: catalog.engine)
    do throws(DiagnosticError) {
      if let batch {
        let (csv, warnings) = try BatchRun(finder: finder, path: batch).results()
        reporter.report(warnings)
        terminal.write(csv)
      } else {
        let outcome = try finder.outcome(of: request)
        reporter.report(finder.warnings.all)
        terminal.write(try text(outcome, finder, colors: terminal.colorsOutput))
      }
    } catch {
      try reporter.stopOnErrors(error.diagnostics)
    }
  }

  private var request: SizeRequest {
    var request = SizeRequest(model: source)
    loading.apply(to: &request)
    request.added = added.request
    placing.apply(to: &request)
    return request
  }

  private var source: ModelSource {
    if let modelConfig { return .config(path: modelConfig) }
    if let gguf { return .gguf(path: gguf) }
    if let safetensors { return .safetensors(path: safetensors) }
    return .record(model ?? "")
  }

  private func text(
    _ outcome: SizeOutcome, _ finder: SizeFinder, colors: Bool
  ) throws(DiagnosticError) -> String {
    switch outcome {
    case .served(let answer):
      return text(answer, RuntimeFinder(engine: finder.engine, warnings: FileWarnings()), colors)
    case .planned(let answer):
      let smallest =
        answer.cards.isEmpty && !answer.needsNoCard
        ? try finder.smallestCards(for: answer)
        : []
      let comfortable = try finder.comfortableCards(for: answer, among: smallest)
      let advice =
        answer.cards.isEmpty ? nil : try finder.advice(on: answer, split: placing.split)
      return text(answer, smallest, comfortable, advice, colors: colors)
    }
  }

  private func text(_ answer: RuntimeAnswer, _ finder: RuntimeFinder, _ colors: Bool) -> String {
    let advice = answer.cards.isEmpty ? nil : finder.advice(on: answer, request)
    let smallest = answer.cards.isEmpty ? finder.smallestCards(for: answer, request) : []
    let comfortable = finder.comfortableCards(for: answer, request, among: smallest)
    if json {
      return RuntimeJSON(
        answer: answer, advice: advice, alternatives: smallest, comfortable: comfortable,
        withDerivation: explain
      ).render()
    }
    let more = RuntimeAdviceText(answer: answer, colors: colors)
    let text =
      RuntimeText(answer: answer, colors: colors).render()
      + (advice.map { more.render($0) } ?? more.render(smallest, comfortable: comfortable))
    return explain ? text + "\n" + DerivationTable(answer).render(colors: colors) : text
  }

  private func text(
    _ answer: SizeAnswer, _ smallest: [SizeAnswer], _ comfortable: SizeAnswer?,
    _ advice: SizingAdvice?, colors: Bool
  ) -> String {
    if json {
      return SizeJSON(
        answer: answer, alternatives: smallest, comfortable: comfortable, advice: advice,
        withDerivation: explain
      ).render()
    }
    var text = SizeText(
      answer: answer, alternatives: smallest, comfortable: comfortable, colors: colors
    ).render()
    if let advice { text += AdviceText(answer: answer, advice: advice, colors: colors).render() }
    return explain ? text + "\n" + DerivationTable(answer).render(colors: colors) : text
  }
}
