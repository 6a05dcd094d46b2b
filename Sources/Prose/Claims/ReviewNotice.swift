import Markup

/// Says on a page that sentences of it are no longer borne out.
enum ReviewNotice {
  static func html(for claims: [RenderedClaim]) -> String {
    var html = "<aside class=\"note note-review\">\n<p class=\"note-heading\">Under review</p>\n"
    html += "<p>The catalog has changed and no longer bears this out:</p>\n<ul>\n"
    for claim in claims {
      html += "<li>“\(HTMLEscape.text(claim.sentence))”"
      if !claim.evidence.isEmpty { html += " Found: \(HTMLEscape.text(claim.evidence))." }
      html += " <a href=\"#\(HTMLEscape.text(claim.workings))\">The query</a></li>\n"
    }
    return html + "</ul>\n</aside>\n"
  }
}
