import Testing

@testable import Catalog

/// What computed columns say they are computed from.
struct ColumnDerivationTests {
  /// The catalog as typed, read once. Of its many language models some are enough.
  private static let typed = Result {
    Catalog(
      tables: try RealCatalog.load().catalog.tables.map { table in
        guard table.schema.name == "model" else { return table }
        let rows = table.rows.enumerated().filter { $0.offset.isMultiple(of: 5) }.map(\.element)
        return Table(schema: table.schema, rows: rows, source: table.source)
      })
  }

  private static let computed = Result { try typed.get().withDerivedColumns() }

  @Test func everyComputedColumnDeclaresHowItComesAbout() throws {
    var count = 0
    for table in try Self.computed.get().tables {
      for column in table.schema.columns where column.origin == .computed {
        count += 1
        let derivation = try #require(column.derivation, "\(table.schema.name).\(column.name)")
        #expect(!derivation.formula.isEmpty, "\(table.schema.name).\(column.name)")
        #expect(!derivation.inputs.isEmpty, "\(table.schema.name).\(column.name)")
      }
    }
    #expect(count > 40)
  }

  @Test func everyInputIsAColumnOfTheCatalog() throws {
    let catalog = try Self.computed.get()
    for table in catalog.tables {
      for column in table.schema.columns {
        for input in column.derivation?.inputs ?? [] {
          let holders = Self.tables(of: input, in: table.schema)
          #expect(!holders.isEmpty, "\(table.schema.name).\(column.name): \(input)")
          let schemas = holders.compactMap { catalog.table($0)?.schema }
          #expect(
            schemas.contains { $0.columnIndex(input.column) != nil },
            "\(table.schema.name).\(column.name): \(input)")
        }
      }
    }
  }

  /// Blanks each column of the files in turn: a computed column that changes with it must declare it.
  @Test(arguments: CatalogSchema.tables.map(\.name))
  func everyColumnThatChangesAComputedOneIsDeclared(table: String) throws {
    let catalog = try Self.typed.get()
    let before = try Self.computed.get()
    let schema = try #require(catalog.table(table)?.schema)
    for index in schema.columns.indices where schema.columns[index].name != "id" {
      let column = schema.columns[index].name
      let after = Self.blanking(index, of: table, in: catalog).withDerivedColumns()
      for (old, new) in zip(before.tables, after.tables) {
        for place in old.schema.columns.indices
        where old.schema.columns[place].origin == .computed
          && zip(old.rows, new.rows).contains(where: { $0.cells[place] != $1.cells[place] })
        {
          let name = old.schema.columns[place].name
          #expect(
            Self.declared(by: name, of: old.schema).contains("\(table).\(column)"),
            "\(old.schema.name).\(name) changes with \(table).\(column)")
        }
      }
    }
  }

  private static func blanking(_ column: Int, of name: String, in catalog: Catalog) -> Catalog {
    Catalog(
      tables: catalog.tables.map { table in
        guard table.schema.name == name else { return table }
        let rows = table.rows.map { row in
          var row = row
          row.cells[column] = .notStated
          return row
        }
        return Table(schema: table.schema, rows: rows, source: table.source)
      })
  }

  /// The columns that a computed column takes, those behind other computed ones too, and the columns
  /// by which it finds their records.
  private static func declared(by column: String, of schema: TableSchema) -> Set<String> {
    var found: Set<String> = []
    var open = [column]
    while let next = open.popLast() {
      guard let index = schema.columnIndex(next) else { continue }
      let derivation = schema.columns[index].derivation
      for input in (derivation?.inputs ?? []) + (derivation?.conditions ?? []) {
        for table in tables(of: input, in: schema) { found.insert("\(table).\(input.column)") }
        switch input.holder {
        case .record: open.append(input.column)
        case .named(let reference): found.insert("\(schema.name).\(reference)")
        case .each(let table, let key, let own):
          found.formUnion(["\(table).\(key)", "\(schema.name).\(own)"])
          // Whether a source can be named decides whether a reading counts.
          if input.column == "source" { found.insert("source.publishable") }
        }
      }
    }
    return found
  }

  private static func tables(of input: ColumnInput, in schema: TableSchema) -> [String] {
    switch input.holder {
    case .record: return [schema.name]
    case .each(let table, _, _): return [table]
    case .named(let reference):
      guard let index = schema.columnIndex(reference),
        case .reference(let target) = schema.columns[index].kind
      else { return [] }
      return CatalogSchema.targets(ofReference: target)
    }
  }
}
