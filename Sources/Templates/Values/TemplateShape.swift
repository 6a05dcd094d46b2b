/// The declared names that templates may use, with the kind of value behind each.
///
/// The checker reads it at load, and rendering follows it too: a declared name without a value is
/// absent instead of being looked up in an enclosing section, and an undeclared name is invisible.
/// So what the checker accepted is what renders.
package indirect enum TemplateShape: Hashable, Sendable {
  /// Text, printed with two braces.
  case text
  /// HTML, printed with three braces.
  case html
  /// A condition: only for sections.
  case flag
  /// A whole number, printed with two braces.
  case number
  /// A list of values of one shape: only for sections.
  case list(TemplateShape)
  /// An object with named members.
  case object([String: TemplateShape])
  /// A list that can also be printed, as HTML with three braces.
  case listing(TemplateShape)
  /// A value that may be absent; a section on it renders only when it is there.
  case optional(TemplateShape)

  /// The shape of the value when it is there.
  var unwrapped: TemplateShape {
    if case .optional(let shape) = self { return shape.unwrapped }
    return self
  }

  /// Whether the value may be absent.
  var isOptional: Bool {
    if case .optional = self { return true }
    return false
  }

  /// The members of an object, by name; empty for everything else.
  var members: [String: TemplateShape] {
    if case .object(let members) = unwrapped { return members }
    return [:]
  }

  /// The shape of the items of a list; `nil` for everything else.
  var element: TemplateShape? {
    switch unwrapped {
    case .list(let element), .listing(let element): element
    default: nil
    }
  }

  /// Whether sections repeat over the value.
  var isList: Bool { element != nil }

  /// How diagnostics call a value of this shape.
  var noun: String {
    switch self {
    case .text: "text"
    case .html: "HTML"
    case .flag: "a condition"
    case .number: "a number"
    case .list: "a list"
    case .object: "an object"
    case .listing: "a list with its own rendering"
    case .optional(let shape): shape.noun
    }
  }
}
