import Markup

/// Writes a drawing as inline SVG.
///
/// Colours, strokes and weights are classes of the style sheet; what the layout depends on (places
/// and the size of text) is attributes. There is no `style` attribute: the site's policy forbids it.
struct SVGWriter {
  /// Makes the ids of this drawing's patterns unique on the page.
  let prefix: String
  private(set) var svg = ""

  init(prefix: String) { self.prefix = prefix }

  /// Writes the whole drawing.
  ///
  /// - Parameters:
  ///   - drawing: What to write.
  ///   - name: The class that tells the drawing's size.
  ///   - label: The id of the element that names the picture.
  ///   - summary: What the picture is and where its values stand.
  mutating func write(_ drawing: Drawing, name: String, label: String, summary: String) {
    let links = drawing.shapes.contains(where: \.holdsLink)
    svg += "<svg class=\"chart-drawing chart-\(name)\" viewBox=\"0 0 "
    svg += "\(SVGNumber.text(drawing.width)) \(SVGNumber.text(drawing.height))\" "
    svg += "font-size=\"\(SVGNumber.text(TextMeasure.size))\" "
    // A picture has no parts for assistive technology; one that holds links must be a group.
    svg += "role=\"\(links ? "group" : "img")\" aria-labelledby=\"\(HTMLEscape.text(label))\" "
    svg += "aria-describedby=\"\(id("desc"))\">\n"
    svg += "<desc id=\"\(id("desc"))\">\(HTMLEscape.text(summary))</desc>\n"
    patterns(drawing.shapes)
    for shape in drawing.shapes { write(shape) }
    svg += "</svg>\n"
  }

  private func id(_ name: String) -> String { HTMLEscape.text("\(prefix)-\(name)") }

  private mutating func patterns(_ shapes: [Shape]) {
    let used = Set(shapes.flatMap(\.patterns)).sorted()
    guard !used.isEmpty else { return }
    svg += "<defs>\n"
    for series in used { svg += FillPattern.svg(series, id: id("fill-\(series + 1)")) }
    svg += "</defs>\n"
  }

  private mutating func write(_ shape: Shape) {
    switch shape {
    case .box(let box, let style):
      svg += "<rect class=\"chart-\(style)\" \(attributes(box))/>\n"
    case .filled(let box, let series):
      svg += "<rect fill=\"url(#\(id("fill-\(series + 1)")))\" \(attributes(box))/>\n"
    case .line(let from, let to, let style):
      svg += "<path class=\"chart-\(style)\" d=\"\(path([from, to]))\"/>\n"
    case .curve(let points, let series):
      svg += "<path class=\"chart-curve chart-\(series + 1)\" fill=\"none\" d=\"\(path(points))\""
      if let dashes = SeriesMark.dashes(series) { svg += " stroke-dasharray=\"\(dashes)\"" }
      svg += "/>\n"
    case .marker(let point, let series):
      svg += "<path class=\"chart-marker chart-\(series + 1)\" "
      svg += "d=\"\(SeriesMark.path(series, at: point))\"/>\n"
    case .text(let text, let point, let anchor, let style):
      svg += "<text class=\"chart-\(style)\" x=\"\(SVGNumber.text(point.x))\" "
      svg += "y=\"\(SVGNumber.text(point.y))\""
      if anchor != .start { svg += " text-anchor=\"\(anchor.rawValue)\"" }
      svg += ">\(HTMLEscape.text(text))</text>\n"
    case .named(let name, let href, let shapes):
      open(href, name)
      for shape in shapes { write(shape) }
      svg += href == nil ? "</g>\n" : "</a>\n"
    }
  }

  /// Opens a named group. Links are left out of the order of the Tab key: the table below has the
  /// same ones, at a size that is easier to hit.
  private mutating func open(_ href: String?, _ name: String) {
    if let href {
      svg += "<a href=\"\(HTMLEscape.href(href))\" tabindex=\"-1\">"
    } else {
      svg += "<g>"
    }
    svg += "<title>\(HTMLEscape.text(name))</title>\n"
  }

  private func attributes(_ box: Box) -> String {
    "x=\"\(SVGNumber.text(box.x))\" y=\"\(SVGNumber.text(box.y))\" "
      + "width=\"\(SVGNumber.text(box.width))\" height=\"\(SVGNumber.text(box.height))\""
  }

  private func path(_ points: [Point]) -> String {
    var text = ""
    for point in points {
      text += text.isEmpty ? "M" : "L"
      text += "\(SVGNumber.text(point.x)) \(SVGNumber.text(point.y))"
    }
    return text
  }
}

extension Shape {
  fileprivate var holdsLink: Bool {
    if case .named(_, let href, _) = self { href != nil } else { false }
  }

  fileprivate var patterns: [Int] {
    switch self {
    case .filled(_, let series): [series]
    case .named(_, _, let shapes): shapes.flatMap(\.patterns)
    default: []
    }
  }
}
