import Diagnostics

/// Reads one table from CSV or YAML.
enum TableReader {
  /// A table, and the ids of records too broken to be in it. References to them are no faults.
  struct Result {
    var table: Table
    var damagedIDs: Set<String> = []
  }

  /// Reads the file of a table. An empty file is at fault: it states no columns.
  static func read(
    _ source: SourceFile, _ schema: TableSchema, faults: inout FaultLog
  ) -> Result {
    source.path.hasSuffix(".csv")
      ? CSVTableReader.read(source, schema, faults: &faults)
      : YAMLTableReader.read(source, schema, faults: &faults)
  }
}
