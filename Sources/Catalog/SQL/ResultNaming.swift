/// Headings of result columns.
struct ResultNaming {
  let names: CatalogNames

  /// Returns the column of a result called `name`, in a query that reads `tables`.
  ///
  /// A name of the catalog keeps its label wherever it comes from, so `max(bandwidth_gb_s) as
  /// bandwidth_gb_s` is headed like the column. Names that the engine's functions suggest have
  /// labels of their own. Any other name becomes words: `best_gb_s` is "Best", in GB/s.
  func column(_ name: String, reading tables: [String]) -> QueryResult.Column {
    let unit = Unit(columnName: name)
    let label =
      names.column(name, preferring: tables)?.label ?? Self.engineLabels[name]
      ?? Self.words(name, unit: unit)
    return QueryResult.Column(name: name, label: label, unit: unit)
  }

  private static func words(_ name: String, unit: Unit?) -> String {
    let bare = unit.map { name.dropLast($0.rawValue.utf8.count + 1) } ?? name[...]
    let text = bare.split(separator: "_").joined(separator: " ")
    guard let first = text.first else { return name }
    return first.uppercased() + text.dropFirst()
  }

  /// Labels for the usual names of what the engine's functions give.
  static let engineLabels: [String: String] = [
    "all_basis": "Basis",
    "all_tok_s": "All users",
    "all_tok_s_high": "All users, high (tok/s)",
    "all_tok_s_low": "All users, low (tok/s)",
    "compute_gib": "Working buffers",
    "context_tokens": "Context",
    "decode_basis": "Basis",
    "decode_high_tok_s": "Decode, high",
    "decode_low_tok_s": "Decode, low",
    "decode_tok_s": "Decode",
    "decode_tok_s_high": "Decode, high (tok/s)",
    "decode_tok_s_low": "Decode, low (tok/s)",
    "file_gib": "File",
    "gpus_needed": "Cards needed",
    "host_basis": "Basis",
    "host_tok_s": "From system memory",
    "host_tok_s_high": "From system memory, high (tok/s)",
    "host_tok_s_low": "From system memory, low (tok/s)",
    "kv_gib": "KV cache",
    "largest_context_tokens": "Largest context",
    "load_basis": "Basis",
    "load_s": "Loading",
    "load_s_high": "Loading, high (s)",
    "load_s_low": "Loading, low (s)",
    "margin_gib": "Margin",
    "need_gib": "Memory needed",
    "overhead_gib": "Runtime overhead",
    "prefill_basis": "Basis",
    "prefill_tok_s": "Prefill",
    "prefill_tok_s_high": "Prefill, high (tok/s)",
    "prefill_tok_s_low": "Prefill, low (tok/s)",
    "ram_basis": "Basis",
    "ram_tok_s": "From the memory fitted",
    "ram_tok_s_high": "From the memory fitted, high (tok/s)",
    "ram_tok_s_low": "From the memory fitted, low (tok/s)",
    "verdict": "Verdict",
    "weights_gib": "Weights",
  ]
}
