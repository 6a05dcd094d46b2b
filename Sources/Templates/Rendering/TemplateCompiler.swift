internal import Diagnostics

/// Turns checked templates into the steps of rendering them.
///
/// A template is compiled once for each scope that it is rendered in, since that scope decides what
/// its names mean: while a page is rendered, no name is looked up any more.
struct TemplateCompiler {
  private struct Visit: Hashable {
    var template: String
    var scope: TemplateScope
  }

  private let templates: [String: ParsedTemplate]
  private var places: [Visit: Int] = [:]
  /// What was compiled; steps that include another name it by its place.
  private(set) var compiled: [[TemplateStep]] = []

  /// - Parameter templates: none of them may include itself, directly or through others.
  init(_ templates: [String: ParsedTemplate]) { self.templates = templates }

  /// Compiles a template and what it includes, with `scope` around it, and returns its place; `nil`
  /// where there is none or its tags have faults.
  mutating func compile(_ name: String, in scope: TemplateScope) -> Int? {
    guard let template = templates[name], template.diagnostics.isEmpty else { return nil }
    let visit = Visit(template: name, scope: scope)
    if let place = places[visit] { return place }
    let steps = steps(template.nodes, of: template, in: scope)
    compiled.append(steps)
    places[visit] = compiled.count - 1
    return compiled.count - 1
  }

  private mutating func steps(
    _ nodes: [TemplateNode], of template: ParsedTemplate, in scope: TemplateScope
  ) -> [TemplateStep] {
    nodes.compactMap { node in
      switch node {
      case .text(let range, let beginsLine):
        return .text(template.source.bytes[range], beginsLine: beginsLine)
      case .variable(let tag):
        return ValuePath(tag, in: scope).map { .print($0, isEscaped: tag.kind == .variable) }
      case .section(let tag, let children):
        return section(tag, children, of: template, in: scope)
      case .partial(let tag, let indentation):
        let place = compile(tag.name, in: scope.enteringPartial())
        return place.map { .include($0, indentation: template.source.bytes[indentation]) }
      }
    }
  }

  /// Returns the step of a section; its frames are those that the checker has given it.
  private mutating func section(
    _ tag: TemplateTag, _ children: [TemplateNode], of template: ParsedTemplate,
    in scope: TemplateScope
  ) -> TemplateStep? {
    guard let path = ValuePath(tag, in: scope) else { return nil }
    let shape = path.shape.unwrapped
    if tag.kind == .inverted {
      let inner = shape.isList ? scope.entering(shape, asListItem: false) : scope
      let steps = steps(children, of: template, in: inner)
      return .inverted(path, entersList: shape.isList, steps)
    }
    let inner =
      switch shape {
      case .flag: scope
      case .list(let element), .listing(let element): scope.entering(element, asListItem: true)
      case .text, .html, .number, .object, .optional: scope.entering(shape, asListItem: false)
      }
    return .section(path, steps(children, of: template, in: inner))
  }
}
