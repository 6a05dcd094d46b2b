package import Diagnostics

/// The templates of a site, checked against the names they may use and ready to render.
///
/// A value: it can be shared between tasks, and rendering the same value twice gives the same
/// bytes.
package struct TemplateLibrary: Sendable {
  /// The folder whose `.mustache` files are templates.
  package static let folder = "Templates/"
  /// The ending of template files.
  package static let suffix = ".mustache"

  /// Returns the path of the file that holds a template.
  package static func file(of name: String) -> String { folder + name + suffix }

  private let shape: TemplateShape
  /// What is rendered, and the place in it of each page's template.
  private let compiled: [[TemplateStep]]
  private let places: [String: Int]
  private let names: Set<String>
  private let graph: PartialGraph
  /// Each template and all that it can include, where that comes to an end soon.
  private let closures: [String: [String]]
  /// The last parts of the names that each template prints with three braces.
  private let printed: [String: Set<String>]
  /// The last parts of all names that each template asks for.
  private let asked: [String: Set<String>]
  /// The names that pages may ask for, sorted: templates that stand on their own.
  package let pageNames: [String]

  /// Reads all templates, checks every tag, and compiles what is sound.
  ///
  /// Templates that no other template includes, and that are not in a folder `partials`, are page
  /// templates: their names are looked up in `shape`. Partials are checked in the context of each
  /// place that includes them. A template with a fault in its tags is known but renders as nothing.
  ///
  /// - Parameters:
  ///   - files: files of the site; those that are not `Templates/**/*.mustache` are passed over.
  ///   - shape: the names that page templates see.
  ///   - assets: the files that templates may name.
  /// - Returns: the library, and all faults in reading order.
  package static func load(
    _ files: [SourceFile], shape: TemplateShape, assets: [String] = []
  ) -> (library: TemplateLibrary, diagnostics: [Diagnostic]) {
    var templates: [String: ParsedTemplate] = [:]
    for file in files {
      guard file.path.hasPrefix(folder), file.path.hasSuffix(suffix) else { continue }
      let name = String(file.path.dropFirst(folder.count).dropLast(suffix.count))
      templates[name] = ParsedTemplate(name: name, source: file)
    }
    let graph = PartialGraph(templates)
    var diagnostics = templates.values.flatMap(\.diagnostics) + graph.diagnostics
    diagnostics += unusedPartials(templates, graph: graph)

    let root = TemplateScope(root: shape)
    var checker = TemplateChecker(templates, graph: graph, assets: assets)
    let pages = templates.keys.filter { !isPartial($0, in: graph) }.sorted()
    for name in pages { checker.check(name, in: root) }
    diagnostics += checker.diagnostics
    let included = graph.partials.filter { !isInPartialsFolder($0) }.sorted()
    let sound = included.filter { name in
      var trial = TemplateChecker(templates, graph: graph, assets: assets)
      trial.check(name, in: root)
      return !trial.diagnostics.containsErrors
    }
    let library = TemplateLibrary(
      templates, graph: graph, pageNames: (pages + sound).sorted(), shape: shape)
    return (library, diagnostics.sortedForReport())
  }

  private init(
    _ templates: [String: ParsedTemplate], graph: PartialGraph, pageNames: [String],
    shape: TemplateShape
  ) {
    self.shape = shape
    self.graph = graph
    self.pageNames = pageNames
    names = Set(templates.keys)
    printed = templates.mapValues { TemplateNode.printedHTML(in: $0.nodes) }
    asked = templates.mapValues { TemplateNode.names(in: $0.nodes) }
    var compiler = TemplateCompiler(templates)
    var places: [String: Int] = [:]
    var closures: [String: [String]] = [:]
    // Where partials include themselves or lead too far, rendering would not end.
    if graph.diagnostics.isEmpty {
      let root = TemplateScope(root: shape)
      for name in pageNames { places[name] = compiler.compile(name, in: root) }
      for name in names { closures[name] = graph.closure(of: name) }
    }
    compiled = compiler.compiled
    self.places = places
    self.closures = closures
  }

  /// Whether there is a template of this name, sound or not.
  package func has(_ name: String) -> Bool { names.contains(name) }

  /// Returns `name` and the partials it can include, directly or through others.
  package func closure(of name: String) -> [String] {
    closures[name] ?? graph.closure(of: name)
  }

  /// Whether a template or a partial that it can include prints a value whose name ends in one of
  /// `members`, as HTML.
  package func prints(_ members: Set<String>, in name: String) -> Bool {
    closure(of: name).contains { printed[$0]?.isDisjoint(with: members) == false }
  }

  /// Whether a template or a partial that it can include asks for a value whose name ends in one of
  /// `members`.
  package func asks(for members: Set<String>, in name: String) -> Bool {
    closure(of: name).contains { asked[$0]?.isDisjoint(with: members) == false }
  }

  /// Renders a template.
  ///
  /// - Parameters:
  ///   - name: a name for which `has(_:)` is true; anything else is a mistake of the caller.
  ///   - value: the object that the shape given to `load(_:shape:)` describes.
  /// - Returns: the template's text with `value` put in; nothing for a template that has faults or
  ///   is only ever included.
  package func render(_ name: String, _ value: TemplateValue) -> [UInt8] {
    precondition(has(name), "there is no template '\(name)'")
    guard let place = places[name] else { return [] }
    return TemplateRun.render(place, of: compiled, value, as: shape)
  }

  private static func isPartial(_ name: String, in graph: PartialGraph) -> Bool {
    isInPartialsFolder(name) || graph.partials.contains(name)
  }

  private static func isInPartialsFolder(_ name: String) -> Bool {
    name.split(separator: "/").dropLast().contains("partials")
  }

  private static func unusedPartials(
    _ templates: [String: ParsedTemplate], graph: PartialGraph
  ) -> [Diagnostic] {
    var used = graph.partials
    let names = templates.keys.sorted()
    let included = Set(
      templates.values.flatMap { TemplateNode.partials(in: $0.nodes).map(\.name) })
    // What a misspelt name is meant for is not unused.
    for name in included.sorted() where templates[name] == nil {
      used.formUnion(TemplateChecker.meant(by: name, among: names))
    }
    return templates.values.filter { isInPartialsFolder($0.name) && !used.contains($0.name) }.map {
      Diagnostic(
        "unused-partial", .warning,
        "partial '\($0.name)' is included nowhere, so its names are not checked",
        at: $0.source.span(0..<0),
        help: ["include it with '{{>\($0.name)}}', or remove the file"])
    }
  }
}
