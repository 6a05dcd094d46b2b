import Catalog
import Diagnostics

/// Makes the chart out of the typed table that stands below it, so that both hold the same values.
struct ChartReader {
  let block: ChartBlock
  /// The block's query.
  let query: QueryBlock
  let table: RenderedTable

  /// Why a chart cannot be made.
  struct Fault: Error {
    var diagnostic: Diagnostic
  }

  /// Returns the chart, or `nil` with the reason; a table without rows gives no chart and no fault.
  func chart() -> (chart: Chart?, faults: [Diagnostic]) {
    guard !table.rows.isEmpty else { return (nil, []) }
    do throws(Fault) {
      switch block.roles {
      case .ledger(let parts, let mark): return (.ledger(try ledger(parts, mark)), [])
      case .bars(let columns): return (.bars(try bars(columns)), [])
      case .lines(let series, let x, let y, let scale):
        return (.lines(try lines(series, x, y, scale)), [])
      case .scatter(let x, let y, let group): return (.scatter(try scatter(x, y, group)), [])
      }
    } catch {
      return (nil, [error.diagnostic])
    }
  }

  /// The place of what has no place of its own in the header.
  var span: SourceSpan { query.sqlText.span }

  func fault(
    _ id: Diagnostic.Identifier, _ summary: String, at span: SourceSpan? = nil, help: [String] = []
  ) -> Fault {
    Fault(diagnostic: Diagnostic(id, summary, at: span ?? self.span, help: help))
  }

  /// Returns the index of a column that the header names.
  func index(of name: Located<String>) throws(Fault) -> Int {
    if let index = table.columns.firstIndex(where: { $0.name == name.value }) { return index }
    let names = table.columns.map(\.name)
    let near = NearestName.help(for: name.value, among: names)
    throw fault(
      "unknown-column", "the query gives no column '\(name.value)' to draw", at: name.span,
      help: near.isEmpty ? ["its columns are \(names.joined(separator: ", "))"] : near)
  }

  /// Returns the columns named, or all columns of numbers but those taken.
  func numberColumns(
    _ names: [Located<String>]?, except taken: Int? = nil
  ) throws(Fault) -> [Int] {
    var columns: [Int] = []
    if let names {
      for name in names { columns.append(try index(of: name)) }
    } else {
      columns = table.columns.indices.filter { table.columns[$0].isNumeric && $0 != taken }
    }
    guard let first = columns.first else {
      throw fault(
        "no-numbers", "the query gives no column of numbers to draw",
        help: ["select a column of numbers beside the one of names"])
    }
    guard columns.count <= Chart.seriesLimit else {
      throw tooMany("columns", columns.count)
    }
    for column in columns where table.columns[column].unit != table.columns[first].unit {
      throw mixedUnits(column, first)
    }
    return columns
  }

  func tooMany(_ what: String, _ count: Int) -> Fault {
    fault(
      "too-many-series", "the chart has \(count) \(what), more than \(Chart.seriesLimit)",
      help: ["draw fewer, or make two charts"])
  }

  func mixedUnits(_ column: Int, _ other: Int) -> Fault {
    let column = table.columns[column]
    let other = table.columns[other]
    return fault(
      "mixed-units",
      "'\(column.name)' is in \(column.unit?.symbol ?? "no unit"), "
        + "'\(other.name)' in \(other.unit?.symbol ?? "no unit")",
      help: ["one axis holds one unit: convert in the query, or leave a column out"])
  }

  /// Returns the value of a cell, or `nil` where nothing is stated or applies.
  func value(_ row: Int, _ column: Int, above lower: Bound) throws(Fault) -> ChartValue? {
    let cell = table.rows[row][column].cell
    if cell == .notStated || cell == .notApplicable { return nil }
    let name = table.columns[column].name
    let unit = table.columns[column].unit
    let text = ValueFormat.text(cell, unit: unit, style: .prose)
    guard let number = cell.number, number.isFinite else {
      throw fault(
        "not-a-number",
        "'\(name)' must hold numbers to be drawn, found '\(text)' in row \(row + 1)",
        help: ["name columns of numbers in the block's header"])
    }
    guard number > 0 || (lower == .zero && number == 0) else {
      throw fault(
        "out-of-range",
        "'\(name)' is \(ValueFormat.plain(cell)) in row \(row + 1), "
          + (lower == .zero ? "a bar cannot be negative" : "a logarithmic axis begins above 0"),
        help: ["leave such rows out with 'where'"])
    }
    guard number == 0 || Chart.drawableNumbers.contains(number) else {
      throw fault(
        "out-of-range",
        "'\(name)' is \(ValueFormat.plain(cell)) in row \(row + 1), which no axis can show",
        help: ["numbers from 1e-100 to 1e100 can be drawn"])
    }
    return ChartValue(number: number, text: text)
  }

  /// The least value that can be drawn.
  enum Bound {
    case zero
    case aboveZero
  }

  /// Returns the words of a cell.
  func text(_ row: Int, _ column: Int) -> String {
    let unit = table.columns[column].unit
    return ValueFormat.text(table.rows[row][column].cell, unit: unit, style: .prose)
  }

  /// Returns what a row is called: the first of its columns that holds no numbers.
  func label(_ row: Int) -> String {
    let column = table.columns.firstIndex { !$0.isNumeric } ?? 0
    return text(row, column)
  }

  func axis(_ column: Int) -> AxisText {
    AxisText(label: table.columns[column].label, unit: table.columns[column].unit)
  }
}
