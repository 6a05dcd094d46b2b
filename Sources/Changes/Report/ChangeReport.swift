/// All that differs between two builds of a site.
package struct ChangeReport: Sendable {
  /// Changes with one and the same cause.
  package struct Group: Sendable {
    /// The changes of the catalog that these follow from; none for text, templates and program.
    package var facts: [FactChange]
    /// Sorted by weight, page and place.
    package var changes: [Change]
  }

  /// What changed in the catalog, computed cells too.
  package var facts: [FactChange]
  /// What changed on pages, sorted by weight, page and place.
  package var changes: [Change]
  /// The pages that say the same in other HTML.
  package var restyled: [String]

  package var isEmpty: Bool { facts.isEmpty && changes.isEmpty && restyled.isEmpty }

  /// The changes by what they follow from: what weighs most comes first, and what the catalog does not
  /// explain last. A cell of the catalog that no page shows has a group without changes.
  package var groups: [Group] {
    let factsByName = Dictionary(
      facts.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var order: [[String]] = []
    var members: [[String]: [Change]] = [:]
    for change in changes where !change.causes.isEmpty {
      if members[change.causes] == nil { order.append(change.causes) }
      members[change.causes, default: []].append(change)
    }
    let named = Set(order.joined())
    var groups = order.map { causes in
      Group(
        facts: causes.compactMap { factsByName[$0] }, changes: members[causes] ?? [])
    }
    groups += facts.filter { !$0.isComputed && !named.contains($0.name) }.map {
      Group(facts: [$0], changes: [])
    }
    let rest = changes.filter(\.causes.isEmpty)
    if !rest.isEmpty { groups.append(Group(facts: [], changes: rest)) }
    return groups
  }

  /// How many changes there are of each kind that there is.
  package var counts: [(kind: Change.Kind, count: Int)] {
    var counts: [Change.Kind: Int] = [:]
    for change in changes { counts[change.kind, default: 0] += 1 }
    return Change.Kind.allCases.compactMap { kind in counts[kind].map { (kind, $0) } }
  }

  /// How many pages are met otherwise.
  package var pageCount: Int { Set(changes.map(\.page)).count }
}
