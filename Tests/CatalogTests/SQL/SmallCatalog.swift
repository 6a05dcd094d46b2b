import Diagnostics

@testable import Catalog

/// Two small tables to query.
enum SmallCatalog {
  static let gpu = TableSchema(
    name: "gpu", noun: "graphics card", file: "gpus.csv",
    columns: [
      ColumnSchema("id", .identifier, label: "Id", meaning: "Name."),
      ColumnSchema("name", .text, label: "Card", meaning: "Name."),
      ColumnSchema("memory_marketed_gb", .integer, label: "Memory", meaning: "Box number."),
      ColumnSchema("bandwidth_gb_s", .decimal, label: "Memory bandwidth", meaning: "Rate."),
      ColumnSchema("ecc", .flag, label: "ECC", meaning: "Error correction."),
      ColumnSchema("launch_date", .date, label: "Launch", meaning: "Date."),
    ])
  static let price = TableSchema(
    name: "price", noun: "price", file: "prices.csv",
    columns: [
      ColumnSchema("id", .identifier, label: "Id", meaning: "Name."),
      ColumnSchema("gpu_id", .reference(table: "gpu"), label: "Card", meaning: "Part."),
      ColumnSchema("price_usd", .decimal, label: "Price", meaning: "Price."),
    ])

  static let tables: [Table] = [
    table(
      gpu,
      [
        [
          .text("a-1"), .text("Alpha"), .integer(24), .decimal(1008), .flag(true),
          CalendarDate("2022-10").map(Cell.date) ?? .notStated,
        ],
        [
          .text("b-2"), .text("Beta"), .integer(16), .notStated, .flag(false), .notApplicable,
        ],
        [.text("c-3"), .text("–"), .notApplicable, .decimal(512.5), .notStated, .notStated],
      ]),
    table(price, [[.text("p-1"), .text("a-1"), .decimal(1599)]]),
  ]

  static func database(
    functions: [SQLFunction] = [], limits: QueryLimits = QueryLimits()
  ) throws -> CatalogDatabase {
    let catalog = Catalog(tables: tables)
    let database = CatalogDatabase(
      catalog, engine: SizingEngine(catalog), functions: functions, limits: limits)
    try database.finish()
    return database
  }

  private static func table(_ schema: TableSchema, _ rows: [[Cell]]) -> Table {
    Table(
      schema: schema,
      rows: rows.map { cells in
        Row(
          id: cells[0].text ?? "", cells: cells, ranges: cells.map { _ in nil }, offset: 0)
      },
      source: SourceFile(path: schema.file, text: ""))
  }
}
