/// What a page hands to its template.
///
/// Values carry no behaviour: what a name means, and whether it may be absent, is declared by
/// `TemplateShape`, against which every template is checked before any value exists.
package enum TemplateValue: Equatable, Sendable {
  /// Plain text; escaped where it is printed. Empty text counts as absent in a section.
  case text(String)
  /// Finished HTML; printed with three braces, as it is. Empty HTML counts as absent in a section.
  case html(String)
  /// A condition for sections; never printed.
  case flag(Bool)
  /// A whole number, such as the level of a heading.
  case number(Int)
  /// What a section repeats over.
  case list([TemplateValue])
  /// Names with their values.
  case object(TemplateObject)
  /// Nothing: sections are skipped, inverted sections are rendered, variables print nothing.
  case missing
  /// A list with a rendering of its own: a section repeats over `items`, a variable prints `html`.
  indirect case listing(items: [TemplateValue], html: TemplateValue)
  /// A value that is made when a template asks for it.
  case deferred(DeferredValue)

  /// Returns a value that is made by `make` when a template asks for it, and then at most once.
  package static func lazily(_ make: @escaping @Sendable () -> TemplateValue) -> TemplateValue {
    .deferred(DeferredValue(make))
  }
}

/// Names with their values, as a template sees them.
///
/// Objects are made for every page and asked for a few names each, so they are found by looking
/// through them: hashing all names would take longer than all questions.
package struct TemplateObject: Equatable, Sendable {
  private var members: [(name: String, value: TemplateValue)]

  /// - Parameter members: no name twice; the first of two would be found.
  package init(_ members: [(name: String, value: TemplateValue)]) { self.members = members }

  /// Returns the value of a name; what has no value is missing.
  subscript(name: String) -> TemplateValue {
    for member in members where member.name == name { return member.value }
    return .missing
  }

  package static func == (one: TemplateObject, other: TemplateObject) -> Bool {
    one.members.elementsEqual(other.members) { $0.name == $1.name && $0.value == $1.value }
  }
}

extension TemplateObject: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, TemplateValue)...) {
    self.init(elements.map { (name: $0.0, value: $0.1) })
  }
}
