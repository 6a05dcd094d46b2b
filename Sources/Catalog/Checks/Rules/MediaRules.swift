/// Rules of image, video and audio models and of their components.
enum MediaRules {
  static let imageModels = RuleSet("image_model", [frames, activeDenoiser, denoiserSum])
  static let audioModels = RuleSet("audio_model", [publishedMemory, totalBasis])
  static let components = RuleSet("model_component", [place])

  /// A video has frames and a rate, an image has neither.
  private static let frames = Rule<Record>("media-frames") { model, _ in
    let isVideo = model.text("kind") == "video"
    for column in ["fps", "vae_temporal_factor"] where model.isStated(column) != isVideo {
      return isVideo
        ? .init(.missingFor(column, "a video model"), at: column)
        : .init(.statedFor(column, "an image model"), at: column)
    }
    guard let count = model.number("default_frames"), (count > 1) != isVideo else { return nil }
    return .init(
      .mismatch(
        "frames", of: model.row.id, is: Wording.number(count),
        needs: isVideo ? "more than 1" : "1"), at: "default_frames")
  }

  private static let activeDenoiser = Rule<Record>("active-parameters") { model, _ in
    guard let active = model.number("denoiser_active_params"),
      let all = model.number("denoiser_params"), active > all
    else { return nil }
    return .init(
      .moreThan(
        column: "denoiser_active_params", value: active, base: "denoiser_params", most: all),
      at: "denoiser_active_params")
  }

  /// The denoisers among the components are all that the model states.
  private static let denoiserSum = Rule<Record>("component-sum") { model, catalog in
    guard let stated = model.number("denoiser_params"),
      let table = catalog.table("model_component"), table.isComplete
    else { return nil }
    let components = table.rows.map { Record(table: table, row: $0) }
    // A component that cannot be read, or whose model is not known, may be one of this model's.
    guard !components.contains(where: { isDoubtful($0, catalog) }) else { return nil }
    let sum =
      components.filter { $0.text("model_id") == model.row.id && $0.text("role") == "denoiser" }
      .reduce(0) { $0 + ($1.number("params") ?? 0) }
    guard sum != stated else { return nil }
    return .init(.componentSum(sum, stated: stated), at: "denoiser_params")
  }

  private static func isDoubtful(_ component: Record, _ catalog: Catalog) -> Bool {
    component.row.isDamaged
      || !CatalogSchema.mediaModelTables.contains {
        component.part("model_id", in: $0, catalog) != nil
      }
  }

  /// A statement about memory names who made it and whether it holds.
  private static let publishedMemory = Rule<Record>.allOrNone(
    "published-memory", ["vram_published", "vram_basis", "vram_verified"])

  private static let totalBasis = Rule<Record>.allOrNone(
    "total-basis", ["params_total", "params_total_basis"])

  /// No two components of a model have the same place.
  private static let place = Rule<Record>("component-place") { component, catalog in
    guard let model = component.text("model_id"), let place = component.number("place") else {
      return nil
    }
    let table = component.table
    let first = table.rows.lazy.map { Record(table: table, row: $0) }
      .first { $0.text("model_id") == model && $0.number("place") == place }
    guard let first, first.row.id != component.row.id else { return nil }
    return .init(.samePlace(first.row.id), at: "place")
  }
}
