/// How large the parts of a catalog file may be. What is larger is no catalog, and is told once and
/// before anything is made of it.
enum CatalogLimits {
  /// Cells of a header; the widest table of the schema has a tenth of it.
  static let columns = 1_024
  /// Records of a table. Catalogs of a hundred thousand machines are built in benchmarks.
  static let records = 250_000
  /// Bytes of one value, in the file. A value of a query may have four times as many.
  static let cellBytes = 64 << 10
  /// Faults of one file, or of one check of a table, that are told.
  static let faults = 1_000
}
