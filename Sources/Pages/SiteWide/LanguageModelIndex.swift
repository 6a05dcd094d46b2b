import Catalog
import Prose

/// `llms.txt`: the site's pages for language models, as llmstxt.org proposes it: a title, a summary,
/// and lists of links to Markdown.
struct LanguageModelIndex {
  let site: Site

  var text: String {
    let settings = site.settings
    var lines = ["# \(MarkdownEscape.text(settings.title))", ""]
    let summary = settings.description.isEmpty ? settings.tagline : settings.description
    if !summary.isEmpty { lines += ["> \(MarkdownEscape.text(summary))", ""] }
    if !settings.licence.isEmpty {
      lines += [
        MarkdownEscape.text("Licence: \(settings.licence). Credit: \(settings.attribution)"), "",
      ]
    }
    let pages = site.pages.filter { !$0.path.isFile }
    add("Pages", pages.filter { $0.record == nil }, to: &lines)
    addData(to: &lines)
    // By the proposal, what a reader short of room may leave out.
    add("Optional", pages.filter { $0.record != nil }, to: &lines)
    return lines.joined(separator: "\n") + "\n"
  }

  private func add(_ title: String, _ pages: [PageEntry], to lines: inout [String]) {
    guard !pages.isEmpty else { return }
    lines += ["## \(title)", ""]
    for page in pages { lines.append(link(page.title, file(of: page), page.description)) }
    lines.append("")
  }

  private func addData(to lines: inout [String]) {
    guard site.settings.outputs.contains(.catalog), !site.published.isEmpty else { return }
    let base = site.settings.baseURL
    lines += [
      "## Data", "",
      link("Catalog as JSON", base + CatalogJSON.file, "all records, with the columns' meaning"),
      link("Schema of the JSON", base + CatalogJSONSchema.file, "JSON Schema 2020-12"),
      link("Catalog as SQLite", base + "catalog.sqlite", "the same tables as a database"),
    ]
    for table in site.published.tables where !table.rows.isEmpty {
      let name = table.schema.name
      lines.append(
        link(
          "\(name).csv", base + "data/\(name).csv",
          "\(table.rows.count) records, each a \(table.schema.noun)"))
    }
    lines.append("")
  }

  private func file(of page: PageEntry) -> String {
    let hasMarkdown = site.settings.outputs.contains(.markdown)
    let path = (hasMarkdown ? page.path.twin(.markdown) : nil) ?? page.path.path
    return site.settings.baseURL + path
  }

  private func link(_ title: String, _ url: String, _ note: String) -> String {
    let link = "- [\(MarkdownEscape.text(title))](\(MarkdownEscape.destination(url)))"
    return note.isEmpty ? link : "\(link): \(MarkdownEscape.text(note))"
  }
}
