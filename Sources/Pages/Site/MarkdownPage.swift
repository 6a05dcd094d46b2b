package import Diagnostics
package import Prose

/// A Markdown file that has been read: one page, or the pattern of one page per record.
package struct MarkdownPage: Sendable {
  package let source: SourceFile
  /// The page's path; for a pattern, with the table in brackets.
  package let path: PagePath
  package let frontMatter: FrontMatter
  package let prose: PreparedProse
  /// The bytes of the source below the front matter.
  package let body: Range<Int>

  /// The name of the template and the place that names it.
  package var template: String { frontMatter.template?.value ?? "page" }
}

extension MarkdownPage {
  /// Reads a file's front matter and text.
  package static func read(
    _ source: SourceFile
  ) -> (page: MarkdownPage?, diagnostics: [Diagnostic]) {
    let (frontMatter, body, faults) = FrontMatter.read(source)
    let (prose, proseFaults) = PreparedProse.read(source, range: body)
    let diagnostics = faults + proseFaults
    guard let frontMatter else { return (nil, diagnostics) }
    let page = MarkdownPage(
      source: source, path: PagePath(source: source.path), frontMatter: frontMatter, prose: prose,
      body: body)
    return (page, diagnostics)
  }
}
