import Sizing
import TestSupport
import Testing

extension MeasuredRow {
  /// What the engine expects where the row is about something that it reckons.
  func reading() throws -> Reading {
    if text("gpu_count") == "0" { return .left("weights and cache in host memory alone") }
    let quant = text("quant")
    if quant.contains("see notebook") { return .left("the source does not say the format") }
    if quant.hasPrefix("EXL2") { return .left("EXL2: a mean of bits and no layout of tensors") }
    if quant.hasPrefix("Q4_K") { return .left("a GGUF file for llama.cpp") }
    if text("backend").contains("tensor parallel") {
      return .left("tensor parallelism of a runtime that is not vLLM")
    }
    if text("model").contains("-vl-") { return .left("profiled with images") }
    guard let modelID else { return .left("a family that the engine does not know") }
    guard let format else { return .left("a format that the engine does not know") }
    let checkpoint = PreparedCheckpoint(
      model: try ShapeRow.named(modelID).shape(), format: format)
    let cards = Array(repeating: try card(), count: Int(integer("gpu_count") ?? 1))
    if text("backend").hasPrefix("vLLM") { return try vllm(checkpoint, cards) }
    return try transformers(checkpoint, cards)
  }

  /// vLLM before chunked prefill: a batch is as long as the context, and 256 sequences are tried.
  private func vllm(_ checkpoint: PreparedCheckpoint, _ cards: [Card]) throws -> Reading {
    let context = integer("context") ?? 2048
    let settings = try VLLMSettings(
      contextTokens: context, batchedTokens: max(context, 2048), sequenceLimit: 256)
    let ledger = try checkpoint.plan(.vllm(settings), on: cards).bindingLedger
    var items: [RuntimeItem] = [.weights]
    let unit = text("unit")
    let measured = text("what_is_measured")
    if !unit.contains("weights only"), !measured.hasPrefix("Loading") {
      items.append(.activations)
      if unit.contains("non-torch") { items += [.driver, .communication] }
    }
    return .scored(items.reduce(0) { $0 + Double(ledger.bytes(of: $1).mid) })
  }

  /// PyTorch: allocated bytes, on all cards or on the fullest, or all that the driver reports.
  private func transformers(_ checkpoint: PreparedCheckpoint, _ cards: [Card]) throws -> Reading {
    let plan = try checkpoint.plan(.transformers(try generation()), on: cards)
    if text("what_is_measured").contains("incl. CUDA context") { return .scored(Double(plan.need)) }
    if text("unit").contains("per GPU") {
      return .scored(Double(plan.cards.map(\.allocated).max() ?? 0))
    }
    return .scored(Double(plan.allocated))
  }

  /// A stated number of new tokens follows the prompt; without a stated context the prompt is a
  /// sentence. Logits of the whole prompt are those of transformers before 4.45, which AutoAWQ runs.
  private func generation() throws -> TransformersSettings {
    let words = text("what_is_measured").split(separator: " ")
    func number(before word: String) -> Int64? {
      guard let index = words.firstIndex(where: { $0 == word }), index > 0 else { return nil }
      let digits = words[index - 1]
      return Int64(digits)
    }
    let isOld = text("backend").hasPrefix("AutoAWQ")
    guard let context = integer("context") else {
      return try TransformersSettings(
        contextTokens: 32 + (number(before: "new") ?? 50), promptTokens: 32)
    }
    return try TransformersSettings(
      contextTokens: context, sequences: integer("batch") ?? 1,
      promptTokens: max(1, context - (number(before: "generated") ?? 0)),
      logits: isOld ? .all : .last)
  }
}
