/// One tag of a template, with its place.
struct TemplateTag: Sendable {
  /// What the character after the opening braces says.
  enum Kind: Sendable {
    /// `{{name}}`
    case variable
    /// `{{{name}}}` or `{{&name}}`
    case unescaped
    /// `{{#name}}`
    case section
    /// `{{^name}}`
    case inverted
    /// `{{/name}}`
    case close
    /// `{{>name}}`
    case partial
  }

  var kind: Kind
  /// The name as written, with its transforms.
  var text: String
  /// The name without transforms: `.`, `a.b`, `.a`, or empty for `last()`.
  var name: String
  /// The transforms from the outside in; they apply from the inside out.
  var transforms: [String]
  /// The bytes of the name with its transforms.
  var nameRange: Range<Int>
  /// The bytes of the whole tag.
  var range: Range<Int>
}

/// The tags of a template as a tree.
indirect enum TemplateNode: Sendable {
  case variable(TemplateTag)
  case section(TemplateTag, [TemplateNode])
  case partial(TemplateTag)

  /// The last parts of the names that these nodes print as HTML; a section's own value has the
  /// section's name.
  static func printedHTML(in nodes: [TemplateNode], of section: String = "") -> Set<String> {
    nodes.reduce(into: []) { names, node in
      switch node {
      case .variable(let tag) where tag.kind == .unescaped:
        names.insert(tag.name == "." ? section : lastPart(of: tag.name))
      case .section(let tag, let children):
        names.formUnion(printedHTML(in: children, of: lastPart(of: tag.name)))
      case .variable, .partial: break
      }
    }
  }

  /// The last parts of all names in these nodes.
  static func names(in nodes: [TemplateNode]) -> Set<String> {
    nodes.reduce(into: []) { names, node in
      switch node {
      case .variable(let tag): names.insert(lastPart(of: tag.name))
      case .section(let tag, let children):
        names.insert(lastPart(of: tag.name))
        names.formUnion(Self.names(in: children))
      case .partial: break
      }
    }
  }

  private static func lastPart(of name: String) -> String {
    String(name.split(separator: ".").last ?? "")
  }

  /// The names of the partials in these nodes, in order, with their tags.
  static func partials(in nodes: [TemplateNode]) -> [TemplateTag] {
    nodes.flatMap { node in
      switch node {
      case .variable: [TemplateTag]()
      case .section(_, let children): partials(in: children)
      case .partial(let tag): [tag]
      }
    }
  }
}
