import Diagnostics

/// Reads one table from CSV or YAML.
enum TableReader {
  /// A table, and the ids of records too broken to be in it. References to them are no faults.
  struct Result {
    var table: Table
    var damagedIDs: Set<String> = []
  }

  /// Reads the file of a table. A table whose file is missing may be in one of another name.
  static func read(
    _ source: SourceFile, _ schema: TableSchema, isMissing: Bool, faults: inout FaultLog
  ) -> Result {
    guard !source.bytes.isEmpty else {
      return Result(
        table: Table(schema: schema, rows: [], source: source, isComplete: !isMissing))
    }
    return source.path.hasSuffix(".csv")
      ? CSVTableReader.read(source, schema, faults: &faults)
      : YAMLTableReader.read(source, schema, faults: &faults)
  }
}
