/// Rules of software support and of published timings.
enum SupportRules {
  static let software = RuleSet(
    "software",
    [
      listed("systems", "os", ["linux", "windows", "macos"]),
      listed(
        "several-cards", "multi_gpu",
        ["none", "one job per card", "layer split", "tensor parallel", "data parallel"]),
    ])

  static let rocm = RuleSet("rocm_support", [rocmCard])
  static let measurements = RuleSet("measurement", [memory, result, modelKind, processor])

  /// Every item of a list is one of a closed set of words, and stands there once.
  private static func listed(_ name: String, _ column: String, _ known: [String]) -> Rule<Record> {
    Rule(name) { row, _ in
      guard let list = row.text(column) else { return nil }
      var seen: Set<Substring> = []
      for item in IDList.items(list) {
        if !known.contains(String(item.id)) {
          return .init(.unknownItem(String(item.id), known: known), at: column)
        }
        if !seen.insert(item.id).inserted {
          return .init(.repeatedItem(String(item.id)), at: column)
        }
      }
      return nil
    }
  }

  /// AMD’s lists are about AMD’s cards.
  private static let rocmCard = Rule<Record>("rocm-card") { row, catalog in
    guard let card = row.part("gpu_id", in: "gpu", catalog), let vendor = card.text("vendor"),
      vendor != "AMD"
    else { return nil }
    return .init(.mismatch("vendor", of: card.row.id, is: vendor, needs: "AMD"), at: "gpu_id")
  }

  /// A peak is printed in one unit.
  private static let memory = Rule<Record>("peak-memory") { row, _ in
    guard row.isStated("peak_memory_gb"), row.isStated("peak_memory_gib") else { return nil }
    return .init(.statedFor("peak_memory_gib", "a peak in GB"), at: "peak_memory_gib")
  }

  private static let result = Rule<Record>("measurement-result") { row, _ in
    let columns = ["time_s", "peak_memory_gb", "peak_memory_gib", "other_result"]
    guard !columns.contains(where: row.isStated) else { return nil }
    return .init(.noResult, at: "id")
  }

  /// The model is of the kind that was measured.
  private static let modelKind = Rule<Record>("measurement-kind") { row, catalog in
    guard let id = row.text("model_id"), let kind = row.text("kind"),
      let table = catalog.tableName(ofRecord: id)
    else { return nil }
    let found =
      switch table {
      case "model": "language"
      case "audio_model": "audio"
      default: catalog.cell("kind", of: id, in: table)?.text ?? kind
      }
    guard !kind.hasPrefix(found) else { return nil }
    return .init(.mismatch("kind", of: id, is: found, needs: kind), at: "model_id")
  }

  /// A processor has no card.
  private static let processor = Rule<Record>("measurement-cards") { row, _ in
    guard let count = row.number("gpu_count"), count == 0, row.isStated("gpu_id") else {
      return nil
    }
    return .init(.statedFor("gpu_id", "a timing without cards"), at: "gpu_id")
  }
}
