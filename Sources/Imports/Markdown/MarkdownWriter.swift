/// Writes HTML as the Markdown of a site: headings, paragraphs, lists, quotes, code, tables.
struct MarkdownWriter {
  private let links: LinkPlaces
  /// The anchors that headings keep.
  private let anchors: Set<String>
  /// Questions, in the form of `key`, that are headings of the second level wherever they stand.
  private let questions: Set<String>
  /// The questions that were met.
  private(set) var metQuestions: Set<String> = []
  private var usedAnchors: Set<String> = []

  /// Blocks inside each other; the site refuses much deeper ones.
  private static let deepest = 30
  private static let containers: Set<String> = [
    "article", "aside", "body", "center", "details", "div", "figure", "footer", "header", "html",
    "main", "nav", "section",
  ]
  private static let blocks: Set<String> = [
    "address", "blockquote", "button", "dd", "dl", "dt", "figcaption", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "hr", "iframe", "embed", "object", "video", "audio", "li", "ol", "p", "pre",
    "script", "style", "summary", "table", "ul", "noscript",
  ]

  init(links: LinkPlaces, anchors: Set<String>, questions: Set<String>) {
    self.links = links
    self.anchors = anchors
    self.questions = questions
  }

  /// How questions are compared: words only, in small letters.
  static func key(_ text: String) -> String {
    let plain = text.lowercased().unicodeScalars.map { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil ? scalar : " "
    }
    return String(String.UnicodeScalarView(plain)).collapsed
  }

  /// The anchors of all headings in a text that can stand in an address.
  static func anchors(in nodes: [HTMLNode]) -> Set<String> {
    nodes.reduce(into: []) { found, node in
      guard case .element(let element) = node else { return }
      if level(of: element) != nil, let id = element["id"], isAnchor(id) { found.insert(id) }
      found.formUnion(anchors(in: element.children))
    }
  }

  /// Writes nodes, one block below the other; close ones have no empty lines between them.
  mutating func write(
    _ nodes: [HTMLNode], depth: Int = 0, isClose: Bool = false
  ) -> MarkdownBlock {
    var result = MarkdownBlock()
    var inline: [HTMLNode] = []
    for node in nodes {
      guard case .element(let element) = node, isBlock(element) else {
        inline.append(node)
        continue
      }
      result.append(paragraph(inline), isClose: isClose)
      inline = []
      result.append(block(element, depth: depth), isClose: isClose)
    }
    result.append(paragraph(inline), isClose: isClose)
    return result
  }

  private func isBlock(_ element: HTMLElement) -> Bool {
    Self.blocks.contains(element.name) || Self.containers.contains(element.name)
      || element.elements.contains { isBlock($0) } || questions.contains(Self.key(element.text))
  }

  private mutating func block(_ element: HTMLElement, depth: Int) -> MarkdownBlock {
    let key = Self.key(element.text)
    if questions.contains(key), !metQuestions.contains(key) {
      metQuestions.insert(key)
      return heading(element, level: 2)
    }
    if let level = Self.level(of: element) { return heading(element, level: level) }
    var block = content(of: element, depth: depth)
    if let style = element["style"], element.name != "td" {
      block.losses.insert((0, "the style '\(LossText.short(style))'"), at: 0)
    }
    return block
  }

  private mutating func content(of element: HTMLElement, depth: Int) -> MarkdownBlock {
    guard depth < Self.deepest else { return paragraph(element.children) }
    switch element.name {
    case "p", "figcaption", "button", "summary", "address":
      return element.elements.contains { isBlock($0) }
        ? write(element.children, depth: depth + 1) : paragraph(element.children)
    case "ul", "ol": return list(element, depth: depth)
    case "dl": return definitions(element, depth: depth)
    case "blockquote":
      return write(element.children, depth: depth + 1).behind(first: "> ", others: "> ")
    case "pre": return code(element)
    case "hr": return MarkdownBlock(lines: ["***"])
    case "table":
      return TableWriter.write(element, caption: nil, links: links, anchors: anchors)
    case "figure": return figure(element, depth: depth)
    case "details": return details(element, depth: depth)
    case "script", "style", "noscript": return MarkdownBlock(losses: [(0, LossText.of(element))])
    default: break
    }
    if let loss = LossText.ofMedia(element) { return MarkdownBlock(losses: [(0, loss)]) }
    var block = MarkdownBlock()
    if element.name.contains("-") { block.lose("the element <\(LossText.short(element.name))>") }
    block.append(write(element.children, depth: depth + 1))
    return block
  }

  private func paragraph(_ nodes: [HTMLNode]) -> MarkdownBlock {
    let (text, losses) = InlineWriter.write(
      nodes, links: links, anchors: anchors, keepsBreaks: true)
    return MarkdownBlock(
      lines: text.isEmpty ? [] : text.split(separator: "\n").map(String.init),
      losses: losses.map { (0, $0) })
  }

