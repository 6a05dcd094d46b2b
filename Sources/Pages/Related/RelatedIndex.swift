import Catalog
import Diagnostics
import Markup
package import Prose

/// Which of the site's own pages show which records, and which of their answers lead to which page.
///
/// It is made once, between the filling of those pages' tables and the finishing of all pages, from
/// what the tables, values and links name: nobody keeps a list. Pages of records are no places of
/// this index; they all name each other.
package struct RelatedIndex: Sendable {
  /// The places that name a record, in the order of pages and of the text.
  private(set) var appearances: [RecordName: [Appearance]] = [:]
  /// The records that the tables of a page name, in their order, each once.
  private(set) var records: [PagePath: [RecordName]] = [:]
  /// The places whose text leads to a page.
  private(set) var references: [PagePath: [Appearance]] = [:]
  /// The place of each record in `records`.
  private var places: [PagePath: [RecordName: Int]] = [:]

  /// An index of nothing, for when no other page was rendered.
  package init() {}

  /// Makes the index from what the pages name for which ``isPlace(_:of:)`` holds, in their order.
  package init(_ mentions: [PageMentions]) {
    for page in mentions {
      for (record, place) in page.mentions { appearances[record, default: []].append(place) }
      for (path, place) in page.references { references[path, default: []].append(place) }
      records[page.page] = page.records
      places[page.page] = Dictionary(
        page.records.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }
  }

  /// Whether what a page names is part of the index.
  package static func isPlace(_ page: PageEntry, of site: Site) -> Bool {
    site.showsRelatedPages && page.record == nil && !page.path.isFile && page.path != .search
  }

  /// Returns the records before and after one in the tables of a page.
  func neighbours(of record: RecordName, on page: PagePath) -> (RecordName?, RecordName?) {
    guard let place = places[page]?[record], let all = records[page] else { return (nil, nil) }
    return (
      place > 0 ? all[place - 1] : nil, place + 1 < all.count ? all[place + 1] : nil
    )
  }

  /// Returns the pages whose tables name records that a page's tables name too, most of them first.
  func pages(sharing page: PagePath) -> [(path: PagePath, count: Int)] {
    let own = Set(records[page] ?? [])
    guard !own.isEmpty else { return [] }
    return records.compactMap { path, records in
      let count = records.count(where: own.contains)
      return path == page || count == 0 ? nil : (path, count)
    }.sorted { ($1.count, $0.path) < ($0.count, $1.path) }
  }
}

extension PreparedProse {
  /// Whether the text or one of its notes holds a table.
  package var holdsTables: Bool {
    forms.contains { form in
      switch form {
      case .table: true
      case .note(let note): note.body.holdsTables
      default: false
      }
    }
  }
}
