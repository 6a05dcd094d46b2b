import Catalog
import Diagnostics
import Prose

/// Turns Markdown pages into page entries: one each, or one per record for a pattern.
struct PageExpander {
  let database: CatalogDatabase
  let markdown: [MarkdownPage]
  private(set) var entries: [PageEntry] = []
  /// The entries with their tables in another order.
  private(set) var variants: [PageEntry] = []
  private(set) var diagnostics: [Diagnostic] = []
  private var sourceOfPath: [PagePath: String] = [:]

  init(database: CatalogDatabase, markdown: [MarkdownPage]) {
    self.database = database
    self.markdown = markdown
  }

  mutating func expand() {
    for (index, page) in markdown.enumerated() {
      guard let name = page.path.placeholder else {
        add(page.path, index, record: nil)
        continue
      }
      guard let table = database.catalog.table(name) else {
        diagnostics.append(
          Diagnostic(
            "unknown-table",
            "the file's name asks for a page per record of '\(name)', which is no table",
            at: SourceSpan(file: page.file, line: 1),
            help: NearestName.help(for: name, among: database.catalog.tables.map(\.schema.name))))
        continue
      }
      // An id that is there twice is a fault of the catalog, and makes one page.
      var seen: Set<String> = []
      for id in table.ids where seen.insert(id).inserted {
        add(page.path.filled(with: id), index, record: RecordName(table: name, id: id))
      }
    }
    for entry in entries where entry.record == nil && !entry.path.isFile { addVariants(of: entry) }
    for page in markdown where page.path.placeholder != nil || page.path.isFile {
      refuseOrders(of: page)
    }
  }

  private mutating func addVariants(of entry: PageEntry) {
    let page = markdown[entry.markdown]
    for order in page.frontMatter.orders {
      guard let name = order.name else { continue }
      let path = entry.path.variant(name.value)
      guard claim(path, for: page, at: name.span) else { continue }
      var variant = entry
      variant.path = path
      variant.title = "\(entry.title), by \(order.label.value)"
      variant.order = order
      variants.append(variant)
    }
  }

  private mutating func refuseOrders(of page: MarkdownPage) {
    guard let order = page.frontMatter.orders.first else { return }
    diagnostics.append(
      Diagnostic(
        "misplaced-orders", "only a page of one file with an address of its own can have 'orders'",
        at: order.label.span, help: ["remove 'orders' from this page"]))
  }

  /// Takes a path, or reports who has it already.
  private mutating func claim(_ path: PagePath, for page: MarkdownPage, at span: SourceSpan) -> Bool
  {
    if let other = sourceOfPath[path] {
      diagnostics.append(
        Diagnostic(
          "duplicate-page", "'\(other)' makes the page '/\(path.path)' too", at: span,
          help: ["rename or remove one of them"]))
      return false
    }
    sourceOfPath[path] = page.file
    return true
  }

  private mutating func add(_ path: PagePath, _ index: Int, record: RecordName?) {
    let page = markdown[index]
    guard claim(path, for: page, at: SourceSpan(file: page.file, line: 1)) else { return }
    entries.append(
      PageEntry(
        path: path, markdown: index, record: record,
        title: filled(page.frontMatter.title, record),
        description: page.frontMatter.description.map { filled($0, record) } ?? ""))
  }

  private mutating func filled(_ text: Located<String>, _ record: RecordName?) -> String {
    guard let record else { return text.value }
    do throws(QueryError) {
      return try Placeholders.fill(text.value, record: record, database: database)
    } catch {
      diagnostics.append(
        Diagnostic("unknown-name", error.message, at: text.span, help: error.help))
      return text.value
    }
  }
}
