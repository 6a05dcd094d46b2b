import Diagnostics
import Pages

/// Who wrote a link of a finished page: the text, or the template around it.
struct LinkOrigin {
  /// The link as it stands in the page.
  let link: String
  /// Where the text has it; `nil` when a template wrote it.
  let place: LinkPlace?
  let template: String
  /// The file of the page that has the link.
  let file: String

  // Few links are at fault, so what to say of one is made only then.

  /// The link as the author wrote it; of a template's, what does not depend on the page.
  private var written: String { place?.destination ?? TemplateLinks.fromRoot(link) }

  private func span(_ templates: TemplateLinks) -> SourceSpan {
    place?.span ?? templates.place(of: written)
      ?? SourceSpan(file: "Templates/\(template).mustache", line: 1)
  }

  private var notes: [Diagnostic.Note] {
    place == nil ? [Diagnostic.Note("the link stands in '\(file)', outside its text")] : []
  }

  private var help: [String] {
    guard place == nil else { return [] }
    let folder = "assets/"
    guard written.hasPrefix(folder) else {
      return ["mend it in the template or in one of its partials"]
    }
    let name = written.dropFirst(folder.utf8.count)
    return ["a file of Templates/Assets is named by '{{asset(\(name))}}'"]
  }

  /// Whether the text has the link, where it has been judged by its own rules.
  var isInText: Bool { place != nil }

  /// The link has a scheme that a page has no use for.
  func refused(scheme: String, _ templates: TemplateLinks) -> Diagnostic {
    Diagnostic(
      "unsafe-link", "link with the scheme '\(scheme):' is not allowed", at: span(templates),
      notes: notes,
      help: ["link to a page of the site, or to an 'https:', 'mailto:' or 'tel:' address"] + help)
  }

  /// The link leads to no file.
  func brokenLink(_ templates: TemplateLinks) -> Diagnostic {
    Diagnostic(
      "broken-link", "'\(written)' leads to no file of the site", at: span(templates),
      notes: notes, help: help)
  }

  /// The link leads to a file that lacks the anchor.
  func brokenFragment(
    _ fragment: String, of file: String, known: [String], _ templates: TemplateLinks
  ) -> Diagnostic {
    // A template's link to its own page lacks the anchor on many pages, and is one fault.
    let page = place == nil && file == self.file ? "its page" : "'\(file)'"
    return Diagnostic(
      "broken-fragment", "'\(written)' names the anchor '\(fragment)', which \(page) lacks",
      at: span(templates), notes: notes,
      help: place == nil ? help : NearestName.help(for: fragment, among: known))
  }
}
