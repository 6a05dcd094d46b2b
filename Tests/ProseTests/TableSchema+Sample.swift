@testable import Catalog

extension TableSchema {
  /// The schema of cards with an id, a name and memory.
  static let sampleCards = TableSchema(
    name: "gpu", noun: "graphics card", file: "gpus.csv",
    columns: [
      ColumnSchema("id", .identifier, label: "Id", isRequired: true, meaning: "The id."),
      ColumnSchema("name", .text, label: "Name", meaning: "The name."),
      ColumnSchema("memory_gib", .decimal, label: "Memory", meaning: "Memory."),
    ])
}
