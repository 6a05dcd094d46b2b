package import Diagnostics

/// A Markdown text as HTML with gaps: its forms and internal links are filled in later.
///
/// The HTML comes from libcmark. Where a text uses no form, table or internal link, joining the
/// segments gives what the `cmark` program prints, but for the `id` attributes of headings.
package struct MarkdownDocument: Sendable {
  /// A stretch of the output, in order.
  package enum Segment: Hashable, Sendable {
    /// Finished HTML.
    case html(String)
    /// The place of the form with this index in `forms`.
    case form(Int)
    /// The value of a `href` or `src` attribute, for the link with this index in `links`.
    case link(Int)
  }

  /// The words above a pipe table, and the code span that gives them.
  package struct Caption: Hashable, Sendable {
    package let text: String
    package let span: SourceSpan
  }

  /// The output in order. No two `html` segments are neighbours.
  package var segments: [Segment]
  /// All headings in the order of the text, also those in lists and block quotes.
  package var headings: [Heading]
  /// All block and inline forms in the order of the text.
  package var forms: [Form]
  /// All links and images in the order of the text, external ones too.
  package var links: [Link]
  /// The captions of pipe tables in the order of the text.
  package var captions: [Caption]
  /// The lines of code blocks that are no forms, with their fences.
  package var code: [SourceSpan]

  package init(
    segments: [Segment] = [], headings: [Heading] = [], forms: [Form] = [], links: [Link] = [],
    captions: [Caption] = [], code: [SourceSpan] = []
  ) {
    self.segments = segments
    self.headings = headings
    self.forms = forms
    self.links = links
    self.captions = captions
    self.code = code
  }

  /// Joins the segments.
  ///
  /// - Parameters:
  ///   - form: Returns finished HTML for a form; its second argument is the index in `forms`. A
  ///     block form stands on lines of its own, so its HTML need not end in a line break.
  ///   - link: Returns the destination of an internal link, not escaped: this function escapes it
  ///     for the attribute.
  /// - Returns: The HTML with every gap filled.
  package func html(
    form: (Form, Int) throws -> String, link: (Link) -> String
  ) rethrows -> String {
    var text = ""
    text.reserveCapacity(
      segments.reduce(0) { if case .html(let html) = $1 { $0 + html.utf8.count } else { $0 + 64 } })
    for segment in segments {
      switch segment {
      case .html(let html): text += html
      case .form(let index): text += try form(forms[index], index)
      case .link(let index): text += HTMLEscape.href(link(links[index]))
      }
    }
    return text
  }
}
