package import Catalog

/// The words for a page's workings, the same in each of its forms.
package struct WorkingsWords {
  private let database: CatalogDatabase
  private let log: ReadLog?

  /// Makes the words; `log` takes a note of the cells they name things by.
  package init(_ database: CatalogDatabase, log: ReadLog? = nil) {
    self.database = database
    self.log = log
  }

  /// Returns what a record is called.
  package func name(of id: String, in table: String) -> String {
    cell("name", of: id, in: table)?.text ?? id
  }

  /// Returns the case of an answer without its model: "Q8_0, 8,192 tokens, GeForce RTX 3090".
  package func setting(of answer: Workings.Answer) -> String {
    answer.subject.words { name(of: $0, in: "gpu") }
  }

  /// Returns what the engine said, as it is printed: "margin 4.0 GiB; verdict fits".
  package func results(of answer: Workings.Answer) -> String {
    answer.calls.map { call in
      let label = Self.labels[call.function] ?? call.function
      return label + " "
        + ValueFormat.text(call.result, unit: Self.unit(of: call), style: .prose)
    }.joined(separator: "; ")
  }

  /// Returns the command that prints every step of an answer.
  package func command(for answer: Workings.Answer) -> String {
    answer.subject.command(
      limit: cell("max_context_tokens", of: answer.subject.model, in: "model")?.integer)
  }

  private func cell(_ column: String, of id: String, in table: String) -> Cell? {
    log?.note(.cell(table: table, id: id, column: column))
    return database.catalog.cell(column, of: id, in: table)
  }

  /// Returns the functions that the page's queries call, with what they give.
  package func functions(of workings: Workings) -> [(signature: String, meaning: String)] {
    workings.functions.compactMap(database.function)
  }

  /// Returns a function of the engine with what it gives.
  package func function(_ name: String) -> (signature: String, meaning: String)? {
    database.function(name)
  }

  /// The unit of what a call gave.
  package static func unit(of call: EngineCall) -> Unit? {
    switch call.function {
    case "decode_tok_s_low", "decode_tok_s_high", "prefill_tok_s_low", "prefill_tok_s_high",
      "all_tok_s_low", "all_tok_s_high", "host_tok_s_low", "host_tok_s_high",
      "ram_tok_s_low", "ram_tok_s_high":
      .tokensPerSecond
    // Those of the middle have their unit at the end of their name.
    case "load_s_low", "load_s_high": .seconds
    case "largest_context": .tokens
    default: Unit(columnName: call.function)
    }
  }

  private static let labels = [
    "all_basis": "basis", "all_tok_s": "all users", "all_tok_s_high": "all users at most",
    "all_tok_s_low": "all users at least",
    "compute_gib": "working buffers", "decode_basis": "basis",
    "decode_tok_s": "decode", "decode_tok_s_high": "decode at most",
    "decode_tok_s_low": "decode at least", "file_gib": "file", "gpus_needed": "cards needed",
    "host_basis": "basis", "host_tok_s": "from memory", "host_tok_s_high": "from memory at most",
    "host_tok_s_low": "from memory at least",
    "kv_gib": "KV cache", "largest_context": "longest context",
    "load_basis": "basis", "load_s": "loading", "load_s_high": "loading at most",
    "load_s_low": "loading at least",
    "margin_gib": "margin",
    "need_gib": "need", "prefill_basis": "basis", "prefill_tok_s": "prefill",
    "prefill_tok_s_high": "prefill at most",
    "prefill_tok_s_low": "prefill at least", "ram_basis": "basis",
    "ram_tok_s": "from the memory fitted", "ram_tok_s_high": "from the memory fitted at most",
    "ram_tok_s_low": "from the memory fitted at least", "read_gib": "read for a token",
    "verdict": "verdict",
    "weights_gib": "weights",
  ]
}
