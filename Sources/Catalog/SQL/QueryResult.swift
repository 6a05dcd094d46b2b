/// The rows that a query gave, with what their columns mean.
package struct QueryResult: Sendable {
  /// One column of the result.
  package struct Column: Hashable, Sendable {
    /// The name in SQL: the alias, or the name of the catalog's column.
    package var name: String
    /// The heading in tables, without the unit.
    package var label: String
    /// The unit that the name ends in.
    package var unit: Unit?

    package init(name: String, label: String, unit: Unit?) {
      self.name = name
      self.label = label
      self.unit = unit
    }
  }

  package let columns: [Column]
  package let rows: [[Cell]]
  /// A fingerprint of the columns' names and all cells: 32 hexadecimal digits.
  package let digest: String
  /// Where the computed figures came from, for each row; empty where all cells are facts.
  package let origins: [[FigureOrigin?]]
  /// What the query reads, as sorted `table.column`.
  package let readColumns: [String]

  /// Returns the names that stand in a list more than once, each once, in the list's order.
  package static func repeated(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    var found: [String] = []
    for name in names where !seen.insert(name).inserted && !found.contains(name) {
      found.append(name)
    }
    return found
  }

  package init(
    columns: [Column], rows: [[Cell]], digest: String, origins: [[FigureOrigin?]] = [],
    readColumns: [String] = []
  ) {
    self.columns = columns
    self.rows = rows
    self.digest = digest
    self.origins = origins
    self.readColumns = readColumns
  }

  /// Returns where a cell was computed, or `nil` for a fact.
  package func origin(row: Int, column: Int) -> FigureOrigin? {
    origins.isEmpty ? nil : origins[row][column]
  }
}
