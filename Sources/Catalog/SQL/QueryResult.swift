/// The rows that a query gave, with what their columns mean and where their figures came from.
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

  /// What was asked.
  package struct Question: Hashable, Sendable {
    /// The SQL with the values of its parameters in their places.
    package var sql: String
    /// What it reads in words: each table with its columns, or with their number where they are
    /// many: "gpu (id, name), model (53 columns)".
    package var reads: String
    /// The names of the engine's functions that it calls, sorted.
    package var functions: [String]
    /// The day it was asked on, where what it gives depends on that.
    package var day: CalendarDate?

    package init(
      sql: String, reads: String = "", functions: [String] = [], day: CalendarDate? = nil
    ) {
      self.sql = sql
      self.reads = reads
      self.functions = functions
      self.day = day
    }
  }

  package let columns: [Column]
  package let rows: [[Cell]]
  /// A fingerprint of the columns' names and all cells.
  package let digest: StableDigest
  /// Where the computed figures came from, for each row; empty where all cells are facts.
  package let origins: [[FigureOrigin?]]
  /// What tells the day of the facts of each column; empty where none of them ages.
  package let facts: [FactDates?]
  /// The query, so that it can be asked again.
  package let question: Question

  /// The rows and their origins as other parameters of the query may give them too, where that is
  /// kept.
  package let shared: SharedAnswer?

  /// Returns the names that stand in a list more than once, each once, in the list's order.
  package static func repeated(_ names: [String]) -> [String] {
    // A few short names are compared sooner than hashed, and mostly none stands twice.
    guard names.count > 16 || names.indices.contains(where: { names[..<$0].contains(names[$0]) })
    else { return [] }
    var seen: Set<String> = []
    var found: [String] = []
    for name in names where !seen.insert(name).inserted && !found.contains(name) {
      found.append(name)
    }
    return found
  }

  package init(
    columns: [Column], rows: [[Cell]], digest: StableDigest, origins: [[FigureOrigin?]] = [],
    facts: [FactDates?] = [], question: Question, shared: SharedAnswer? = nil
  ) {
    self.columns = columns
    self.rows = rows
    self.digest = digest
    self.origins = origins
    self.facts = facts
    self.question = question
    self.shared = shared
  }

  /// Returns where a cell was computed, or `nil` for a fact.
  package func origin(row: Int, column: Int) -> FigureOrigin? {
    origins.isEmpty ? nil : origins[row][column]
  }
}
