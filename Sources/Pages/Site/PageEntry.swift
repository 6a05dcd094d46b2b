package import Catalog
package import Prose

/// One page of the site, known by name before any page is rendered.
package struct PageEntry: Sendable {
  package var path: PagePath
  /// The index of the Markdown page it is made from.
  package var markdown: Int
  /// The record it is about, for a page that is made from a pattern.
  package var record: RecordName?
  package var title: String
  package var description: String
  /// The order of its tables, for a variant of the page above it; see ``Site/variants``.
  package var order: TableOrder?

  /// The page that a search engine should list: itself, or the page that this is a variant of.
  package var canonical: PagePath { order == nil ? path : path.parent ?? path }
}
