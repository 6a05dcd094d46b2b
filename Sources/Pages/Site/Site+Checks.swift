import Catalog
package import Diagnostics
import Prose
import Templates

extension Site {
  /// Reports that the search field would have nowhere to send readers without script.
  static func searchDiagnostics(
    _ settings: SiteSettings, _ pages: [PageEntry]
  ) -> [Diagnostic] {
    guard settings.outputs.contains(.search), !pages.contains(where: { $0.path == .search }) else {
      return []
    }
    return [
      Diagnostic(
        "no-search-page", "the output 'search' needs a page '/search/'",
        at: SourceSpan(file: SiteSettings.path, line: 1),
        help: ["add Content/search.md with a block '=pages', which lists all pages"])
    ]
  }

  /// Reports pages whose template does not exist.
  static func templateDiagnostics(
    _ markdown: [MarkdownPage], _ templates: TemplateLibrary
  ) -> [Diagnostic] {
    markdown.compactMap { page in
      guard !templates.has(page.template) else { return nil }
      return Diagnostic(
        "unknown-template", "there is no template '\(page.template)'",
        at: page.frontMatter.template?.span ?? page.frontMatter.title.span,
        help: NearestName.help(for: page.template, among: templates.pageNames)
          + ["templates are the files Templates/*.mustache"])
    }
  }

  /// Reports templates whose pages would be without their text.
  static func blankTemplates(
    _ markdown: [MarkdownPage], _ templates: TemplateLibrary, _ faults: [Diagnostic]
  ) -> [Diagnostic] {
    // A tag that could not be read may be the one that is missed.
    guard !faults.containsErrors else { return [] }
    return Set(markdown.map(\.template)).sorted().compactMap { name in
      guard templates.has(name), !templates.prints(["content", "body"], in: name) else {
        return nil
      }
      return Diagnostic(
        "blank-template", "the template '\(name)' prints no text of its pages",
        at: SourceSpan(
          file: TemplateLibrary.file(of: name), line: 1),
        help: [
          "print it with '{{{page.content}}}', or with '{{{page.lead}}}' and '{{{page.body}}}'"
        ]
      )
    }
  }

  /// Reports named queries that are neither among those that pages show nor in a pattern: that may have
  /// no page, for want of records.
  /// Those that pages show are asked for only where there are named queries.
  package func unusedQueries(besides shown: @autoclosure () -> Set<String>) -> [Diagnostic] {
    guard !queries.isEmpty else { return [] }
    let patterns = markdown.filter { $0.path.placeholder != nil }
    return queries.unused(
      besides: patterns.reduce(into: shown()) { $0.formUnion($1.text.prose.namedQueries) })
  }

  /// Reports a site without pages, and pages whose dates are wrong or past due.
  static func pageDiagnostics(
    _ markdown: [MarkdownPage], _ files: SiteFiles, asOf: CalendarDate?
  ) -> [Diagnostic] {
    if files.pages.isEmpty {
      return [
        Diagnostic(
          "no-pages", "the site has no page", at: SourceSpan(file: SiteSettings.path, line: 1),
          help: ["begin with Content/index.md"])
      ]
    }
    return asOf.map { PageDates.faults(of: markdown, on: $0) } ?? []
  }
}
