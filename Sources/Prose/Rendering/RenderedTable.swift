package import Catalog

/// A table as it stands on a page: the one value from which its HTML, JSON and CSV are made.
package struct RenderedTable: Sendable {
  package struct Column: Sendable {
    package var name: String
    package var label: String
    package var unit: Unit?
    /// Whether figures are set flush right.
    package var isNumeric: Bool
  }

  package struct Entry: Sendable {
    package var cell: Cell
    /// The page of the record that the entry names, relative to this page.
    package var href: String?
    /// The id of that record.
    package var recordID: String?
  }

  package var id: String
  package var caption: String
  package var note: String?
  package var columns: [Column]
  package var rows: [[Entry]]
  /// What is said in place of rows.
  package var empty: String?
}
