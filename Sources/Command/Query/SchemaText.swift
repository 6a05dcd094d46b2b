import Catalog

/// What there is to ask: the tables with their columns, and the engine's functions.
struct SchemaText: Sendable {
  let database: CatalogDatabase
  let colors: Bool

  func render() -> String {
    let tables = database.catalog.tables.map(\.schema).filter { !$0.columns.isEmpty }
    return tables.map(table).joined(separator: "\n") + "\n" + functions
  }

  private func table(_ schema: TableSchema) -> String {
    var table = TextTable([.left, .left, .left])
    for column in schema.columns {
      table.add([
        .init("  " + column.name), .init(type(of: column), .dim), .init(column.meaning),
      ])
    }
    return TextStyle.bold.paint(schema.name, colors) + ": one row for each \(schema.noun)\n"
      + table.render(colors: colors)
  }

  /// The kind of value, or its unit, which says more.
  private func type(of column: ColumnSchema) -> String {
    if let unit = column.unit { return unit.symbol }
    switch column.kind {
    case .identifier: return "id"
    case .text: return column.listsIDsOf.map { "ids of \($0)" } ?? "text"
    case .integer: return "count"
    case .decimal: return "number"
    case .flag: return "1 or 0"
    case .date: return "date"
    case .choice(let words): return words.count > 3 ? "word" : words.joined(separator: " | ")
    case .reference(let table): return "id of \(table)"
    }
  }

  private var functions: String {
    var table = TextTable([.left, .left])
    for (signature, meaning) in database.functionList {
      table.add([.init("  " + signature), .init(meaning)])
    }
    return TextStyle.bold.paint("functions", colors)
      + " of the sizing engine; the context is for each user\n" + table.render(colors: colors)
  }
}
