/// The rendering of one page: what is current, and the bytes so far.
struct TemplateRun {
  private let templates: [[TemplateStep]]
  /// The values of the enclosing sections, the outermost first.
  private var frames: [TemplateValue]
  /// The place in the list whose section is the innermost.
  private var place = ListPlace()
  /// What begins each line of an included template.
  private var indentation: [UInt8] = []
  private var output: [UInt8] = []

  /// Returns the text of a template, by its place among the compiled ones.
  static func render(
    _ template: Int, of templates: [[TemplateStep]], _ value: TemplateValue, as shape: TemplateShape
  ) -> [UInt8] {
    var run = TemplateRun(templates: templates, frames: [value.fitted(to: shape)])
    run.output.reserveCapacity(firstCapacity)
    run.render(templates[template])
    return run.output
  }

  /// About what a page takes, in bytes, so that the output seldom has to move.
  private static let firstCapacity = 16 << 10

  private init(templates: [[TemplateStep]], frames: [TemplateValue]) {
    self.templates = templates
    self.frames = frames
  }

  private mutating func render(_ steps: [TemplateStep]) {
    for step in steps {
      switch step {
      case .text(let text, let beginsLine): write(text, beginsLine: beginsLine)
      case .print(let path, let isEscaped): write(value(at: path), isEscaped: isEscaped)
      case .section(let path, let children): renderSection(value(at: path), as: path, children)
      case .inverted(let path, let entersList, let children):
        let value = value(at: path)
        guard !value.isThere else { continue }
        if entersList { render(children, inside: value) } else { render(children) }
      case .include(let template, let inner):
        let (outerPlace, depth) = (place, indentation.count)
        place = ListPlace()
        indentation += inner
        render(templates[template])
        indentation.removeLast(indentation.count - depth)
        place = outerPlace
      }
    }
  }

  private mutating func renderSection(
    _ value: TemplateValue, as path: ValuePath, _ children: [TemplateStep]
  ) {
    if let items = value.items {
      guard let element = path.shape.element else { return }
      for (index, item) in items.enumerated() {
        render(
          children, inside: item.fitted(to: element),
          at: ListPlace(index: index, count: items.count))
      }
    } else if case .flag = value {
      if value.isThere { render(children) }
    } else if value.isThere {
      render(children, inside: value)
    }
  }

  /// Renders steps with one more value around them.
  private mutating func render(
    _ steps: [TemplateStep], inside value: TemplateValue, at inner: ListPlace = ListPlace()
  ) {
    let outer = place
    frames.append(value)
    place = inner
    render(steps)
    place = outer
    frames.removeLast()
  }

  private func value(at path: ValuePath) -> TemplateValue {
    var value: TemplateValue
    switch path.start {
    case .place(let transform): value = place.value(of: transform)
    case .frame(let frame):
      value = frames[frame]
      for member in path.members { value = value.member(member) }
      value = value.fitted(to: path.declared)
    }
    guard !path.transforms.isEmpty else { return value }
    var shape = path.declared
    for transform in path.transforms {
      value = transform.applied(to: value, as: shape)
      shape = transform.result(for: shape) ?? shape
    }
    return value
  }

  private mutating func write(_ value: TemplateValue, isEscaped: Bool) {
    switch value {
    case .text(let text), .html(let text):
      if isEscaped {
        HTMLText.append(text, to: &output)
      } else {
        var text = text
        text.withUTF8 { output.append(contentsOf: $0) }
      }
    case .number(let number): output.append(contentsOf: String(number).utf8)
    case .listing(_, let html): write(html.fitted(to: .html), isEscaped: isEscaped)
    case .flag, .list, .object, .missing, .deferred: break
    }
  }

  private mutating func write(_ text: ArraySlice<UInt8>, beginsLine: Bool) {
    guard !indentation.isEmpty else { return output.append(contentsOf: text) }
    if beginsLine { output.append(contentsOf: indentation) }
    var rest = text
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")), end + 1 < rest.endIndex {
      output.append(contentsOf: rest[...end])
      output.append(contentsOf: indentation)
      rest = rest[(end + 1)...]
    }
    output.append(contentsOf: rest)
  }
}
