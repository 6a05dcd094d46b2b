/// Cuts the HTML of a page's text after its opening: the paragraphs and lists it begins with.
///
/// A template can then put the opening, which gives the answer, before the list of contents.
struct LeadSplit {
  let lead: String
  let body: String

  init(_ html: String) {
    let bytes = html.utf8
    var end = bytes.startIndex
    while let next = Self.end(ofBlockAt: end, in: bytes) { end = next }
    lead = String(html[..<end])
    body = String(html[end...])
  }

  private typealias Place = String.UTF8View.Index

  /// Returns where the paragraph or list at a place ends, or `nil` when another block begins there.
  private static func end(ofBlockAt start: Place, in html: String.UTF8View) -> Place? {
    let rest = html[start...]
    if rest.starts(with: "<p>".utf8) { return end(of: "</p>\n", from: start, in: html) }
    guard rest.starts(with: "<ul>".utf8) else { return nil }
    // Lists nest; every tag of one stands at the start or the end of a line.
    var depth = 0
    var place = start
    while place < html.endIndex {
      let rest = html[place...]
      if rest.starts(with: "<ul>".utf8) { depth += 1 }
      if rest.starts(with: "</ul>".utf8) {
        depth -= 1
        if depth == 0 { return end(of: "</ul>\n", from: place, in: html) }
      }
      place = html.index(after: place)
    }
    return nil
  }

  private static func end(of tag: String, from start: Place, in html: String.UTF8View) -> Place? {
    let tag = Array(tag.utf8)
    var place = start
    while let found = html[place...].firstIndex(of: tag[0]) {
      if html[found...].starts(with: tag) { return html.index(found, offsetBy: tag.count) }
      place = html.index(after: found)
    }
    return nil
  }
}
