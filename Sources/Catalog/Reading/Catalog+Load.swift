package import Diagnostics

extension Catalog {
  /// Reads and checks the files of a catalog: ``CatalogMemory/load(_:isWhole:)`` without a state
  /// before.
  package static func load(
    _ files: [SourceFile], isWhole: Bool = true
  ) -> (catalog: Catalog, diagnostics: [Diagnostic]) {
    CatalogMemory().load(files, isWhole: isWhole)
  }
}
