/// One thing that a reader of a page meets otherwise than before.
package struct Change: Hashable, Sendable {
  /// What it is, in the order of its weight.
  package enum Kind: String, Sendable, CaseIterable {
    /// A verdict is another.
    case verdict
    /// A sentence that the catalog bears out no longer, or again.
    case claim
    /// Rows of a table stand in another order.
    case ranking
    /// A page came or went.
    case page
    /// A figure in a sentence, or one whose steps the page shows.
    case value
    /// A cell of a table.
    case cell
    /// A row of a table came or went.
    case row
    /// A table or a column of one came or went.
    case table
    /// A heading, and so an anchor, came or went or says something else.
    case heading
    /// Words.
    case text
  }

  package var kind: Kind
  /// The path of the page.
  package var page: String
  /// The title of the page.
  package var title = ""
  /// The id of the heading or table, where there is one.
  package var anchor: String?
  /// What changed, for people: `GeForce RTX 5090 · Verdict`.
  package var what: String
  /// What stood there, as printed; `nil` for what came.
  package var before: String?
  /// What stands there, as printed; `nil` for what went.
  package var after: String?
  /// The margin of a verdict, where its row has one.
  package var marginBefore: String?
  package var marginAfter: String?
  /// The key of the row and the name of the column.
  package var row: String?
  package var column: String?
  /// Whether another row of a table holds the first place.
  package var isFirstPlace = false
  /// The names of the catalog's changes that it follows from, sorted; none where the catalog does not
  /// explain it.
  package var causes: [String] = []

  init(
    _ kind: Kind, page: String, anchor: String? = nil, what: String, before: String? = nil,
    after: String? = nil, row: String? = nil, column: String? = nil
  ) {
    self.kind = kind
    self.page = page
    self.anchor = anchor
    self.what = what
    self.before = before
    self.after = after
    self.row = row
    self.column = column
  }

  /// The page with the anchor, as `explain` takes it.
  package var place: String {
    (page.isEmpty ? "/" : page) + (anchor.map { "#" + $0 } ?? "")
  }
}
