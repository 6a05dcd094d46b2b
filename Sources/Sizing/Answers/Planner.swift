/// A prepared model that keeps the working buffers it has met.
///
/// Plans are those of the prepared model; on one card that holds everything they take about a
/// microsecond once the buffers are known.
package struct Planner: Sendable {
  /// The model and its mix.
  package let prepared: PreparedModel
  private var table = BufferTable()

  /// Begins to plan for a model.
  package init(_ prepared: PreparedModel) { self.prepared = prepared }

  /// Plans as `PreparedModel.plan(_:on:split:)` does.
  package mutating func plan(
    _ settings: LoadSettings, on cards: [Card], split: Split = .byMemory
  ) throws(PlanFault) -> Plan {
    let prepared = prepared
    return try prepared.plan(settings, on: cards, split: split) {
      table.buffer(of: prepared, $0, $1)
    }
  }

  /// Searches as `PreparedModel.largestContext(_:on:allowing:split:)` does.
  package mutating func largestContext(
    _ settings: LoadSettings, on cards: [Card], allowing verdict: Verdict = .tight,
    split: Split = .byMemory
  ) throws(PlanFault) -> Int64? {
    let prepared = prepared
    return try prepared.largestContext(
      settings, on: cards, allowing: verdict, split: split
    ) {
      table.buffer(of: prepared, $0, $1)
    }
  }
}
