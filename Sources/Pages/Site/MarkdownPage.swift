import Diagnostics
package import Prose

/// A Markdown file that has been read: one page, or the pattern of one page per record.
///
/// A class, since what it holds is much and is asked for one by one.
package final class MarkdownPage: Sendable {
  /// The path of the file below the site folder.
  package let file: String
  /// The page's path; for a pattern, with the table in brackets.
  package let path: PagePath
  package let frontMatter: FrontMatter
  /// The text below the front matter.
  package let text: MarkdownText

  init(
    file: String, path: PagePath, frontMatter: FrontMatter, text: MarkdownText
  ) {
    self.file = file
    self.path = path
    self.frontMatter = frontMatter
    self.text = text
  }

  /// The name of the template and the place that names it.
  package var template: String { frontMatter.template?.value ?? "page" }
}

extension MarkdownPage {
  /// Takes a file's front matter. The text waits until it is asked for, but that of a pattern, whose
  /// faults would be those of many pages.
  /// `keepsText` says whether a text is kept once it is read; that of a pattern always is.
  static func read(
    _ source: PageSource, keepsText: Bool
  ) -> (page: MarkdownPage?, diagnostics: [Diagnostic]) {
    let path = PagePath(source: source.path)
    let isPattern = path.placeholder != nil
    let text = MarkdownText(source, isKept: keepsText || isPattern)
    guard let frontMatter = source.matter?.value else {
      return (nil, source.faults + text.read().faults)
    }
    let page = MarkdownPage(
      file: source.path, path: path, frontMatter: frontMatter, text: text)
    return (page, isPattern ? source.faults + text.read().faults : source.faults)
  }
}
