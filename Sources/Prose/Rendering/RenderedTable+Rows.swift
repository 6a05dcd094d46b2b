import Catalog
import Markup

extension RenderedTable {
  /// The anchors of the rows, `nil` for a row that has none.
  ///
  /// An anchor is the table's id and what tells the row from all others, so that it stays with the
  /// row wherever the row moves. That is, whichever comes first: the record that the first column
  /// names; the words of the first column; the record that a later column names; what the first two
  /// columns say together. Where none of these tells every row from the others, no row has an anchor.
  package var rowAnchors: [String?] {
    guard let keys = rowKeys else { return rows.map { _ in nil } }
    return keys.map { "\(id)-\($0)" }
  }

  private var rowKeys: [String]? {
    guard !columns.isEmpty else { return nil }
    if let keys = distinct(rows.map { $0[0].recordID }) { return keys }
    let first = rows.map { $0[0].recordID ?? Self.slug(of: $0[0].cell) }
    if let keys = distinct(first) { return keys }
    for column in columns.indices.dropFirst() {
      if let keys = distinct(rows.map { $0[column].recordID }) { return keys }
    }
    guard columns.count > 1 else { return nil }
    return distinct(
      zip(first, rows).map { first, row in
        guard let first, let second = row[1].recordID ?? Self.slug(of: row[1].cell) else {
          return nil
        }
        return "\(first)-\(second)"
      })
  }

  /// Returns the keys when there is one for each row and none comes twice.
  private func distinct(_ keys: [String?]) -> [String]? {
    guard !keys.contains(nil) else { return nil }
    let known = keys.compactMap(\.self)
    return known.areDistinct ? known : nil
  }

  /// Returns the cell as a part of an anchor; a figure that was measured or computed is none.
  private static func slug(of cell: Cell) -> String? {
    switch cell {
    case .text, .integer, .date: Anchor.slug(of: ValueFormat.plain(cell))
    case .notStated, .notApplicable, .decimal, .flag: nil
    }
  }
}

extension [String] {
  /// Whether none comes twice. A few short texts are compared sooner than hashed.
  fileprivate var areDistinct: Bool {
    guard count <= 16 else { return Set(self).count == count }
    return !indices.contains { self[..<$0].contains(self[$0]) }
  }
}
