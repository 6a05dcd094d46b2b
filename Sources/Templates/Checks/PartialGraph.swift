internal import Diagnostics

/// Which template includes which, and where that goes round in a circle.
struct PartialGraph: Sendable {
  private struct Edge: Hashable {
    var from: String
    var to: String
  }

  private let templates: [String: ParsedTemplate]
  /// The included names of each template, those that exist, in the order of their tags.
  private let included: [String: [String]]
  private var cycles: Set<Edge> = []
  private(set) var diagnostics: [Diagnostic] = []

  init(_ templates: [String: ParsedTemplate]) {
    self.templates = templates
    included = templates.mapValues { template in
      TemplateNode.partials(in: template.nodes).map(\.name).filter { templates[$0] != nil }
    }
    var done: Set<String> = []
    for name in templates.keys.sorted() {
      var path: [String] = []
      findCycles(from: name, path: &path, done: &done)
    }
  }

  /// The names that some template includes.
  var partials: Set<String> { Set(included.values.joined()) }

  /// Whether this inclusion leads back to a template that is already being rendered.
  func isCycle(from: String, to: String) -> Bool { cycles.contains(Edge(from: from, to: to)) }

  /// Returns `name` and every template it can include, sorted behind it.
  func closure(of name: String) -> [String] {
    var found: Set<String> = []
    var open = [name]
    while let next = open.popLast() {
      for partial in included[next] ?? [] where found.insert(partial).inserted {
        open.append(partial)
      }
    }
    return [name] + found.subtracting([name]).sorted()
  }

  private mutating func findCycles(
    from name: String, path: inout [String], done: inout Set<String>
  ) {
    guard !done.contains(name) else { return }
    path.append(name)
    for partial in included[name] ?? [] {
      if let start = path.firstIndex(of: partial) {
        report(Edge(from: name, to: partial), circle: Array(path[start...]) + [partial])
      } else {
        findCycles(from: partial, path: &path, done: &done)
      }
    }
    path.removeLast()
    done.insert(name)
  }

  private mutating func report(_ edge: Edge, circle: [String]) {
    guard cycles.insert(edge).inserted, let template = templates[edge.from] else { return }
    let tag = TemplateNode.partials(in: template.nodes).first { $0.name == edge.to }
    diagnostics.append(
      Diagnostic(
        "recursive-partial", .error,
        "partial '\(edge.to)' includes itself; expected partials to come to an end",
        at: tag.map { template.source.span($0.nameRange) },
        notes: circle.count > 2 ? [.init("through \(circle.joined(separator: " → "))")] : []))
  }
}
