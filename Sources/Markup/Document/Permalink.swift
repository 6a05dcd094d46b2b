/// Links by which a part of a page gives its own address.
///
/// What can be a link is one: its words are the link's name, and nothing is added to what is read
/// aloud or copied. The sign that tells a permalink from other words is the style sheet's.
package enum Permalink {
  /// Returns words, finished HTML without links, that lead to the place with an `id`.
  package static func wrap(_ words: String, to id: String) -> String {
    opening(to: id) + words + "</a>"
  }

  /// What stands after the start tag of a heading.
  static func opening(of heading: Heading) -> String {
    canBeLink(heading) ? opening(to: heading.id) : ""
  }

  /// What stands before the end tag of a heading. One without words gets no link.
  static func ending(of heading: Heading) -> String {
    if canBeLink(heading) { return "</a>" }
    guard heading.holdsLinks else { return "" }
    var html = HTMLBytes()
    mark(to: heading.id, name: "Link to this heading", into: &html)
    return html.text
  }

  /// Writes an empty link to stand beside what cannot be a link itself. `name`, finished HTML, is for
  /// those who do not see where it stands.
  package static func mark(to id: String, name: StaticString, into html: inout HTMLBytes) {
    html.write("<a class=\"permalink-mark\" href=\"#")
    html.write(href: id)
    html.write("\" aria-label=\"")
    html.write(name.description)
    html.write("\"></a>")
  }

  private static func canBeLink(_ heading: Heading) -> Bool {
    !heading.holdsLinks && !heading.text.isEmpty
  }

  private static func opening(to id: String) -> String {
    "<a class=\"permalink\" href=\"\(HTMLEscape.href("#" + id))\">"
  }
}
