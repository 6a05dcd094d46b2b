package import Catalog

/// A table as it stands on a page: the one value from which its HTML, JSON and CSV are made.
package struct RenderedTable: Sendable {
  package struct Column: Sendable {
    package var name: String
    package var label: String
    package var unit: Unit?
    /// Whether figures are set flush right.
    package var isNumeric: Bool
    /// Set where the page is sorted by the column, or can be had so.
    package var sort: Sort?
    /// The page of the record that the column is about, relative to this page.
    package var href: String?
  }

  /// What a heading says of the order of the rows.
  package struct Sort: Sendable {
    /// The page with another order, relative to this page, if the heading leads to one.
    package var href: String?
    /// The direction in which the rows are sorted by the column, if they are.
    package var direction: TableOrder.Direction?
  }

  package struct Entry: Sendable {
    package var cell: Cell
    /// The page of the record that the entry names, relative to this page.
    package var href: String?
    /// That record.
    package var record: RecordName?
    /// The link to how the entry was computed, relative to this page.
    package var derivation: String?
    /// The fact in the entry, if it is too old.
    package var stale: DatedFact?
    /// The unit, where it is not that of the column.
    package var unit: Unit?
    /// Whether it differs from what it is compared with.
    package var differs = false

    /// The id of that record.
    package var recordID: String? { record?.id }
  }

  /// Returns an entry as it is printed.
  package func text(_ entry: Entry, in column: Column, style: ValueFormat.Style) -> String {
    ValueFormat.text(entry.cell, unit: entry.unit ?? column.unit, style: style)
  }

  package var id: String
  package var caption: String
  package var note: String?
  /// The anchor of the table's query among the page's workings.
  package var workings: String?
  /// The table of the catalog whose records the columns are, where records stand side by side.
  package var compared: String?
  package var columns: [Column]
  package var rows: [[Entry]]
  /// What is said in place of rows.
  package var empty: String?
}
