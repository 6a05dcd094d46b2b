import Synchronization

/// Names with their values, as a template sees them.
///
/// Objects are made for every page and asked for a few names each, so their names are found by
/// looking through them: hashing all of them would take longer than all questions.
package struct TemplateObject: Sendable {
  private enum Members: Sendable {
    case made([(String, TemplateValue)])
    case lazy(LazyMembers)
  }

  private let members: Members

  /// - Parameter members: no name twice; the first of two would be found.
  package init(_ members: [(String, TemplateValue)]) { self.members = .made(members) }

  init(_ members: LazyMembers) { self.members = .lazy(members) }

  /// Returns the value of a name; what has no value is missing.
  subscript(name: String) -> TemplateValue {
    switch members {
    case .made(let members): members.first { $0.0 == name }?.1 ?? .missing
    case .lazy(let members): members[name]
    }
  }
}

extension TemplateObject: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, TemplateValue)...) {
    self.init(elements)
  }
}

/// The members of an object of which most are never asked for. Each is made at most once.
final class LazyMembers: Sendable {
  private let make: @Sendable (String) -> TemplateValue
  private let made = Mutex<[(name: String, value: TemplateValue)]>([])

  init(_ make: @escaping @Sendable (String) -> TemplateValue) { self.make = make }

  subscript(name: String) -> TemplateValue {
    if let found = made.withLock({ $0.first { $0.name == name } }) { return found.value }
    let value = make(name)
    made.withLock { $0.append((name, value)) }
    return value
  }
}
