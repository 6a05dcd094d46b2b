/// A place of the site's own pages at which a record is named.
package struct Appearance: Sendable, Hashable {
  /// The page that names the record.
  package var page: PagePath
  /// The anchor of the row, or of the heading above the sentence; empty for the top of the page.
  package var anchor: String
  /// The heading above, or the title of the page.
  package var heading: String
  /// What the row's table is called, for a row.
  package var caption: String?

  package init(page: PagePath, anchor: String, heading: String, caption: String?) {
    self.page = page
    self.anchor = anchor
    self.heading = heading
    self.caption = caption
  }
}
