import Catalog
import Diagnostics
import Prose

/// The records of each table that have the same value in a column, for the columns that the front
/// matter of record pages names.
struct SharedValues: Sendable {
  private struct Key: Hashable {
    var table: String
    var column: String
    var value: Cell
  }

  private var groups: [Key: [String]] = [:]

  init(_ site: Site) {
    for page in site.markdown {
      guard let name = page.path.placeholder, let table = site.catalog.table(name) else { continue }
      for shared in page.frontMatter.related {
        guard let column = table.schema.columnIndex(shared.column.value) else { continue }
        var groups: [Cell: [String]] = [:]
        for row in table.rows { groups[row.cells[column], default: []].append(row.id) }
        groups[.notStated] = nil
        groups[.notApplicable] = nil
        for (value, ids) in groups {
          self.groups[Key(table: name, column: shared.column.value, value: value)] = ids
        }
      }
    }
  }

  /// Returns up to `limit` other records with the same value as `record`, the nearest in the order
  /// of the catalog first taken, in that order.
  func others(like record: RecordName, column: String, value: Cell, limit: Int) -> [RecordName] {
    let key = Key(table: record.table, column: column, value: value)
    guard let ids = groups[key], let place = ids.firstIndex(of: record.id) else { return [] }
    let start = max(0, min(place - limit / 2, ids.count - limit - 1))
    let window = ids[start..<min(ids.count, start + limit + 1)]
    return window.filter { $0 != record.id }.map { RecordName(table: record.table, id: $0) }
  }

  /// Reports columns that the record's table does not have, and front matter that has no record.
  static func faults(in markdown: [MarkdownPage], of catalog: Catalog) -> [Diagnostic] {
    markdown.flatMap { page -> [Diagnostic] in
      guard let first = page.frontMatter.related.first else { return [] }
      guard let name = page.path.placeholder else {
        return [
          Diagnostic(
            "misplaced-related", "only pages of records can have 'related'", at: first.column.span,
            help: ["remove 'related' from this page"])
        ]
      }
      guard let schema = catalog.table(name)?.schema else { return [] }
      return page.frontMatter.related.compactMap { shared in
        let column = shared.column.value
        guard schema.columnIndex(column) == nil else { return nil }
        return Diagnostic(
          "unknown-column", "table '\(name)' has no column '\(column)'", at: shared.column.span,
          help: NearestName.help(for: column, among: schema.columns.map(\.name)))
      }
    }
  }
}
