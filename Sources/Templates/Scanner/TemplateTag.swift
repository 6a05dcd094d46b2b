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
    /// `{{! text }}`
    case comment

    /// Whether a tag of the kind takes its line with it when nothing else stands there.
    var canStandAlone: Bool {
      switch self {
      case .section, .inverted, .close, .partial, .comment: true
      case .variable, .unescaped: false
      }
    }
  }

  var kind: Kind
  /// The name as written, with its transforms.
  var text: String
  /// The name without transforms: `.`, `a.b`, `.a`, or empty for `last()`.
  var name: String
  /// The transforms from the outside in; they apply from the inside out.
  var transforms: [String]
  /// What the tag asks of the file that it names, if it names one.
  var file: TemplateFile?
  /// The bytes of the name with its transforms.
  var nameRange: Range<Int>
  /// The bytes of the whole tag.
  var range: Range<Int>

  /// Returns a comment, which has no name.
  static func comment(_ range: Range<Int>) -> TemplateTag {
    TemplateTag(
      kind: .comment, text: "", name: "", transforms: [], nameRange: range, range: range)
  }
}

/// A template as a tree of its text and its tags.
enum TemplateNode: Sendable {
  /// Text between tags, by its bytes; empty where a tag begins a line.
  case text(Range<Int>, beginsLine: Bool)
  case variable(TemplateTag)
  indirect case section(TemplateTag, [TemplateNode])
  /// A partial, with the space that stands before it where it has a line of its own.
  case partial(TemplateTag, indentation: Range<Int>)

  /// The last parts of the names that these nodes print as HTML; a section's own value has the
  /// section's name.
  static func printedHTML(in nodes: [TemplateNode], of section: String = "") -> Set<String> {
    nodes.reduce(into: []) { names, node in
      switch node {
      case .variable(let tag) where tag.kind == .unescaped:
        names.insert(tag.name == "." ? section : lastPart(of: tag.name))
      case .section(let tag, let children):
        names.formUnion(printedHTML(in: children, of: lastPart(of: tag.name)))
      case .text, .variable, .partial: break
      }
    }
  }

  /// The last parts of all names in these nodes.
  static func names(in nodes: [TemplateNode]) -> Set<String> {
    nodes.reduce(into: []) { names, node in
      switch node {
      case .variable(let tag) where tag.file == nil: names.insert(lastPart(of: tag.name))
      case .section(let tag, let children):
        if tag.file == nil { names.insert(lastPart(of: tag.name)) }
        names.formUnion(Self.names(in: children))
      case .text, .variable, .partial: break
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
      case .text, .variable: [TemplateTag]()
      case .section(_, let children): partials(in: children)
      case .partial(let tag, _): [tag]
      }
    }
  }
}
