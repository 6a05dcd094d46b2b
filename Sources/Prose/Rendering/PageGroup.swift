/// Pages of one kind, as a `=pages` block lists them.
package struct PageGroup: Sendable {
  package struct Item: Sendable {
    package var title: String
    /// The link from the page that holds the list.
    package var href: String

    package init(title: String, href: String) {
      self.title = title
      self.href = href
    }
  }

  /// What the pages have in common, as a heading: "Graphics cards".
  package var title: String
  /// The anchor of the heading.
  package var id: String
  /// From A to Z.
  package var items: [Item]

  package init(title: String, id: String, items: [Item]) {
    self.title = title
    self.id = id
    self.items = items
  }
}
