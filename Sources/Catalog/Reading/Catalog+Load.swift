package import Diagnostics

extension Catalog {
  /// Reads and checks the files of a catalog: ``CatalogMemory/load(_:)`` without a state before.
  package static func load(
    _ files: [SourceFile]
  ) -> (catalog: Catalog, diagnostics: [Diagnostic]) {
    CatalogMemory().load(files)
  }
}
