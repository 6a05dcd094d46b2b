internal import Diagnostics

/// Checks the names of every template in the context of each place that can render it.
///
/// A page template is checked against the declared shape. A partial is checked once for each
/// distinct scope it is included in, since that scope decides what its names mean.
struct TemplateChecker {
  private struct Visit: Hashable {
    var template: String
    var scope: TemplateScope
  }

  private let templates: [String: ParsedTemplate]
  private let graph: PartialGraph
  /// The files that templates can name, sorted.
  private let assets: [String]
  private var visited: Set<Visit> = []
  private(set) var diagnostics: [Diagnostic] = []

  init(_ templates: [String: ParsedTemplate], graph: PartialGraph, assets: [String]) {
    self.templates = templates
    self.graph = graph
    self.assets = assets
  }

  /// Checks the template `name` and what it includes, with `scope` around it.
  mutating func check(_ name: String, in scope: TemplateScope) {
    guard let template = templates[name] else { return }
    let scope = template.diagnostics.isEmpty ? scope : scope.enteringUnknown()
    guard visited.insert(Visit(template: name, scope: scope)).inserted else { return }
    check(template.nodes, of: template, in: scope)
  }

  private mutating func check(
    _ nodes: [TemplateNode], of template: ParsedTemplate, in scope: TemplateScope
  ) {
    for node in nodes {
      switch node {
      case .text: break
      case .variable(let tag): checkVariable(tag, of: template, in: scope)
      case .section(let tag, let children):
        let inner = checkSection(tag, of: template, in: scope)
        check(children, of: template, in: inner ?? scope.enteringUnknown())
      case .partial(let tag, _): checkPartial(tag, of: template, in: scope)
      }
    }
  }

  private mutating func checkPartial(
    _ tag: TemplateTag, of template: ParsedTemplate, in scope: TemplateScope
  ) {
    guard templates[tag.name] != nil else {
      let names = templates.keys.sorted()
      let sameFile = Self.files(named: tag.name, among: names)
      let help =
        sameFile.isEmpty
        ? NearestName.help(for: tag.name, among: names)
        : sameFile.map { "did you mean '\($0)'?" }
      return report(
        "unknown-partial", "unknown partial '\(tag.name)'; expected a file below Templates/",
        tag.nameRange, of: template, help: help)
    }
    if graph.isCut(from: template.name, to: tag.name) { return }
    check(tag.name, in: scope.enteringPartial())
  }

  /// Returns the templates that a name which is none may be meant for.
  static func meant(by name: String, among names: [String]) -> [String] {
    let sameFile = files(named: name, among: names)
    return sameFile.isEmpty ? [NearestName.of(name, among: names)].compactMap(\.self) : sameFile
  }

  /// Returns the names that a name lacks the folder of.
  private static func files(named name: String, among names: [String]) -> [String] {
    names.filter { $0.hasSuffix("/\(name)") }
  }

  /// Returns the scope inside the section, or `nil` when its name could not be resolved.
  private mutating func checkSection(
    _ tag: TemplateTag, of template: ParsedTemplate, in scope: TemplateScope
  ) -> TemplateScope? {
    guard let shape = resolve(tag, of: template, in: scope) else { return nil }
    let isInverted = tag.kind == .inverted
    switch shape.unwrapped {
    case .flag: return scope
    case .list(let element), .listing(let element):
      return isInverted
        ? scope.entering(shape.unwrapped, asListItem: false)
        : scope.entering(element, asListItem: true)
    case .text, .html, .number, .object, .optional:
      let isPlainObject = if case .object = shape { !isInverted } else { false }
      if !shape.isOptional, !isPlainObject {
        reportSection(on: shape, tag, of: template)
      }
      return isInverted ? scope : scope.entering(shape.unwrapped, asListItem: false)
    }
  }

  private mutating func reportSection(
    on shape: TemplateShape, _ tag: TemplateTag, of template: ParsedTemplate
  ) {
    report(
      "not-a-section",
      "'\(tag.text)' is \(shape.noun) and always there; expected a condition, a list or a value "
        + "that may be absent", tag.nameRange, of: template)
  }

  private mutating func checkVariable(
    _ tag: TemplateTag, of template: ParsedTemplate, in scope: TemplateScope
  ) {
    guard let shape = resolve(tag, of: template, in: scope) else { return }
    let isEscaped = tag.kind == .variable
    switch shape.unwrapped {
    case .html, .listing:
      guard isEscaped else { return }
      report(
        "escaped-html", "'\(tag.text)' is \(shape.noun); two braces would escape it",
        tag.range, of: template, help: ["write '{{{\(tag.text)}}}'"])
    case .text:
      guard !isEscaped else { return }
      report(
        "unescaped-text", "'\(tag.text)' is text; printed with three braces it is not escaped",
        tag.range, of: template, severity: .warning, help: ["write '{{\(tag.text)}}'"])
    case .number: return
    case .flag, .list, .object, .optional:
      let hint =
        if case .object(let members) = shape.unwrapped, let member = members.keys.min() {
          ["name one of its members, such as '\(tag.text).\(member)'"]
        } else {
          ["use it as a section: '{{#\(tag.text)}}…{{/\(tag.text)}}'"]
        }
      report(
        "not-printable", "'\(tag.text)' is \(shape.noun); expected text or HTML",
        tag.nameRange, of: template, help: hint)
    }
  }

