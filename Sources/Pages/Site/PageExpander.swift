import Catalog
import Diagnostics
import Prose

/// Turns Markdown pages into page entries: one each, or one per record for a pattern.
struct PageExpander {
  let database: CatalogDatabase
  let markdown: [MarkdownPage]
  private(set) var entries: [PageEntry] = []
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
            at: SourceSpan(file: page.source.path, line: 1),
            help: NearestName.help(for: name, among: database.catalog.tables.map(\.schema.name))))
        continue
      }
      for id in table.ids {
        add(page.path.filled(with: id), index, record: RecordName(table: name, id: id))
      }
    }
  }

  private mutating func add(_ path: PagePath, _ index: Int, record: RecordName?) {
    let page = markdown[index]
    if let other = sourceOfPath[path] {
      diagnostics.append(
        Diagnostic(
          "duplicate-page", "'\(other)' makes the page '/\(path.path)' too",
          at: SourceSpan(file: page.source.path, line: 1), help: ["rename or remove one of them"]))
      return
    }
    sourceOfPath[path] = page.source.path
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
