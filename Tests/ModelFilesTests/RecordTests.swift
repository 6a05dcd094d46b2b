import Catalog
import Diagnostics
import Foundation
import ModelFiles
import Sizing
import TestSupport
import Testing

/// The models of this repository's catalog that the engine sizes.
enum CatalogModels {
  struct Entry: Sendable, CustomTestStringConvertible {
    let id: String
    let cells: [String: Cell]
    let shape: LanguageModel
    var testDescription: String { id }
  }

  static let all: [Entry] = {
    do { return try load() } catch {
      Issue.record(error)
      return []
    }
  }()

  private static func load() throws -> [Entry] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Content/Catalog").standardizedFileURL
    let names = ["language-models.csv", "quantizations.csv", "sources.yaml"]
    let files = try names.map { name in
      SourceFile(
        path: name, bytes: Array(try Data(contentsOf: folder.appending(path: name))))
    }
    let catalog = Catalog.load(files).catalog.withDerivedColumns()
    let engine = SizingEngine(catalog)
    let table = try #require(catalog.table("model"))
    let columns = table.schema.columns.map(\.name)
    return try table.rows.compactMap { row in
      let cells = Dictionary(uniqueKeysWithValues: zip(columns, row.cells))
      guard cells["is_sized"]?.flag == true else { return nil }
      let model = try engine.model(row.id, quantization: "F16").prepared.model
      return Entry(id: row.id, cells: cells, shape: model)
    }
  }

  static func named(_ id: String) throws -> Entry {
    try #require(all.first { $0.id == id }, "\(id)")
  }
}

/// A `config.json` and the catalog's record of the same model give one shape.
@Suite("Configurations and records")
struct RecordTests {
  @Test func findsTheModels() {
    #expect(CatalogModels.all.count > 130)
  }

  @Test(arguments: CatalogModels.all)
  func readsTheShapeOfTheRecord(_ entry: CatalogModels.Entry) throws {
    try expect(RecordConfig(entry.cells).text, toDescribe: entry)
  }

  @Test(arguments: PublicConfig.all)
  func readsPublishedFields(_ config: PublicConfig) throws {
    try expect(config.text, toDescribe: CatalogModels.named(config.id))
  }

  private func expect(_ text: String, toDescribe entry: CatalogModels.Entry) throws {
    let found = ModelConfigReader.read(SourceFile(path: "config.json", text: text))
    #expect(found.diagnostics == [], "\(text)")
    let model = try #require(found.model?.model)
    // Catalogs state the context that the vendor promises, files the one that positions reach.
    #expect(try model.withoutContextLimit() == entry.shape.withoutContextLimit())
  }
}
