/// Rules of workloads.
enum WorkloadRules {
  static let workloads = RuleSet("workload", [targets, size, models])

  /// What is comfortable is better than what is usable.
  private static let targets = Rule<Record>("target-order") { workload, _ in
    guard let usable = workload.number("target_min"),
      let comfortable = workload.number("target_comfortable"),
      let isUpperBound = workload["target_is_upper_bound"].flag
    else { return nil }
    if isUpperBound, comfortable > usable {
      return .init(
        .moreThan(
          column: "target_comfortable", value: comfortable, base: "target_min", most: usable),
        at: "target_comfortable")
    }
    guard !isUpperBound, comfortable < usable else { return nil }
    return .init(
      .lessThan(
        column: "target_comfortable", value: comfortable, base: "target_min", least: usable),
      at: "target_comfortable")
  }

  /// A job says how large it is: context and users, or size and steps.
  private static let size = Rule<Record>("workload-size") { workload, _ in
    guard let category = workload.text("category"), let columns = needed[category],
      let missing = columns.first(where: { !workload.isStated($0) })
    else { return nil }
    return .init(.missingFor(missing, "a workload of the category '\(category)'"), at: missing)
  }

  private static let needed = [
    "language": ["context_tokens", "concurrent_users"],
    "language training": ["context_tokens", "train_amount"],
    "image generation": ["width_px", "height_px", "steps"],
    "image training": ["width_px", "height_px", "steps"],
    "video generation": ["width_px", "height_px", "frames", "steps"],
  ]

  /// The models of a job can do it.
  private static let models = Rule<Record>("workload-model") { workload, catalog in
    guard let category = workload.text("category"), let list = workload.text("model_ids") else {
      return nil
    }
    let table = ["language": "model", "image": "image_model", "video": "image_model"]
      .first { category.hasPrefix($0.key) }?.value
    guard let table else { return nil }
    for item in IDList.items(list) {
      let id = String(item.id)
      guard let found = catalog.tableName(ofRecord: id), found != table,
        let noun = catalog.table(found)?.schema.noun, let needed = catalog.table(table)?.schema.noun
      else { continue }
      return .init(.mismatch("kind", of: id, is: noun, needs: needed), at: "model_ids")
    }
    return nil
  }
}
