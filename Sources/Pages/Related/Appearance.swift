/// A place of the site's own pages at which a record is named.
struct Appearance: Sendable, Hashable {
  /// The page that names the record.
  var page: PagePath
  /// The anchor of the row, or of the heading above the sentence; empty for the top of the page.
  var anchor: String
  /// The heading above, or the title of the page.
  var heading: String
  /// What the row's table is called, for a row.
  var caption: String?
}
