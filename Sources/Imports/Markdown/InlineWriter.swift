/// Writes what stands in a line: text, emphasis, links, pictures and code.
struct InlineWriter {
  let links: LinkPlaces
  /// The anchors that the headings of the page keep.
  let anchors: Set<String>
  /// Whether a line break stays one; in a heading or a cell it becomes a space.
  var keepsBreaks = false
  private(set) var losses: [String] = []
  private var text = ""

  init(links: LinkPlaces, anchors: Set<String>, keepsBreaks: Bool = false) {
    self.links = links
    self.anchors = anchors
    self.keepsBreaks = keepsBreaks
  }

  /// Writes nodes; blocks among them are taken as their text.
  static func write(
    _ nodes: [HTMLNode], links: LinkPlaces, anchors: Set<String>, keepsBreaks: Bool = false
  ) -> (text: String, losses: [String]) {
    var writer = InlineWriter(links: links, anchors: anchors, keepsBreaks: keepsBreaks)
    writer.write(nodes)
    let lines = writer.text.split(separator: "\n").map { line in
      MarkdownEscape.lineStart(String(line).trimmed)
    }
    return (lines.filter { !$0.isEmpty }.joined(separator: "\\\n"), writer.losses)
  }

  private mutating func write(_ nodes: [HTMLNode]) {
    for node in nodes {
      switch node {
      case .text(let text): append(plain: text)
      case .element(let element): write(element)
      }
    }
  }

  private mutating func write(_ element: HTMLElement) {
    if let style = element["style"] { losses.append("the style '\(LossText.short(style))'") }
    switch element.name {
    case "strong", "b": wrap(element, "**")
    case "em", "i", "cite", "var", "dfn": wrap(element, "*")
    case "code", "kbd", "samp", "tt":
      losses += MarkdownEscape.hidden(in: element.text.collapsed)
      append(MarkdownEscape.code(element.text))
    case "br": append(keepsBreaks ? "\n" : " ")
    case "a": link(element)
    case "img": picture(element)
    case "sup", "sub": raised(element)
    case "del", "s", "strike":
      losses.append("that '\(LossText.short(element.text))' is struck out")
      write(element.children)
    case "script", "style", "template", "noscript": losses.append(LossText.of(element))
    case "p", "div", "li", "ul", "ol":
      append(plain: " ")
      write(element.children)
      append(plain: " ")
    default:
      if let loss = LossText.ofMedia(element) {
        losses.append(loss)
      } else {
        write(element.children)
      }
    }
  }

  private mutating func append(plain text: String) {
    let (words, codes) = Shortcodes.remove(from: text)
    losses += codes.map { "the shortcode '\(LossText.short($0))'" }
    losses += MarkdownEscape.hidden(in: words.collapsed)
    let spaced = words.unicodeScalars.first?.isHTMLSpace == true ? " " : ""
    let end = words.unicodeScalars.last?.isHTMLSpace == true && words.collapsed != "" ? " " : ""
    append(spaced + MarkdownEscape.text(words.collapsed) + end)
  }

  /// Adds ready Markdown; of two spaces that meet one stays.
  private mutating func append(_ markdown: String) {
    let meets = text.isEmpty || text.hasSuffix(" ") || text.hasSuffix("\n")
    text += meets && markdown.hasPrefix(" ") ? String(markdown.dropFirst()) : markdown
  }

  /// Writes what stands inside by itself, so that marks can be put around it.
  private mutating func inside(_ nodes: [HTMLNode]) -> String {
    var writer = InlineWriter(links: links, anchors: anchors)
    writer.text = "\u{1}"
    writer.write(nodes)
    losses += writer.losses
    return String(writer.text.dropFirst())
  }

  /// Puts marks around the words, with the spaces at their ends outside.
  private mutating func wrap(_ element: HTMLElement, _ mark: String) {
    let words = inside(element.children)
    let core = words.trimmed
    guard !core.isEmpty else { return append(words) }
    // Marks that meet letters, or other marks of their kind, would not be read as marks.
    let isAlone = text.last.map { !$0.isLetter && !$0.isNumber && $0 != "*" } ?? true
    guard isAlone, !core.hasPrefix("*"), !core.hasSuffix("*") else { return append(words) }
    append((words.hasPrefix(" ") ? " " : "") + mark + core + mark)
    if words.hasSuffix(" ") { append(" ") }
  }

  private mutating func link(_ element: HTMLElement) {
    let words = inside(element.children)
    guard let href = element["href"], !words.trimmed.isEmpty else { return append(words) }
    // A link cannot hold another one; one around a picture leads to the picture's file as a rule.
    guard element.first("a") == nil, element.first("img") == nil else { return append(words) }
    let label = words.trimmed
    append(words.hasPrefix(" ") ? " " : "")
    switch links.target(of: href) {
    case .page(let path):
      if href.contains("#") {
        losses.append("the place '#…' of the link '\(LossText.short(href))'")
      }
      append("[\(label)](\(MarkdownEscape.address(path)))")
    case .anchor(let name) where anchors.contains(name): append("[\(label)](#\(name))")
    case .anchor(let name):
      losses.append("the link to '#\(LossText.short(name))', which no heading has")
      append(label)
    case .leftBehind(let address):
      losses.append(
        "the link to '\(LossText.short(address))', which is not imported: it leads to the old site")
      append("[\(label)](\(MarkdownEscape.address(address)))")
    case .elsewhere(let address): append("[\(label)](\(MarkdownEscape.address(address)))")
    case .unknown:
      losses.append(
        "the link to '\(LossText.short(href))' of the old site, whose address the record lacks")
      append(label)
    case .refused:
      losses.append("the link '\(LossText.short(href))', which a page must not hold")
      append(label)
    }
    if words.hasSuffix(" ") { append(" ") }
  }

  private mutating func picture(_ element: HTMLElement) {
    let sources = ["src", "data-src", "data-lazy-src"].compactMap { element[$0] }
    let shown = (element["alt"] ?? "").collapsed
    losses += MarkdownEscape.hidden(in: shown)
    let alt = MarkdownEscape.text(shown)
    for source in sources {
      let address: String
      switch links.target(of: source) {
      case .page, .anchor, .unknown, .refused: continue
      case .leftBehind(let whole), .elsewhere(let whole): address = whole
      }
      guard address.hasPrefix("http") else { continue }
      losses.append("the picture '\(LossText.short(address))': fetch it and put it beside the page")
      if alt.isEmpty { losses.append("what the picture shows, which it does not say") }
      return append("![\(alt)](\(MarkdownEscape.address(address)))")
    }
    losses.append("a picture without an address\(alt.isEmpty ? "" : ": '\(LossText.short(alt))'")")
  }

  private mutating func raised(_ element: HTMLElement) {
    let words = element.text.collapsed
    if let small = SmallDigits.text(words, isRaised: element.name == "sup") { return append(small) }
    guard !words.isEmpty else { return }
    losses.append(
      "that '\(LossText.short(words))' is \(element.name == "sup" ? "raised" : "lowered")")
    append(element.name == "sup" ? "^(" : "(")
    write(element.children)
    append(")")
  }
}
