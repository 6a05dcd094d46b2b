import Diagnostics
import Markup
import Prose

/// The source of a page with every form and internal link replaced by what it stands for.
struct MarkdownBody {
  let site: Site
  let page: PageEntry
  let prose: RenderedProse
  let prepared: PreparedProse
  let source: SourceFile
  private let body: Range<Int>
  let values: [SourceSpan: BoundValue]

  init(site: Site, draft: PageDraft) {
    self.site = site
    page = draft.page
    prose = draft.prose
    prepared = draft.text.prose
    source = draft.text.file
    body = draft.text.body
    values = Dictionary(
      prose.values.map { ($0.span, $0) }, uniquingKeysWith: { first, _ in first })
  }

  var text: String {
    var filler = Filler(body: self)
    filler.fill(prepared)
    let text = filler.edits.applied(to: source.bytes, in: body)
    let start = text.firstIndex { !$0.isNewline } ?? text.endIndex
    let end = text.lastIndex { !$0.isWhitespace }
    return end.map { start <= $0 ? String(text[start...$0]) : "" } ?? ""
  }

  /// Returns the address of a link of the page's text.
  func address(of destination: String) -> String {
    let base = site.settings.baseURL
    switch site.links.target(of: destination, in: source.path, page: page.path) {
    case .page(let target, let fragment):
      return base + target.path + (fragment.isEmpty ? "" : "#" + fragment)
    case .asset(let path): return base + path
    case .missing: return destination
    }
  }

  /// Returns the address of a link that was made for this page.
  func absolute(_ href: String) -> String {
    PageAddress.absolute(href, from: page.path, settings: site.settings)
  }
}

/// Collects the changes to the source, outermost document first.
private struct Filler {
  let body: MarkdownBody
  var edits = SourceEdits()
  /// The offsets at which quote marks are put in front of the lines of notes.
  private var marks: [Int] = []

  init(body: MarkdownBody) { self.body = body }

  mutating func fill(_ prose: PreparedProse) {
    for heading in prose.document.headings {
      if let span = heading.idSpan, let range = range(of: span) { remove(range) }
    }
    for caption in prose.document.captions {
      guard let range = range(of: caption.span) else { continue }
      let lines = ["**\(MarkdownEscape.text(caption.text))**", ""]
      edits.replace(range, with: joined(lines, prefix: prefix(at: range.lowerBound)))
    }
    for link in prose.document.links where !link.isExternal { fill(link) }
    for (form, prepared) in zip(prose.document.forms, prose.forms) {
      guard let range = range(of: form.span) else { continue }
      switch prepared {
      case .value:
        let value = body.values[form.span]
        let mark = value?.stale.map { " (\($0.words(besideDay: false)))" } ?? ""
        edits.replace(range, with: MarkdownEscape.text((value?.text ?? "") + mark))
      case .note(let note) where note.hasEnded(on: body.site.asOf):
        edits.replace(range, with: "")
      case .note(let note):
        quote(note, form, range)
        fill(note.body)
      default:
        let lines = body.prose.blocks[form.span].map(lines) ?? []
        edits.replace(range, with: joined(lines, prefix: prefix(at: range.lowerBound)))
      }
    }
  }

  private func range(of span: SourceSpan) -> Range<Int>? {
    guard let start = body.source.offset(of: span.start),
      let end = body.source.offset(of: span.end), start <= end
    else { return nil }
    return start..<end
  }

  /// Removes a code span and the spaces before it.
  private mutating func remove(_ range: Range<Int>) {
    var start = range.lowerBound
    while start > 0, body.source.bytes[start - 1] == UInt8(ascii: " ") { start -= 1 }
    edits.replace(start..<range.upperBound, with: "")
  }

  // MARK: Links

  /// Replaces what follows the text of a link: a destination, or the name of a definition.
  private mutating func fill(_ link: Link) {
    guard let range = range(of: link.span),
      let end = LinkText.end(in: body.source.bytes, range)
    else { return }
    let address = MarkdownEscape.destination(body.address(of: link.destination))
    let title = link.title.isEmpty ? "" : " \"\(MarkdownEscape.text(link.title))\""
    edits.replace(end..<range.upperBound, with: "(\(address)\(title))")
  }

  // MARK: Blocks

  private func lines(of block: RenderedBlock) -> [String] {
    switch block {
    case .table(let index):
      let table = body.prose.tables[index]
      let hasCSV = body.site.settings.outputs.contains(.csv) && !body.page.path.isFile
      let csv = body.site.settings.baseURL + body.page.path.csv(ofTable: table.id)
      return MarkdownTable(table: table, absolute: body.absolute, csv: hasCSV ? csv : nil).lines
    case .derivation(let index):
      return MarkdownDerivation(derivation: body.prose.derivations[index]).lines
    case .words(let text): return [MarkdownEscape.text(text)]
    case .pages(let groups):
      return groups.flatMap { group in
        ["## \(MarkdownEscape.text(group.title))", ""]
          + group.items.map { item in
            "- [\(MarkdownEscape.text(item.title))]"
              + "(\(MarkdownEscape.destination(body.absolute(item.href))))"
          } + [""]
      }
    }
  }

  private func joined(_ lines: [String], prefix: String) -> String {
    let blank = String(prefix.reversed().drop { $0 == " " }.reversed())
    return lines.enumerated().map { index, line in
      index == 0 ? line : line.isEmpty ? blank : prefix + line
    }.joined(separator: "\n")
  }

  /// Turns a fence into a block quote that begins with the word for its kind.
  private mutating func quote(_ note: NoteBlock, _ form: Form, _ range: Range<Int>) {
    let bytes = body.source.bytes
    let prefix = prefix(at: range.lowerBound)
    let opening = bytes[range].firstIndex(of: UInt8(ascii: "\n")) ?? range.upperBound
    edits.replace(
      range.lowerBound..<opening, with: "> **\(note.kind.heading)**\n\(prefix)>")
    var offset = 0
    var lastLine = opening
    let lines = form.content.utf8.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for line in lines.dropLast(form.content.hasSuffix("\n") ? 1 : 0) {
      let start = min(form.map.source(offset), range.upperBound)
      edits.insert(line.isEmpty ? ">" : "> ", at: start)
      marks.append(start)
      lastLine =
        bytes[start..<range.upperBound].firstIndex(of: UInt8(ascii: "\n"))
        ?? range.upperBound
      offset += line.count + 1
    }
    edits.replace(lastLine..<range.upperBound, with: "")
  }

  /// Returns what later lines of a block must begin with to stay in the list or quote of the first.
  private func prefix(at offset: Int) -> String {
    let bytes = body.source.bytes
    var start = offset
    while start > 0, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    var prefix = ""
    for place in start...offset {
      for mark in marks where mark == place { prefix += "> " }
      guard place < offset else { break }
      switch bytes[place] {
      case UInt8(ascii: ">"): prefix += ">"
      case UInt8(ascii: "\t"): prefix += "\t"
      default: prefix += " "
      }
    }
    return prefix
  }
}
