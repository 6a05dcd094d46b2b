/// What a page hands to its template.
///
/// Values carry no behaviour: what a name means, and whether it may be absent, is declared by
/// `TemplateShape`, against which every template is checked before any value exists.
package enum TemplateValue: Sendable {
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

  /// Returns an object whose members are made by `make`, by name, when a template asks for them.
  package static func lazyObject(
    _ make: @escaping @Sendable (String) -> TemplateValue
  ) -> TemplateValue {
    .object(TemplateObject(LazyMembers(make)))
  }
}
