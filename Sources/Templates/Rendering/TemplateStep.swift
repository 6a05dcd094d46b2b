internal import Diagnostics

/// One step of rendering a template. All names have been looked up.
enum TemplateStep: Sendable {
  /// Text as it stands in the template; `beginsLine` where it is the first of its line.
  case text(ArraySlice<UInt8>, beginsLine: Bool)
  case print(ValuePath, isEscaped: Bool)
  /// A section: repeated for a list, once for anything else that is there.
  indirect case section(ValuePath, [TemplateStep])
  /// An inverted section. `entersList` says that the empty list becomes the current value.
  indirect case inverted(ValuePath, entersList: Bool, [TemplateStep])
  /// Another template, by its place among the compiled ones.
  case include(Int, indentation: ArraySlice<UInt8>)
}

/// How to get at a value: from one of the enclosing sections down, then through the transforms.
struct ValuePath: Sendable {
  enum Start: Sendable {
    /// A frame, counted from the outermost.
    case frame(Int)
    /// The place in the list whose section encloses the tag.
    case place(TemplateTransform)
  }

  var start: Start
  var members: [String]
  /// What is declared behind the members.
  var declared: TemplateShape
  /// From the inside out, as they apply.
  var transforms: [TemplateTransform]
  /// What the last transform gives.
  var shape: TemplateShape

  /// Finds what a tag names in the scope of its place; `nil` where the checker reports that it names
  /// nothing.
  init?(_ tag: TemplateTag, in scope: TemplateScope) {
    transforms = []
    if let file = tag.file {
      (start, members) = (.frame(0), [file.rawValue, tag.name])
      (declared, shape) = (file.shape, file.shape)
      return
    }
    for name in tag.transforms.reversed() {
      guard let transform = TemplateTransform(rawValue: name) else { return nil }
      transforms.append(transform)
    }
    if tag.name.isEmpty {
      guard let first = transforms.first, let shape = first.resultForPosition,
        scope.isDirectlyInList
      else { return nil }
      start = .place(first)
      members = []
      declared = shape
      transforms.removeFirst()
    } else {
      guard case .found(let shape, let path) = scope.look(up: tag.name) else { return nil }
      start = .frame(path.frame)
      members = path.members
      declared = shape
    }
    shape = declared
    for transform in transforms {
      guard let result = transform.result(for: shape) else { return nil }
      shape = result
    }
  }
}
