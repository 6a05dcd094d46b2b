import Diagnostics

/// Finds the file of each table.
enum CatalogFiles {
  /// The endings of files that hold records.
  private static let endings = [".csv", ".yaml", ".yml"]

  /// The file of each table, and whether there are others that may be meant for one.
  struct Assignment {
    var files: [String: SourceFile] = [:]
    var hasStrays = false
  }

  /// Returns the file of each table by the table's name, and reports files that belong to none.
  static func assign(_ files: [SourceFile], faults: inout FaultLog) -> Assignment {
    let tables = Dictionary(
      CatalogSchema.tables.map { (stem($0.file), $0) }, uniquingKeysWith: { first, _ in first })
    var result = Assignment()
    for file in files.sorted(by: { $0.path < $1.path }) {
      let name = String(file.path.split(separator: "/").last ?? "")
      // A fault of the whole file has no place in it.
      let ending = endings.first(where: name.hasSuffix)
      guard ending != nil, let schema = tables[stem(name)] else {
        let known = CatalogSchema.tables.map { table in
          ending.map { stem(table.file) + $0 } ?? table.file
        }
        faults.report(StructureFault.unknownFile(file.path, name: name, known: known), at: nil)
        result.hasStrays = true
        continue
      }
      if let first = result.files[schema.name] {
        let fault = StructureFault.secondFile(file.path, table: schema.name, first: first.path)
        faults.report(fault, at: nil)
      } else if file.bytes.count >= Int(UInt32.max) {
        faults.report(StructureFault.fileTooLarge(file.path), at: nil)
        result.hasStrays = true
      } else {
        result.files[schema.name] = file
      }
    }
    return result
  }

  /// The name of a file without its ending.
  private static func stem(_ name: String) -> String {
    endings.first(where: name.hasSuffix).map { String(name.dropLast($0.count)) } ?? name
  }
}
