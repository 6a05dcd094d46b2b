import Diagnostics
import Markup

/// A `=chart` block: a caption, a query, and which of its columns means what.
package struct ChartBlock: Sendable {
  /// The columns of the query by what they mean, for each kind of chart.
  enum Roles: Sendable {
    /// The parts, or `nil` for all columns of numbers; the column of the limit.
    case ledger(parts: [Located<String>]?, mark: Located<String>?)
    /// A row whose `x` is missing is a level: a line across at `y`.
    case lines(series: Located<String>, x: Located<String>, y: Located<String>, scale: ScaleKind)
    case scatter(x: Located<String>, y: Located<String>, group: Located<String>?)
    /// The bars of each group, or `nil` for all columns of numbers.
    case bars(columns: [Located<String>]?)
  }

  /// How an axis of values runs.
  enum ScaleKind: String, Sendable, CaseIterable {
    case linear
    case log
  }

  package var query: QuerySource
  let kind: ChartKind
  let roles: Roles
}

extension ChartBlock {
  static func read(_ form: Form, in page: SourceFile) -> (block: ChartBlock?, faults: [Diagnostic])
  {
    let (query, own, faults) = QuerySource.read(form, in: page) { fields in
      roles(in: &fields)
    }
    guard let query, let own = own.flatMap({ $0 }) else { return (nil, faults) }
    return (ChartBlock(query: query, kind: own.kind, roles: own.roles), faults)
  }

  private static func roles(in fields: inout Fields) -> (kind: ChartKind, roles: Roles)? {
    guard let kind = fields.requiredChoice("kind", of: ChartKind.self) else {
      // Without a kind nobody can tell which of the others belong.
      fields.allow(["parts", "mark", "series", "x", "y", "scale", "group", "bars"])
      return nil
    }
    switch kind {
    case .ledger:
      return (kind, .ledger(parts: fields.list("parts"), mark: fields.text("mark")))
    case .bars:
      return (kind, .bars(columns: fields.list("bars")))
    case .lines:
      let series = fields.requiredText("series")
      let x = fields.requiredText("x")
      let y = fields.requiredText("y")
      let scale = fields.choice("scale", of: ScaleKind.self) ?? .linear
      guard let series, let x, let y else { return nil }
      return (kind, .lines(series: series, x: x, y: y, scale: scale))
    case .scatter:
      let x = fields.requiredText("x")
      let y = fields.requiredText("y")
      let group = fields.text("group")
      guard let x, let y else { return nil }
      return (kind, .scatter(x: x, y: y, group: group))
    }
  }
}
