internal import Mustache

/// Wraps values in the few types through which the library looks at them.
///
/// Every wrapper answers `child(named:)` itself; otherwise the library would reflect on it and show
/// templates its Swift properties.
enum RenderNode {
  /// Returns what the library is given for `value`, declared as `shape`.
  ///
  /// A value that contradicts its declaration is a mistake of the caller: it stops a debug build
  /// and counts as absent in a release build.
  static func wrap(_ value: TemplateValue, as shape: TemplateShape) -> Any {
    switch (value, shape.unwrapped) {
    case (.deferred(let value), _): return wrap(value.value, as: shape)
    case (.missing, _), (.text(""), _), (.html(""), _): return AbsentNode()
    case (.flag(let flag), .flag): return flag
    case (.text(let text), .text): return TextNode(renderText: text)
    case (.text(let text), .html): return TextNode(renderText: HTMLText.escaped(text))
    case (.html(let html), .html): return TextNode(renderText: html)
    case (.number(let number), .number), (.number(let number), .text): return NumberNode(number)
    case (.list(let items), .list(let element)), (.list(let items), .listing(let element)):
      return ListNode(items: items, element: element, rendering: .missing)
    case (.listing(let items, let html), .list(let element)),
      (.listing(let items, let html), .listing(let element)):
      return ListNode(items: items, element: element, rendering: html)
    case (.object(let values), .object(let members)):
      return ObjectNode(values: values, members: members)
    default:
      assertionFailure("a template value contradicts its declaration as \(shape.noun)")
      return AbsentNode()
    }
  }
}

/// An absent value: skipped by sections, printed as nothing.
struct AbsentNode: MustacheParent, MustacheCustomRenderable, MustacheTransformable {
  var renderText: String { "" }
  var isNull: Bool { true }

  func child(named: String) -> Any? { nil }

  func transform(_ name: String) -> Any? {
    switch TemplateTransform(rawValue: name) {
    case .empty: true
    case .count: 0
    default: nil
    }
  }
}

/// Text or HTML; whether it is escaped is decided by the tag, which the checker has matched.
struct TextNode: MustacheParent, MustacheCustomRenderable, MustacheTransformable {
  var renderText: String
  var isNull: Bool { false }

  func child(named: String) -> Any? { nil }

  func transform(_ name: String) -> Any? {
    switch TemplateTransform(rawValue: name) {
    case .empty: false
    case .uppercased: TextNode(renderText: renderText.uppercased())
    case .lowercased: TextNode(renderText: renderText.lowercased())
    default: nil
    }
  }
}

/// A whole number.
struct NumberNode: MustacheParent, MustacheCustomRenderable, MustacheTransformable {
  private let number: Int

  init(_ number: Int) { self.number = number }

  var renderText: String { String(number) }
  var isNull: Bool { false }

  func child(named: String) -> Any? { nil }

  func transform(_ name: String) -> Any? { number.transform(name) }
}

/// An object: its declared members, absent ones included.
struct ObjectNode: MustacheParent, MustacheCustomRenderable {
  var values: [String: TemplateValue]
  var members: [String: TemplateShape]

  var renderText: String { "" }
  var isNull: Bool { false }

  func child(named name: String) -> Any? {
    guard let shape = members[name] else { return nil }
    return RenderNode.wrap(values[name] ?? .missing, as: shape)
  }
}
