extension TemplateValue {
  /// Returns the value as a template is to see it where `shape` is declared: made if it was put off,
  /// nothing if it is empty.
  ///
  /// A value that contradicts its declaration is a mistake of the caller: it stops a debug build
  /// and counts as absent in a release build.
  func fitted(to shape: TemplateShape) -> TemplateValue {
    switch (self, shape) {
    case (_, .optional(let shape)): return fitted(to: shape)
    case (.deferred(let deferred), _): return deferred.value.fitted(to: shape)
    case (.missing, _), (.text(""), _), (.html(""), _): return .missing
    case (.text(let text), .html): return .html(HTMLText.escaped(text))
    case (.number(let number), .text): return .text(String(number))
    case (.flag, .flag), (.text, .text), (.html, .html), (.number, .number), (.object, .object),
      (.list, .list), (.list, .listing), (.listing, .list), (.listing, .listing):
      return self
    default:
      assertionFailure("a template value contradicts its declaration as \(shape.noun)")
      return .missing
    }
  }

  /// Returns the member of an object; what is no object has none.
  func member(_ name: String) -> TemplateValue {
    switch self {
    case .object(let object): object[name]
    case .deferred(let deferred): deferred.value.member(name)
    default: .missing
    }
  }

  /// What a section repeats over, or `nil` when it does not.
  var items: [TemplateValue]? {
    switch self {
    case .list(let items), .listing(let items, _): items
    default: nil
    }
  }

  /// Whether a section on the value is rendered.
  package var isThere: Bool {
    switch self {
    case .missing: false
    case .flag(let flag): flag
    case .list(let items), .listing(let items, _): !items.isEmpty
    case .text(let text), .html(let text): !text.isEmpty
    case .number, .object: true
    case .deferred(let deferred): deferred.value.isThere
    }
  }
}
