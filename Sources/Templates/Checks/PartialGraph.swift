internal import Diagnostics

/// Which template includes which, and where that goes round in a circle.
struct PartialGraph: Sendable {
  private struct Edge: Hashable {
    var from: String
    var to: String
  }

  private struct Extent {
    var depth = 1
    var inclusions = 0
    /// Whether there are too many, which has been reported.
    var isExcessive = false
  }

  private let templates: [String: ParsedTemplate]
  /// The included names of each template, those that exist, in the order of their tags.
  private let included: [String: [String]]
  /// The inclusions that are not followed: those in a circle, and those that lead too far.
  private var cutEdges: Set<Edge> = []
  /// How many partials stand in each other below a template, itself included, and how many tags
  /// rendering it follows.
  private var extents: [String: Extent] = [:]
  private(set) var diagnostics: [Diagnostic] = []

  init(_ templates: [String: ParsedTemplate]) {
    self.templates = templates
    included = templates.mapValues { template in
      TemplateNode.partials(in: template.nodes).map(\.name).filter { templates[$0] != nil }
    }
    partials = Set(included.values.joined())
    for name in templates.keys.sorted() { follow(from: name) }
  }

  /// How deep partials may stand in each other; they are checked and rendered by recursion.
  static let deepest = 64
  /// How many partials a page may be made of, counted without the repeats of sections.
  static let mostInclusions = 10_000

  /// The names that some template includes.
  let partials: Set<String>

  /// Whether this inclusion is not followed, since it has been reported.
  func isCut(from: String, to: String) -> Bool { cutEdges.contains(Edge(from: from, to: to)) }

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

  /// Measures a template and all below it that is not measured yet, the innermost first.
  private mutating func follow(from start: String) {
    guard extents[start] == nil else { return }
    var path = [(name: start, next: 0)]
    var places = [start: 0]
    while let (name, next) = path.last {
      let partials = included[name] ?? []
      guard next < partials.count else {
        measure(name, partials)
        places[name] = nil
        path.removeLast()
        continue
      }
      path[path.count - 1].next += 1
      let partial = partials[next]
      if let place = places[partial] {
        let circle = path[place...].map(\.name) + [partial]
        report(Edge(from: name, to: partial), circle: circle)
      } else if extents[partial] == nil {
        places[partial] = path.count
        path.append((partial, 0))
      }
    }
  }

  /// Adds up what a template includes, and cuts off what leads too far.
  private mutating func measure(_ name: String, _ partials: [String]) {
    var extent = Extent()
    for partial in partials where !isCut(from: name, to: partial) {
      guard let inner = extents[partial] else { continue }
      let edge = Edge(from: name, to: partial)
      if inner.isExcessive {
        cutEdges.insert(edge)
        extent.isExcessive = true
      } else if inner.depth >= Self.deepest {
        reportExcess(edge, isTooDeep: true)
      } else if extent.inclusions + inner.inclusions + 1 > Self.mostInclusions {
        reportExcess(edge, isTooDeep: false)
        extent.isExcessive = true
      } else {
        extent.depth = max(extent.depth, inner.depth + 1)
        extent.inclusions += inner.inclusions + 1
      }
    }
    extents[name] = extent
  }

  private mutating func reportExcess(_ edge: Edge, isTooDeep: Bool) {
    guard cutEdges.insert(edge).inserted, let template = templates[edge.from] else { return }
    let tag = TemplateNode.partials(in: template.nodes).first { $0.name == edge.to }
    diagnostics.append(
      Diagnostic(
        isTooDeep ? "deep-nesting" : "too-many-partials",
        isTooDeep
          ? "partials are nested more than \(Self.deepest) levels deep"
          : "with '\(edge.to)' the template includes more than \(Self.mostInclusions) partials",
        at: tag.map { template.source.span($0.nameRange) },
        help: [isTooDeep ? "write the innermost out" : "repeat over a list with a section"]))
  }

  private mutating func report(_ edge: Edge, circle: [String]) {
    guard cutEdges.insert(edge).inserted, let template = templates[edge.from] else { return }
    let tag = TemplateNode.partials(in: template.nodes).first { $0.name == edge.to }
    diagnostics.append(
      Diagnostic(
        "recursive-partial", .error,
        "partial '\(edge.to)' includes itself; expected partials to come to an end",
        at: tag.map { template.source.span($0.nameRange) },
        notes: circle.count > 2 ? [.init("through \(circle.joined(separator: " → "))")] : [],
        help: ["remove this tag, or one on the way to it"]))
  }
}
