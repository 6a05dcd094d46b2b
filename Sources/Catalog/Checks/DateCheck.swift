package import Diagnostics

/// Checks the days on which facts were read or observed.
enum DateCheck {
  /// Reports facts that are newer than the last reading of all their sources.
  ///
  /// Nothing is said where one of the sources does not state when it was read.
  @Sendable static func run(_ check: TableCheck, faults: inout FaultLog) {
    let table = check.table
    let columns = columns(of: table)
    guard !columns.isEmpty, let list = table.schema.columnIndex("source"),
      let register = check.catalog.table("source")
    else { return }
    for column in columns {
      for row in table.rows {
        guard let date = row.cells[column].date, let sources = row.cells[list].text,
          let read = lastReading(of: sources, in: register), date.isAfter(read)
        else { continue }
        faults.report(
          DateFault.afterSources(date, read: read), at: table.span(of: row, column: column))
      }
    }
  }

  /// The columns of a table that hold such a day.
  static func columns(of table: Table) -> [Int] {
    table.schema.observationDates.compactMap(table.schema.columnIndex)
  }

  /// Returns the last day on which one of the listed sources was read, or `nil` where one of them does
  /// not say.
  static func lastReading(of sources: String, in register: Table) -> CalendarDate? {
    guard let accessed = register.schema.columnIndex("accessed") else { return nil }
    var last: CalendarDate?
    for item in IDList.items(sources) {
      guard let row = register.row(id: String(item.id)), let date = row.cells[accessed].date else {
        return nil
      }
      last = max(last ?? date, date)
    }
    return last
  }
}

extension CalendarDate {
  /// Whether the date is later than all that `other` can mean: no day of 2026-10 is after 2026.
  package func isAfter(_ other: CalendarDate) -> Bool {
    let left = [year, month, day].map { $0 ?? 0 }
    let right = [other.year, other.month, other.day].map { $0 ?? 0 }
    for (one, two) in zip(left, right) {
      if one == 0 || two == 0 { return false }
      if one != two { return one > two }
    }
    return false
  }
}

/// What can be wrong with a day.
enum DateFault: CatalogFault {
  case afterSources(CalendarDate, read: CalendarDate)
  /// How many more dates of the column are.
  case inTheFuture(CalendarDate, today: CalendarDate, more: Int)

  func diagnostic(at span: SourceSpan?) -> Diagnostic {
    switch self {
    case .afterSources(let date, let read):
      Diagnostic(
        "future-date", "the fact is of \(date), but its sources were last read on \(read)",
        at: span, help: ["correct the date, or 'accessed' of the source"])
    case .inTheFuture(let date, let today, let more):
      Diagnostic(
        "future-date", .warning, "\(date) is after \(today), the day of this build", at: span,
        notes: more > 0 ? [.init("so are \(more) more of this column")] : [],
        help: ["correct the date, or the day of the build"])
    }
  }
}

extension Catalog {
  /// Returns warnings of facts that were read or observed after a day, one for each column.
  package func datesAfter(_ today: CalendarDate) -> [Diagnostic] {
    tables.flatMap { table in
      DateCheck.columns(of: table).compactMap { column in
        let late = table.rows.filter { $0.cells[column].date?.isAfter(today) == true }
        guard let row = late.first, let date = row.cells[column].date else { return nil }
        let fault = DateFault.inTheFuture(date, today: today, more: late.count - 1)
        return fault.diagnostic(at: table.span(of: row, column: column))
      }
    }
  }
}
