import Catalog
import Diagnostics

/// The tables that a catalog can hold, with the columns that are computed when it is loaded.
enum WholeSchema {
  static let tables: [TableSchema] = DerivedColumns.added(
    to: CatalogSchema.tables.map { schema in
      Table(schema: schema, rows: [], source: SourceFile(path: schema.file, text: ""))
    }
  ).map(\.schema)

  /// Returns the schema of the table called `name`.
  static func table(_ name: String) -> TableSchema? { tables.first { $0.name == name } }
}
