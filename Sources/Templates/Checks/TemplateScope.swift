/// The enclosing sections of a place in a template, as the checker sees them.
struct TemplateScope: Hashable {
  /// What a section makes current.
  struct Frame: Hashable {
    var shape: TemplateShape
  }

  /// Where a name leads: into one of the enclosing sections, the outermost first, and down from there.
  struct Path: Hashable {
    var frame: Int
    var members: [String] = []
  }

  /// What looking a name up has found.
  enum Lookup {
    case found(TemplateShape, Path)
    /// `part` is not among `known`; `owner` is the path it was looked for in, if any.
    case unknown(part: String, owner: String?, known: [String])
  }

  private var frames: [Frame]
  /// Whether `first()`, `last()`, `index()` have a list to speak of.
  private(set) var isDirectlyInList = false
  /// Whether names may have a meaning that a fault hides: inside a section that is not known, and in
  /// a template whose tags do not pair.
  private(set) var isUncertain = false

  init(root: TemplateShape) { frames = [Frame(shape: root)] }

  /// What `{{.}}` means here.
  var current: TemplateShape { frames.last?.shape ?? .object([:]) }

  /// Returns the scope inside a section that makes `shape` current.
  func entering(_ shape: TemplateShape, asListItem: Bool) -> TemplateScope {
    var scope = self
    scope.frames.append(Frame(shape: shape))
    scope.isDirectlyInList = asListItem
    return scope
  }

  /// Returns the scope where more names may be known than can be told.
  func enteringUnknown() -> TemplateScope {
    var scope = self
    scope.isUncertain = true
    return scope
  }

  /// Returns the scope inside a partial: the same names, no place in a list.
  func enteringPartial() -> TemplateScope {
    var scope = self
    scope.isDirectlyInList = false
    return scope
  }

  /// Looks a name up: its first part from the innermost section outwards, the
  /// other parts strictly from there. A name that begins with `.` stays in the innermost section.
  func look(up name: String) -> Lookup {
    let parts = name.split(separator: ".").map(String.init)
    guard let first = parts.first else {
      return .found(current, Path(frame: frames.count - 1))
    }
    let candidates = name.hasPrefix(".") ? frames.suffix(1) : frames[...]
    guard let frame = candidates.lastIndex(where: { $0.shape.members[first] != nil }) else {
      let known = Set(candidates.flatMap(\.shape.members.keys))
      return .unknown(part: first, owner: nil, known: known.sorted())
    }
    var shape = frames[frame].shape
    var isOptional = false
    for (index, part) in parts.enumerated() {
      guard let member = shape.members[part] else {
        let owner = parts[..<index].joined(separator: ".")
        return .unknown(part: part, owner: owner, known: shape.members.keys.sorted())
      }
      isOptional = isOptional || member.isOptional
      shape = member
    }
    return .found(
      isOptional && !shape.isOptional ? .optional(shape) : shape,
      Path(frame: frame, members: parts))
  }

  /// Returns the visible paths that end in `name`, such as `page.title` for `title`.
  func paths(endingIn name: String) -> [String] {
    var found: Set<String> = []
    for frame in frames {
      for (owner, shape) in frame.shape.members where shape.members[name] != nil {
        found.insert("\(owner).\(name)")
      }
    }
    return found.sorted()
  }
}
