import Diagnostics

/// Finds the file of each table.
enum CatalogFiles {
  /// The endings of files that hold records.
  private static let endings = [".csv", ".yaml", ".yml"]

  /// Returns the file of each table by the table's name, and reports files that belong to none.
  static func assign(_ files: [SourceFile], faults: inout FaultLog) -> [String: SourceFile] {
    let tables = Dictionary(
      CatalogSchema.tables.map { (stem($0.file), $0) }, uniquingKeysWith: { first, _ in first })
    let known = CatalogSchema.tables.map(\.file)
    var sources: [String: SourceFile] = [:]
    for file in files.sorted(by: { $0.path < $1.path }) {
      let name = String(file.path.split(separator: "/").last ?? "")
      guard endings.contains(where: name.hasSuffix) else { continue }
      let top = SourceSpan(file: file.path, line: 1)
      guard let schema = tables[stem(name)] else {
        faults.report(StructureFault.unknownFile(name, known: known), at: top)
        continue
      }
      if let first = sources[schema.name] {
        faults.report(StructureFault.secondFile(table: schema.name, first: first.path), at: top)
      } else if file.bytes.count >= Int(UInt32.max) {
        faults.report(StructureFault.fileTooLarge, at: top)
      } else {
        sources[schema.name] = file
      }
    }
    return sources
  }

  /// The name of a file without its ending.
  private static func stem(_ name: String) -> String {
    endings.first(where: name.hasSuffix).map { String(name.dropLast($0.count)) } ?? name
  }
}
