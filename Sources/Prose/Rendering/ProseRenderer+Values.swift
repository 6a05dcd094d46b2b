import Catalog
import Diagnostics
import Markup

/// A value of a sentence, before it is written.
private struct EvaluatedValue {
  var cell: Cell
  var unit: Unit?
  /// Where it was computed; `nil` for a fact.
  var origin: FigureOrigin?
  /// The fact, if it is too old.
  var stale: DatedFact?
  /// Returns the query that gives it; few values need it.
  var question: () -> QueryResult.Question
}

extension ProseRenderer {
  func value(
    _ expression: ValueExpression, _ form: Form, into rendered: inout RenderedProse
  ) -> String {
    guard let value = evaluate(expression, into: &rendered) else { return "" }
    let text = ValueFormat.text(value.cell, unit: value.unit, style: .prose)
    let href = form.mayHoldLink ? link(to: value, text, into: &rendered.workings) : nil
    let bound = BoundValue(
      expression: expression.text, cell: value.cell, unit: value.unit, text: text,
      span: expression.span, derivation: href, stale: value.stale)
    rendered.values.append(bound)
    if let fact = value.stale, fact.age == .overdue {
      rendered.diagnostics.append(StaleFault.diagnostic(fact, count: 1, at: expression.span))
    }
    let mark = value.stale?.html(besideDay: false) ?? ""
    return Self.linked(bound, to: href.map(HTMLEscape.href)) + mark
  }

  private static func linked(_ value: BoundValue, to href: String?) -> String {
    guard let href else { return value.html }
    guard
      value.text.utf8.count <= longestLinkedText || value.text.count <= longestLinkedText
    else {
      return value.html + " <a href=\"\(href)\" aria-label=\"How this is worked out\">=</a>"
    }
    return "<a href=\"\(href)\">\(value.html)</a>"
  }

  /// A longer text is a sentence: its link stands behind it.
  private static let longestLinkedText = 40

  /// Returns the link to how a value was computed, or `nil` for a fact and for words without a
  /// figure.
  private func link(
    to value: EvaluatedValue, _ text: String, into workings: inout Workings
  ) -> String? {
    guard let origin = value.origin else { return nil }
    if value.cell.number == nil {
      guard value.cell.text != nil, text.holdsNumber else { return nil }
    }
    if origin != .query, let href = link(to: origin, workings: nil, into: &workings) {
      return href
    }
    return "#" + workings.add(value.question(), value: Self.title(text))
  }

  /// The beginning of a text, as the title of its query.
  private static func title(_ text: String) -> String {
    guard text.utf8.count > 80 else { return text }
    let words = text.prefix(80)
    return words.count < text.count ? words + "…" : text
  }

  private func evaluate(
    _ expression: ValueExpression, into rendered: inout RenderedProse
  ) -> EvaluatedValue? {
    switch expression.subject {
    case .query(let sql):
      guard let result = rows(of: sql, at: expression.place, into: &rendered) else { return nil }
      guard result.columns.count == 1, result.rows.count == 1 else {
        rendered.diagnostics.append(
          Diagnostic(
            "not-one-value",
            "an inline value needs one row and one column, the query gives "
              + "\(result.rows.count) and \(result.columns.count)",
            at: expression.span,
            help: ["choose a row with 'where' or 'limit 1', and a column after 'select'"]))
        return nil
      }
      return EvaluatedValue(
        cell: result.rows[0][0], unit: result.columns[0].unit,
        origin: result.origin(row: 0, column: 0),
        stale: database.staleFact(in: result, row: 0, column: 0, log: log),
        question: { result.question })
    case .cell(let table, let id, let column):
      return cell(RecordName(table: table, id: id), column, at: expression, into: &rendered)
    case .thisCell(let column):
      guard let record else {
        rendered.diagnostics.append(
          Diagnostic(
            "no-record", "'this' has no meaning here: the page is not about one record",
            at: expression.span, help: ["name the record: `=table.id.\(column)`"]))
        return nil
      }
      return cell(record, column, at: expression, into: &rendered)
    }
  }

  private func cell(
    _ record: RecordName, _ column: String, at expression: ValueExpression,
    into rendered: inout RenderedProse
  ) -> EvaluatedValue? {
    do {
      let cell = try database.cell(
        table: record.table, id: record.id, column: column, log: log)
      return EvaluatedValue(
        cell: cell, unit: Unit(columnName: column),
        origin: database.origin(of: column, in: record),
        stale: database.staleFact(column, of: record, log: log),
        question: {
          QueryResult.Question(
            sql: "select \(column) from \(record.table) where id = "
              + SQLText.literal(.text(record.id)),
            reads: "\(record.table) (\(column), id)")
        })
    } catch {
      rendered.diagnostics.append(
        Diagnostic("unknown-name", error.message, at: expression.span, help: error.help))
      return nil
    }
  }
}
