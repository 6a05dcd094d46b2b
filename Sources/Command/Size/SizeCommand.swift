import ArgumentParser
import Catalog
import Diagnostics
import Sizing

/// `rigbook size`.
struct SizeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "size",
    abstract: "Say how much memory a language model needs, and whether cards hold it.",
    discussion: """
      Plans the memory of a GGUF file as llama.cpp does with every layer on cards: weights tensor \
      by tensor, the KV cache, the working buffers, and what driver and kernels take beside them. \
      Without --gpu it prints the need on one card and the smallest cards of the catalog that hold \
      it. The pages of the site use the same engine.

      With several cards whole layers are dealt out, and the verdict is that of the card with the \
      least room. A card fits with 1 GiB or 5 % to spare, and is tight down to 0.3 GiB.

      EXAMPLES
        rigbook size llama-3.1-8b
        rigbook size llama-3.1-8b -q Q8_0 -c 131072 --kv-cache q8_0
        rigbook size llama-3.3-70b --gpu nvidia-rtx-3090:2 --context 24576
        rigbook size qwen3-30b-a3b -g nvidia-rtx-5090 -p 8 -c 65536 --json
        rigbook query "select id, name from model"     the models it knows
      """)

  @Argument(
    help: ArgumentHelp("The model's id in the catalog, such as llama-3.1-8b.", valueName: "model"))
  var model: String

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("The mix of formats that the weights are in.", valueName: "mix"))
  var quantization = "Q4_K_M"

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Tokens of context over all slots together, as llama.cpp's -c: each slot has this number "
        + "divided by --parallel.",
      valueName: "tokens"))
  var context: Int64 = 8192

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Slots: requests that are answered at the same time, each with its own share of the context.",
      valueName: "slots"))
  var parallel: Int64 = 1

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The KV cache's type, one for keys and values or both as KEYS,VALUES: "
        + CacheTypes.known.joined(separator: ", ") + ".",
      valueName: "type"))
  var kvCache = CacheTypes(keys: .f16, values: .f16)

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The card's id in the catalog, with a count where there are several: nvidia-rtx-3090:2.",
      valueName: "id[:count]"))
  var gpu: GPUSelection?

  @OptionGroup var siteOption: SiteOption

  @Flag(name: .long, help: "Print JSON: exact bytes under stable keys.")
  var json = false

  @Flag(name: .long, help: "Print every step from the model's shape to the result.")
  var explain = false

  func validate() throws {
    guard (1...Self.mostSlots).contains(parallel) else {
      throw ValidationError("--parallel takes a number from 1 to \(Self.mostSlots).")
    }
    guard (parallel...LoadSettings.contextBound).contains(context) else {
      throw ValidationError(
        "--context takes at least a token for each slot and at most \(LoadSettings.contextBound).")
    }
  }

  /// llama.cpp's own limit.
  private static let mostSlots: Int64 = 256

  func run() async throws {
    let terminal = Terminal.standard
    let reporter = Reporter(terminal: terminal)
    let catalog = try LoadedCatalog(siteOption.folder, reporter)
    let engine = catalog.engine
    let question = SizingQuestion(
      model: model, quantization: Self.known(quantization, engine),
      contextTokens: context / parallel, users: parallel, cacheTypeK: kvCache.keys,
      cacheTypeV: kvCache.values)
    do throws(SizingFault) {
      let finder = SizeFinder(engine: engine, question: question, contextTokens: context)
      let answer = try finder.answer(on: gpu)
      terminal.write(text(answer, colors: terminal.colorsOutput))
    } catch {
      try reporter.stopOnErrors([SizeFaults.diagnostic(error, question, engine)])
    }
  }

  private func text(_ answer: SizeAnswer, colors: Bool) -> String {
    if json { return SizeJSON(answer: answer, withDerivation: explain).render() }
    let ledger = SizeText(answer: answer, colors: colors).render()
    return explain ? ledger + "\n" + DerivationTable(answer).render(colors: colors) : ledger
  }

  /// Returns the mix by the catalog's spelling, however it was typed.
  private static func known(_ name: String, _ engine: SizingEngine) -> String {
    engine.quantizationIDs.first { $0.lowercased() == name.lowercased() } ?? name
  }
}
