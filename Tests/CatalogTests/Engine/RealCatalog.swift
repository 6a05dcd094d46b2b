import Diagnostics
import Foundation

@testable import Catalog

/// The catalog of this repository's own site.
enum RealCatalog {
  /// The files below `Content/Catalog`.
  static func files() throws -> [SourceFile] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Content/Catalog").standardizedFileURL
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    return try names.map { name in
      SourceFile(
        path: "Content/Catalog/\(name)",
        bytes: Array(try Data(contentsOf: folder.appending(path: name))))
    }
  }

  /// Reads and checks them.
  static func load() throws -> (catalog: Catalog, diagnostics: [Diagnostic]) {
    Catalog.load(try files())
  }

  /// The database, built once for all tests.
  static let database = Result { try CatalogDatabase(load().catalog) }

  /// Runs a query over the real catalog.
  static func query(_ sql: String, log: ReadLog? = nil) throws -> QueryResult {
    try database.get().connect().query(sql, log: log)
  }
}
