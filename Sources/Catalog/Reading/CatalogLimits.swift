/// How large the parts of a catalog file may be. What is larger is no catalog, and is told once and
/// before anything is made of it.
enum CatalogLimits {
  /// Cells of a header; the widest table of the schema has a tenth of it.
  static let columns = 1_024
  /// Records of a table. Catalogs of a hundred thousand machines are built in benchmarks.
  static let records = 250_000
  /// Bytes of one value, in the file.
  static let cellBytes = 64 << 10
  /// Bytes of all values of a record. SQLite reads no row that is larger than a value of a query may
  /// be, which is 256 KiB, and computed columns stand in it too.
  static let recordBytes = 192 << 10
  /// Faults of one file, or of one check of a table, that are told.
  static let faults = 1_000
}
