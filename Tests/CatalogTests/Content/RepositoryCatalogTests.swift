import Catalog
import Diagnostics
import Foundation
import Testing

/// The catalog of this repository, read from its files.
enum RepositoryCatalog {
  static let loaded: (catalog: Catalog, diagnostics: [Diagnostic]) = Catalog.load(files)

  static let files: [SourceFile] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let folder = root.appending(path: "Content/Catalog")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
    return names.sorted().compactMap { name in
      guard let data = try? Data(contentsOf: folder.appending(path: name)) else { return nil }
      return SourceFile(path: "Content/Catalog/" + name, bytes: Array(data))
    }
  }()
}

@Suite("The repository's own catalog")
struct RepositoryCatalogTests {
  @Test func hasNoFaults() {
    let files = RepositoryCatalog.files
    let renderer = DiagnosticRenderer(format: .concise) { path in files.first { $0.path == path } }
    #expect(renderer.render(RepositoryCatalog.loaded.diagnostics) == "")
  }

  @Test(arguments: [
    ("gpu", 90), ("memory_reading", 119), ("cpu", 81), ("platform", 35), ("memory", 25),
    ("power_supply", 32), ("chassis", 20), ("storage", 12), ("price", 319), ("configuration", 25),
    ("quantization", 74), ("model", 155), ("image_model", 48), ("audio_model", 31),
    ("model_component", 222), ("workload", 32), ("software", 156), ("rocm_support", 317),
    ("measurement", 124), ("speed_constant", 304),
    ("speed_score", 242), ("speed_series", 557), ("speed_left_out", 30), ("speed_range", 34),
    ("memory_score", 124),
  ])
  func keepsEveryRecord(table: String, count: Int) throws {
    #expect(try #require(RepositoryCatalog.loaded.catalog.table(table)).rows.count == count)
  }
}
