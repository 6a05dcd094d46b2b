/// A fact that ages, with the day it is of.
package struct DatedFact: Hashable, Sendable {
  package var day: CalendarDate
  package var age: Freshness.Age

  package init(day: CalendarDate, age: Freshness.Age) {
    self.day = day
    self.age = age
  }
}

extension QueryResult {
  /// What tells the day of the facts in a column of a result.
  package struct FactDates: Hashable, Sendable {
    /// How fast they stop being true.
    package var volatility: Volatility
    package var table: String
    /// The column of the result with the day of the record, if it gives that.
    package var dayColumn: Int?
    /// The column of the result with the record's id, if it gives that.
    package var idColumn: Int?
  }
}

extension CatalogDatabase {
  /// Returns the fact in a cell of a result if it is too old, or `nil` for one that is not, that does
  /// not age, or whose record the row does not name.
  ///
  /// `log` takes a note of the cells that tell its day.
  package func staleFact(
    in result: QueryResult, row: Int, column: Int, log: ReadLog?
  ) -> DatedFact? {
    guard freshness.today != nil, column < result.facts.count, let dates = result.facts[column],
      result.rows[row][column] != .notStated, result.rows[row][column] != .notApplicable
    else { return nil }
    if let day = dates.dayColumn.flatMap({ result.rows[row][$0].date }) {
      return stale(day, dates.volatility)
    }
    guard let id = dates.idColumn.flatMap({ result.rows[row][$0].text }) else { return nil }
    return staleFact(of: id, in: dates.table, dates.volatility, log: log)
  }

  /// Returns a cell of a record as a fact if it is too old.
  package func staleFact(_ column: String, of record: RecordName, log: ReadLog?) -> DatedFact? {
    guard freshness.today != nil, let schema = catalog.table(record.table)?.schema,
      let index = schema.columnIndex(column),
      let volatility = schema.volatility(of: schema.columns[index])
    else { return nil }
    return staleFact(of: record.id, in: record.table, volatility, log: log)
  }

  private func staleFact(
    of id: String, in table: String, _ volatility: Volatility, log: ReadLog?
  ) -> DatedFact? {
    day(of: id, in: table, log: log).flatMap { stale($0, volatility) }
  }

  private func stale(_ day: CalendarDate, _ volatility: Volatility) -> DatedFact? {
    let age = freshness.age(of: day, volatility)
    return age == .fresh ? nil : DatedFact(day: day, age: age)
  }

  /// Returns the day a record's facts are of: the one it states, or else that on which the last of its
  /// sources was read.
  private func day(of id: String, in name: String, log: ReadLog?) -> CalendarDate? {
    guard let table = catalog.table(name) else { return nil }
    if let column = table.schema.observationDates.first {
      log?.note(.cell(table: name, id: id, column: column))
      return table.cell(column, of: id)?.date
    }
    guard let sources = table.cell("source", of: id)?.text, let register = catalog.table("source")
    else { return nil }
    log?.note(.cell(table: name, id: id, column: "source"))
    for item in IDList.items(sources) {
      log?.note(.cell(table: "source", id: String(item.id), column: "accessed"))
    }
    return DateCheck.lastReading(of: sources, in: register)
  }
}