  private mutating func heading(_ element: HTMLElement, level: Int) -> MarkdownBlock {
    // Headings are strong anyway.
    let nodes =
      element.elements.count == 1 && ["strong", "b"].contains(element.elements[0].name)
        && element.text.collapsed == element.elements[0].text.collapsed
      ? element.elements[0].children : element.children
    let (text, losses) = InlineWriter.write(nodes, links: links, anchors: anchors)
    var block = MarkdownBlock(losses: losses.map { (0, $0) })
    guard !text.isEmpty else { return block }
    var line = String(repeating: "#", count: level) + " " + text
    // A '#' at the end would be read as part of the mark.
    if line.hasSuffix("#") { line = line.dropLast() + "\\#" }
    if let id = element["id"], Self.isAnchor(id), usedAnchors.insert(id).inserted {
      line += " `=id \(id)`"
    }
    block.lines = [line]
    return block
  }

  private mutating func list(_ list: HTMLElement, depth: Int) -> MarkdownBlock {
    var result = MarkdownBlock()
    var number = list["start"].flatMap { Int($0) } ?? 1
    if number < 0 || number > 999_999 { number = 1 }
    let isClose = list.elements.allSatisfy { Self.isClose($0) }
    for node in list.children {
      if case .text(let text) = node, text.collapsed.isEmpty { continue }
      let children =
        if case .element(let item) = node, item.name == "li" { item.children } else { [node] }
      let mark = list.name == "ol" ? "\(number). " : "- "
      number += 1
      let item = write(children, depth: depth + 1, isClose: isClose)
        .behind(first: mark, others: String(repeating: " ", count: mark.count))
      result.append(item, isClose: isClose)
    }
    return result
  }

  /// Whether an item holds one line, and perhaps a list that may follow it without an empty line.
  private static func isClose(_ item: HTMLElement) -> Bool {
    item.elements.allSatisfy { element in
      let isList = element.name == "ul" || (element.name == "ol" && element["start"] == nil)
      return isList
        ? element.elements.allSatisfy { isClose($0) }
        : !blocks.contains(element.name) && !containers.contains(element.name)
          && element.name != "br" && element.elements.allSatisfy { $0.elements.isEmpty }
    }
  }

  private mutating func definitions(_ list: HTMLElement, depth: Int) -> MarkdownBlock {
    var result = MarkdownBlock()
    result.lose("the form of a list of terms: each became a paragraph")
    for node in list.children {
      guard case .element(let element) = node else { continue }
      let isTerm = element.name == "dt" && !element.elements.contains { $0.name == "strong" }
      let children =
        isTerm
        ? [.element(HTMLElement(name: "strong", children: element.children))] : element.children
      result.append(write(children, depth: depth + 1))
    }
    return result
  }

  private func code(_ element: HTMLElement) -> MarkdownBlock {
    let text = MarkdownEscape.printable(element.text)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.first?.trimmed.isEmpty == true { lines.removeFirst() }
    while lines.last?.trimmed.isEmpty == true { lines.removeLast() }
    guard !lines.isEmpty else { return MarkdownBlock() }
    let ticks = max(MarkdownEscape.longestRun(of: "`", in: text) + 1, 3)
    let fence = String(repeating: "`", count: ticks)
    let names = (element.classes + (element.first("code")?.classes ?? [])).compactMap { name in
      name.hasPrefix("language-") ? name.dropFirst(9).filter { $0.isASCII && $0.isLetter } : nil
    }
    return MarkdownBlock(
      lines: [fence + (names.first ?? "")] + lines + [fence],
      losses: MarkdownEscape.hidden(in: element.text).map { (0, $0) })
  }

  private mutating func figure(_ element: HTMLElement, depth: Int) -> MarkdownBlock {
    let caption = element.elements.first { $0.name == "figcaption" }
    guard element.classes.contains(where: { $0.hasPrefix("wp-block-embed") }) else {
      guard let table = element.first("table") else {
        return write(element.children, depth: depth + 1)
      }
      return TableWriter.write(table, caption: caption?.text, links: links, anchors: anchors)
    }
    let source = element.first("iframe")?["src"] ?? element.text.collapsed
    var block = MarkdownBlock()
    block.lose("an embedded page '\(LossText.short(source))'")
    block.append(write((caption?.children) ?? [], depth: depth + 1))
    return block
  }

  private mutating func details(_ element: HTMLElement, depth: Int) -> MarkdownBlock {
    var block = MarkdownBlock()
    block.lose("that a part is folded: it stands open")
    for node in element.children {
      guard case .element(let summary) = node, summary.name == "summary",
        !questions.contains(Self.key(summary.text)), summary.first("strong") == nil
      else {
        block.append(write([node], depth: depth + 1))
        continue
      }
      let strong = HTMLElement(name: "strong", children: summary.children)
      block.append(write([.element(strong)], depth: depth + 1))
    }
    return block
  }

  /// The level of a heading: the page's title has the first for itself.
  private static func level(of element: HTMLElement) -> Int? {
    guard element.name.count == 2, element.name.hasPrefix("h"),
      let level = element.name.last?.wholeNumberValue, (1...6).contains(level)
    else { return nil }
    return max(level, 2)
  }

  private static func isAnchor(_ id: String) -> Bool {
    id.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || [UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ".")].contains(byte)
    }
  }
}
