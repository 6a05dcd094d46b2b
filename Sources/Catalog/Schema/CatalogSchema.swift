/// The tables that a catalog can hold.
package enum CatalogSchema {
  /// All tables, in the order of reports, of the SQLite view and of exports.
  package static let tables: [TableSchema] = [
    .gpu, .memoryReading, .cpu, .platform, .memory, .powerSupply, .chassis, .storage, .price,
    .configuration, .quantization, .model, .imageModel, .audioModel, .modelComponent, .workload,
    .software, .rocmSupport, .measurement, .speedConstant, .speedScore, .speedSeries,
    .speedLeftOut, .speedRange, .memoryScore,
    .source,
    .conflict, .change,
  ]

  /// The tables whose records are parts of a machine: what `.reference(table: "part")` may name.
  package static let partTables = [
    "gpu", "cpu", "platform", "memory", "power_supply", "chassis", "storage",
  ]

  /// The tables of models that are made of several networks: what `media_model` stands for.
  package static let mediaModelTables = ["image_model", "audio_model"]

  /// Returns the schema of the table called `name`.
  package static func table(_ name: String) -> TableSchema? { tables.first { $0.name == name } }

  /// Returns the names of the tables that a reference to `table` may point into.
  ///
  /// `part` stands for every kind of part, `media_model` for image, video and audio models,
  /// `any_model` for language models too, and `any` for every table.
  package static func targets(ofReference table: String) -> [String] {
    switch table {
    case "part": partTables
    case "media_model": mediaModelTables
    case "any_model": ["model"] + mediaModelTables
    case "any": tables.map(\.name)
    default: [table]
    }
  }
}
