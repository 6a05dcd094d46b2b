internal import Mustache

/// A list, wrapped item by item while a section repeats over it.
struct ListNode: MustacheSequence, MustacheParent, MustacheCustomRenderable, MustacheTransformable {
  var items: [TemplateValue]
  var element: TemplateShape
  /// The HTML of a listing; missing for a plain list.
  var rendering: TemplateValue
  var isNull: Bool { items.isEmpty }
  var renderText: String { Self.html(rendering) }

  private static func html(_ value: TemplateValue) -> String {
    switch value {
    case .html(let html): html
    case .deferred(let deferred): html(deferred.value)
    default: ""
    }
  }

  /// Walks the items in order.
  struct Iterator: IteratorProtocol {
    var items: [TemplateValue].Iterator
    var element: TemplateShape

    mutating func next() -> Any? {
      items.next().map { RenderNode.wrap($0, as: element) }
    }
  }

  func makeIterator() -> Iterator { Iterator(items: items.makeIterator(), element: element) }

  func child(named: String) -> Any? { nil }

  func transform(_ name: String) -> Any? {
    switch TemplateTransform(rawValue: name) {
    case .first: items.first.map { RenderNode.wrap($0, as: element) }
    case .last: items.last.map { RenderNode.wrap($0, as: element) }
    case .count: NumberNode(items.count)
    case .empty: items.isEmpty
    case .reversed: ListNode(items: items.reversed(), element: element, rendering: rendering)
    default: nil
    }
  }
}