  /// Returns the shape behind a tag's name after its transforms; reports what stands in the way.
  private mutating func resolve(
    _ tag: TemplateTag, of template: ParsedTemplate, in scope: TemplateScope
  ) -> TemplateShape? {
    if let file = tag.file { return resolve(file, tag, of: template) }
    var transforms = tag.transforms[...]
    let start: TemplateShape
    if tag.name.isEmpty {
      guard let shape = resolvePosition(&transforms, tag, of: template, in: scope) else {
        return nil
      }
      start = shape
    } else {
      switch scope.look(up: tag.name) {
      case .found(let shape, _): start = shape
      case .unknown(_, nil, _) where scope.isUncertain: return nil
      case .unknown(let part, let owner, let known):
        reportUnknown(part, owner: owner, known: known, tag, of: template, in: scope)
        return nil
      }
    }
    var shape = start
    for name in transforms.reversed() {
      guard let transform = transform(named: name, tag, of: template) else { return nil }
      guard let result = transform.result(for: shape) else {
        report(
          "misplaced-transform", "'\(name)' cannot be applied to \(shape.noun)", tag.nameRange,
          of: template)
        return nil
      }
      shape = result
    }
    return shape
  }

  /// Returns the shape of what a tag asks of a file; reports that there is none.
  private mutating func resolve(
    _ file: TemplateFile, _ tag: TemplateTag, of template: ParsedTemplate
  ) -> TemplateShape? {
    if assets.contains(tag.name) { return file.shape }
    report(
      "unknown-asset", "there is no file '\(tag.name)' in Templates/Assets/", tag.nameRange,
      of: template, help: NearestName.help(for: tag.name, among: assets))
    return nil
  }

  /// Resolves the innermost transform of a tag without a name, such as `last()`.
  private mutating func resolvePosition(
    _ transforms: inout ArraySlice<String>, _ tag: TemplateTag, of template: ParsedTemplate,
    in scope: TemplateScope
  ) -> TemplateShape? {
    guard let name = transforms.popLast() else { return nil }
    guard let transform = transform(named: name, tag, of: template) else { return nil }
    guard let shape = transform.resultForPosition, scope.isDirectlyInList else {
      let expected =
        transform.resultForPosition == nil
        ? "expected a name in its parentheses" : "expected it directly inside a list's section"
      report(
        "misplaced-transform", "'\(tag.text)' has no list to speak of; \(expected)",
        tag.nameRange, of: template)
      return nil
    }
    return shape
  }

  private mutating func transform(
    named name: String, _ tag: TemplateTag, of template: ParsedTemplate
  ) -> TemplateTransform? {
    if let transform = TemplateTransform(rawValue: name) { return transform }
    let known = TemplateTransform.allCases.map(\.rawValue)
    report(
      "unknown-transform",
      "unknown transform '\(name)'; expected one of \(known.joined(separator: ", "))",
      tag.nameRange, of: template, help: NearestName.help(for: name, among: known))
    return nil
  }

  private mutating func reportUnknown(
    _ part: String, owner: String?, known: [String], _ tag: TemplateTag,
    of template: ParsedTemplate, in scope: TemplateScope
  ) {
    let prefix = owner.map { $0 + "." } ?? ""
    let place = owner.map { " in '\($0)'" } ?? ""
    let expected =
      known.isEmpty ? "expected no name here" : "expected one of \(known.joined(separator: ", "))"
    let paths = owner == nil ? scope.paths(endingIn: part) : []
    let help =
      paths.isEmpty
      ? NearestName.help(for: part, among: known).map {
        $0.replacing("'", with: "'\(prefix)", maxReplacements: 1)
      }
      : paths.map { "did you mean '\($0)'?" }
    report(
      "unknown-name", "unknown name '\(part)'\(place); \(expected)", tag.nameRange, of: template,
      help: help)
  }

  private mutating func report(
    _ id: Diagnostic.Identifier, _ summary: String, _ range: Range<Int>,
    of template: ParsedTemplate, severity: Diagnostic.Severity = .error, help: [String] = []
  ) {
    diagnostics.append(
      Diagnostic(id, severity, summary, at: template.source.span(range), help: help))
  }
}
