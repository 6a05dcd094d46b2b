import Catalog
import Diagnostics
import Markup
import Prose

/// Finds what one page names: records in its tables, values and links, and other pages in its links.
struct MentionReader {
  private(set) var found: PageMentions

  private let site: Site
  private let page: PageEntry
  /// The sections of the page, to say under which of them something stands.
  private var headings: [Heading] = []
  private var seen: Set<RecordName> = []
  private var mentioned: Set<Mention> = []

  /// What a text names it names once for each heading, and not at all where a table shows it.
  private struct Mention: Hashable {
    var record: RecordName?
    var path: PagePath?
    var heading: String?
  }

  init(site: Site, page: PageEntry) {
    self.site = site
    self.page = page
    found = PageMentions(page: page.path)
  }

  /// Reads the page's text, and its tables where they are filled in.
  mutating func read(_ prose: PreparedProse, _ rendered: RenderedProse?) {
    headings = prose.document.headings.filter { $0.level == 2 && !$0.text.isEmpty }
    if let rendered { readTables(of: prose, rendered) }
    readText(of: prose)
  }

  // MARK: Tables

  /// Charts show what a table shows too, or cannot be pointed into.
  private mutating func readTables(of prose: PreparedProse, _ rendered: RenderedProse) {
    for (form, prepared) in zip(prose.document.forms, prose.forms) {
      switch prepared {
      case .table:
        guard case .table(let index)? = rendered.blocks[form.span] else { continue }
        read(rendered.tables[index], below: heading(above: form.span))
      case .note(let note): readTables(of: note.body, rendered)
      default: continue
      }
    }
  }

  private mutating func read(_ table: RenderedTable, below heading: Heading?) {
    // Of several rows about a record the first leads to the others.
    var inTable: Set<RecordName> = []
    for (row, anchor) in zip(table.rows, table.rowAnchors) {
      for record in row.compactMap(\.record) where inTable.insert(record).inserted {
        guard site.links.page(of: record) != nil else { continue }
        if seen.insert(record).inserted { found.records.append(record) }
        mentioned.insert(Mention(record: record, heading: heading?.id))
        var place = place(below: heading)
        place.anchor = anchor ?? table.id
        place.caption = table.caption
        found.mentions.append((record, place))
      }
    }
  }

  // MARK: Text

  private mutating func readText(of prose: PreparedProse) {
    for form in prose.forms {
      switch form {
      case .value(let value):
        guard case .cell(let table, let id, _) = value.subject else { continue }
        note(RecordName(table: table, id: id), at: value.span)
      case .compare(let block):
        for record in block.records {
          note(RecordName(table: block.table.value, id: record.value), at: record.span)
        }
      case .fit(let block):
        note(RecordName(table: "model", id: block.model.value), at: block.model.span)
        note(RecordName(table: "gpu", id: block.gpu.value), at: block.gpu.span)
      case .note(let note): readText(of: note.body)
      default: continue
      }
    }
    let source = site.markdown[page.markdown].file
    for link in prose.document.links where !link.isExternal && !link.isImage {
      let target = site.links.target(of: link.destination, in: source, page: page.path)
      guard case .page(let path, _) = target, path != page.path else { continue }
      if let record = site.page(exactlyAt: path)?.record {
        note(record, at: link.span)
      } else {
        refer(to: path, at: link.span)
      }
    }
  }

  private mutating func note(_ record: RecordName, at span: SourceSpan) {
    let heading = heading(above: span)
    guard site.links.page(of: record) != nil,
      mentioned.insert(Mention(record: record, heading: heading?.id)).inserted
    else { return }
    found.mentions.append((record, place(below: heading)))
  }

  private mutating func refer(to path: PagePath, at span: SourceSpan) {
    let heading = heading(above: span)
    guard mentioned.insert(Mention(path: path, heading: heading?.id)).inserted else { return }
    found.references.append((path, place(below: heading)))
  }

  private func place(below heading: Heading?) -> Appearance {
    Appearance(
      page: page.path, anchor: heading?.id ?? "", heading: heading?.text ?? page.title,
      caption: nil)
  }

  private func heading(above span: SourceSpan) -> Heading? {
    headings.last { $0.span.start.line < span.start.line }
  }
}
