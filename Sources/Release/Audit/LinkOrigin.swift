import Diagnostics
import Pages

/// Who wrote a link of a finished page: the text, or the template around it.
struct LinkOrigin {
  /// The link as the author wrote it, or as it stands in the page when a template wrote it.
  private let written: String
  private let span: SourceSpan
  private let notes: [Diagnostic.Note]
  private let help: [String]

  init(link: String, page: RenderedPage, template: String) {
    if let place = page.linkPlaces[link] {
      written = place.destination
      span = place.span
      (notes, help) = ([], [])
    } else {
      written = link
      span = SourceSpan(file: "Templates/\(template).mustache", line: 1)
      notes = [Diagnostic.Note("the link stands in '\(page.path.outputFile)', outside its text")]
      help = ["mend it in the template or in one of its partials"]
    }
  }

  /// The link leads to no file.
  var brokenLink: Diagnostic {
    Diagnostic(
      "broken-link", "'\(written)' leads to no file of the site", at: span, notes: notes,
      help: help)
  }

  /// The link leads to a file that lacks the anchor.
  func brokenFragment(_ fragment: String, of file: String, known: [String]) -> Diagnostic {
    Diagnostic(
      "broken-fragment", "'\(written)' names the anchor '\(fragment)', which '\(file)' lacks",
      at: span, notes: notes, help: NearestName.help(for: fragment, among: known) + help)
  }
}
