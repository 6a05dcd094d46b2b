/// Puts the tags of an HTML text into a tree, however they are nested.
///
/// As browsers do, it closes what authors leave open (paragraphs, items, cells) and ignores ends
/// without a beginning. What is nested deeper than `deepest` stands beside its parent.
struct HTMLTree {
  /// Elements inside each other; pages have some twenty.
  private static let deepest = 200

  private static let void: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
  ]

  /// Elements before which an open paragraph ends.
  private static let endsParagraph: Set<String> = [
    "address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p",
    "pre", "section", "table", "ul",
  ]

  private var open = [HTMLElement(name: "")]

  /// Returns what an HTML text holds, one below the other.
  static func nodes(of html: String) -> [HTMLNode] {
    var tree = HTMLTree()
    var scanner = HTMLScanner(html)
    while let token = scanner.next() {
      switch token {
      case .text(let text): tree.add(.text(text))
      case .start(let element, let isClosed): tree.start(element, isClosed: isClosed)
      case .end(let name): tree.end(name)
      }
    }
    while tree.open.count > 1 { tree.closeLast() }
    return tree.open[0].children
  }

  private mutating func add(_ node: HTMLNode) { open[open.count - 1].children.append(node) }

  private mutating func start(_ element: HTMLElement, isClosed: Bool) {
    if Self.endsParagraph.contains(element.name) {
      close(["p"], within: ["td", "th", "li", "div", "blockquote", "button", "figure"])
    }
    switch element.name {
    case "li": close(["li"], within: ["ul", "ol"])
    case "dt", "dd": close(["dt", "dd"], within: ["dl"])
    case "td", "th": close(["td", "th"], within: ["table"])
    case "tr": close(["tr"], within: ["table"])
    case "thead", "tbody", "tfoot": close(["thead", "tbody", "tfoot"], within: ["table"])
    default: break
    }
    let holdsNothing = Self.void.contains(element.name) || (isClosed && element.name == "svg")
    guard !holdsNothing, open.count < Self.deepest else { return add(.element(element)) }
    open.append(element)
  }

  private mutating func end(_ name: String) {
    if name == "br" { return add(.element(HTMLElement(name: "br"))) }
    guard let index = open.lastIndex(where: { $0.name == name }), index > 0 else { return }
    while open.count > index { closeLast() }
  }

  /// Closes the innermost open element of these names, unless one of `borders` lies around it first.
  private mutating func close(_ names: Set<String>, within borders: Set<String>) {
    for index in open.indices.reversed() where index > 0 {
      if names.contains(open[index].name) {
        while open.count > index { closeLast() }
        return
      }
      if borders.contains(open[index].name) { return }
    }
  }

  private mutating func closeLast() {
    let element = open.removeLast()
    add(.element(element))
  }
}
