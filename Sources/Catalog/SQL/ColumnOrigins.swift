internal import GRDBSQLite

/// Which columns of the catalog the columns of a result are, through views and subqueries too.
struct ColumnOrigins {
  /// A column of numbers in which some records have a value that does not apply.
  private struct Gap {
    let column: Int
    let idColumn: Int
    let ids: Set<String>
  }

  /// A column of the catalog.
  struct Place: Hashable {
    let table: String
    let column: String
    let isComputed: Bool
  }

  /// What a column of a result holds.
  enum Source: Hashable {
    /// What is typed in the catalog, or no figure.
    case fact
    /// A column that is computed when the catalog is loaded.
    case computed(Place)
    /// What the query makes. It may have made its way through a subquery or a union unchanged, from
    /// one of the catalog's columns that have the same name.
    case expression([Place])
  }

  /// The kinds of the columns: of the catalog's column that one is, else of a catalog's column with
  /// the same name.
  let kinds: [ColumnSchema.Kind?]
  let sources: [Source]
  /// The tables in which a record of the row, or of a parameter, may hold a figure of the result.
  let tables: Set<String>
  /// What tells the day of the facts of each column; `nil` for what does not age.
  let facts: [QueryResult.FactDates?]
  private let gaps: [Gap]

  /// The corresponding C functions are `sqlite3_column_table_name` and
  /// `sqlite3_column_origin_name`.
  init(of statement: CompiledStatement, names: CatalogNames, reading tables: [String]) {
    let origins = statement.columnNames.indices.map { index -> (table: String, column: String)? in
      // The texts belong to the statement, which lives through this call; they are copied at once.
      let table = unsafe sqlite3_column_table_name(statement.pointer, CInt(index))
      let column = unsafe sqlite3_column_origin_name(statement.pointer, CInt(index))
      guard let table = unsafe table, let column = unsafe column else { return nil }
      return unsafe (String(cString: table), String(cString: column))
    }
    kinds = zip(statement.columnNames, origins).map { name, origin in
      guard let origin else { return names.column(name, preferring: tables)?.kind }
      return names.column(origin.column, of: origin.table)?.kind
    }
    sources = zip(statement.columnNames, origins).map { name, origin in
      guard let origin else {
        return .expression(tables.compactMap { names.place(of: name, in: $0) })
      }
      guard let place = names.place(of: origin.column, in: origin.table), place.isComputed else {
        return .fact
      }
      return .computed(place)
    }
    self.tables = Set(
      sources.flatMap { source in
        switch source {
        case .fact: [String]()
        case .computed(let place): [place.table]
        case .expression(let places): places.map(\.table)
        }
      })
    facts = origins.map { origin in
      guard let origin, let dates = names.dates(of: origin.column, in: origin.table) else {
        return nil
      }
      /// Where one column alone is this one of the same table; with the table joined twice, none is.
      func place(of column: String) -> Int? {
        let places = origins.indices.filter {
          origins[$0].map { $0.table == origin.table && $0.column == column } ?? false
        }
        return places.count == 1 ? places.first : nil
      }
      return QueryResult.FactDates(
        volatility: dates.volatility, table: origin.table,
        dayColumn: dates.day.flatMap(place), idColumn: place(of: "id"))
    }
    var gaps: [Gap] = []
    for (index, origin) in origins.enumerated() {
      guard let origin, let ids = names.gaps(in: origin.column, of: origin.table) else { continue }
      let idColumns = origins.indices.filter {
        origins[$0].map { $0.table == origin.table && $0.column == "id" } ?? false
      }
      // With the same table joined twice, the record of a cell is not known.
      guard let idColumn = idColumns.first, idColumns.count == 1 else { continue }
      gaps.append(Gap(column: index, idColumn: idColumn, ids: ids))
    }
    self.gaps = gaps
  }

  /// Puts `–` where a NULL stands for a value that does not apply, as far as the row names its
  /// record.
  func restore(_ cells: inout [Cell]) {
    for gap in gaps where cells[gap.column] == .notStated {
      guard let id = cells[gap.idColumn].text, gap.ids.contains(id) else { continue }
      cells[gap.column] = .notApplicable
    }
  }
}
