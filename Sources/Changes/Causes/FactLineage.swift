import Catalog

/// What changes of computed cells follow from.
struct FactLineage {
  private let facts: [FactChange]
  private var byColumn: [String: [Int]] = [:]
  private var byTable: [String: [Int]] = [:]

  init(_ facts: [FactChange]) {
    self.facts = facts
    for (index, fact) in facts.enumerated() {
      byTable[fact.table, default: []].append(index)
      if let column = fact.column { byColumn["\(fact.table).\(column)", default: []].append(index) }
    }
  }

  /// Returns the changes of what was typed that a change follows from: itself, where it was typed.
  /// None for a computed cell whose inputs are as they were: then the program computes it otherwise.
  func roots(of index: Int) -> Set<Int> {
    var seen: Set<Int> = []
    var pending = [index]
    var roots: Set<Int> = []
    while let next = pending.popLast() {
      guard seen.insert(next).inserted else { continue }
      if facts[next].isComputed { pending += inputs(of: facts[next]) } else { roots.insert(next) }
    }
    return roots
  }

  private func inputs(of fact: FactChange) -> [Int] {
    let column = WholeSchema.table(fact.table)?.columns.first { $0.name == fact.column }
    guard let derivation = column?.derivation else { return [] }
    return (derivation.inputs + derivation.conditions).flatMap { changes(of: $0, for: fact) }
  }

  private func changes(of input: ColumnInput, for fact: FactChange) -> [Int] {
    switch input.holder {
    case .record:
      return (byColumn["\(fact.table).\(input.column)"] ?? []).filter {
        facts[$0].record == fact.record
      }
    case .named(let key):
      let schema = WholeSchema.table(fact.table)?.columns.first { $0.name == key }
      guard let schema, case .reference(let target) = schema.kind else { return [] }
      return CatalogSchema.targets(ofReference: target).flatMap { table in
        (byColumn["\(table).\(input.column)"] ?? []).filter {
          facts[$0].record.map(fact.concerned.contains) ?? false
        }
      }
    case .each(let table, _, _):
      return (byTable[table] ?? []).filter { index in
        let other = facts[index]
        let isInput = other.column == nil || other.column == input.column
        return isInput && (other.kind != .cell || concerns(other, fact))
      }
    }
  }

  private func concerns(_ one: FactChange, _ other: FactChange) -> Bool {
    !one.concerned.isDisjoint(with: other.concerned)
  }
}
