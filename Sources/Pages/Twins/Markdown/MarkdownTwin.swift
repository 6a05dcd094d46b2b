import Catalog
import Markup
import Prose

/// The Markdown twin of a page: the author's own text with its gaps filled from the same typed data
/// as the HTML.
///
/// All links are absolute, so that the file can be read, quoted or moved anywhere.
struct MarkdownTwin {
  let site: Site
  let draft: PageDraft
  /// The newest date of any fact in the catalog.
  let dataDate: CalendarDate?

  private var page: PageEntry { draft.page }
  private var prose: RenderedProse { draft.prose }

  var text: String {
    let body = MarkdownBody(site: site, draft: draft).text
    var text = ""
    if !prose.headings.contains(where: { $0.level == 1 }) {
      text += "# \(MarkdownEscape.text(page.title))\n\n"
      if !page.description.isEmpty { text += MarkdownEscape.text(page.description) + "\n\n" }
    }
    let workings = MarkdownWorkings(
      workings: prose.workings, address: site.settings.baseURL + page.path.address
    ).text
    return text + review + body + workings + "\n\n---\n\n" + imprint.joined(separator: "\n") + "\n"
  }

  /// The sentences that the catalog no longer bears out.
  private var review: String {
    let doubted = prose.claims.filter { !$0.holds }
    guard !doubted.isEmpty else { return "" }
    var text = "> **Under review.** The catalog no longer bears this out:\n>\n"
    for claim in doubted {
      text += "> - “\(MarkdownEscape.text(claim.sentence))”"
      text += claim.evidence.isEmpty ? "\n" : " Found: \(MarkdownEscape.text(claim.evidence)).\n"
    }
    return text + "\n"
  }

  /// Where the text is from, how old it is and on what terms it may be used.
  private var imprint: [String] {
    let settings = site.settings
    let matter = site.markdown[page.markdown].frontMatter
    let url = settings.baseURL + page.path.address
    var lines = ["- Page: <\(MarkdownEscape.destination(url))>"]
    if let date = matter.reviewed { lines.append("- Reviewed: \(words(date))") }
    if let date = matter.reviewBy { lines.append("- Next review by: \(words(date))") }
    if let dataDate { lines.append("- Catalog data to: \(words(dataDate))") }
    if !settings.licence.isEmpty {
      let name = MarkdownEscape.text(settings.licence)
      let licence =
        settings.licenceURL.isEmpty
        ? name : "[\(name)](\(MarkdownEscape.destination(settings.licenceURL)))"
      lines.append("- Licence: \(licence)")
      lines.append("- Credit: \(MarkdownEscape.text(settings.attribution))")
    }
    return lines
  }

  private func words(_ date: CalendarDate) -> String {
    ValueFormat.text(.date(date), unit: nil, style: .prose)
  }
}
