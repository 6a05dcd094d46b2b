import Catalog
import Pages

/// Which pages read what, to find those that a change may touch without a look at all others.
///
/// It tells too many rather than too few: what a page no longer reads may still be in it, but for
/// queries.
struct ReadIndex: Sendable {
  /// A query by the numbers of its text and of the columns that it reads.
  private struct Query: Hashable {
    var sql: Int
    var columns: [Int]
  }

  /// Something that all pages read alike, with what it was worth.
  private struct Common {
    var digest: UInt64
    var pages: Set<Int>
  }

  private var placeOfQuery: [Query: Int] = [:]
  /// What each query gave on each page.
  private var answers: [(query: Query, digests: [Int: UInt64])] = []
  private var queriesOfPage: [Int: [Int]] = [:]
  /// The pages that looked up a record, or a cell of it, by the numbers of the ids.
  private var pagesOfID: [Int: Set<Int>] = [:]
  private var pagesOfTable: [Int: Set<Int>] = [:]
  private var pagesOfFile: [Int: Set<Int>] = [:]
  private var common: [RecordedRead.Kind: Common] = [:]
  /// The pages that show what other pages say of them.
  private(set) var related: Set<Int> = []

  /// Goes through the record of all pages of a site.
  init(_ record: BuildRecord, of site: Site) throws(DamagedRecord) {
    for index in site.pages.indices { try add(index, site.pages[index], record) }
  }

  /// Takes in what a page reads now.
  mutating func add(
    _ index: Int, _ page: PageEntry, _ record: BuildRecord
  ) throws(DamagedRecord) {
    for place in queriesOfPage.removeValue(forKey: index) ?? [] {
      answers[place].digests[index] = nil
    }
    guard let recorded = try record.page(page.path) else { throw DamagedRecord() }
    for read in try record.reads(of: recorded) { add(read, of: index, record) }
  }

  private mutating func add(_ read: RecordedRead, of page: Int, _ record: BuildRecord) {
    switch read {
    case .cell(_, let id, _): pagesOfID[id, default: []].insert(page)
    case .record(let name): add(name, of: page, record)
    case .table(let name): pagesOfTable[name, default: []].insert(page)
    case .query(let sql, let columns, let records, let digest):
      add(Query(sql: sql, columns: columns), digest, of: page)
      for name in records { add(name, of: page, record) }
    case .other(let kind, let first, _, let digest):
      switch kind {
      case .asset: pagesOfFile[first, default: []].insert(page)
      case .related, .neighbours: related.insert(page)
      case .dataDate, .names:
        common[kind, default: Common(digest: digest, pages: [])].pages.insert(page)
        common[kind]?.digest = digest
      // What these are worth depends on the frame of the site alone.
      case .template, .breadcrumbs, .place, .address, .figure, .link, .navigation, .topNavigation,
        .wholeNavigation, .pages, .asOf:
        break
      }
    }
  }

  private mutating func add(
    _ name: RecordedRead.RecordedName, of page: Int, _ record: BuildRecord
  ) {
    if record.names[name.id] == "*" {
      pagesOfTable[name.table, default: []].insert(page)
    } else {
      pagesOfID[name.id, default: []].insert(page)
    }
  }

  private mutating func add(_ query: Query, _ digest: UInt64, of page: Int) {
    let place: Int
    if let known = placeOfQuery[query] {
      place = known
    } else {
      place = answers.count
      placeOfQuery[query] = place
      answers.append((query, [:]))
    }
    if answers[place].digests.updateValue(digest, forKey: page) == nil {
      queriesOfPage[page, default: []].append(place)
    }
  }

  /// Returns the pages of which something that they read by name may be another. `files` are the paths
  /// of the files that are others, and `digest` returns what a read is worth now.
  func suspects(
    _ change: CatalogChange, files: Set<String>, names: NameTable, digest: (Read) -> UInt64
  ) -> Set<Int> {
    var pages: Set<Int> = []
    for path in files { pages.formUnion(pagesOfFile[names.number(of: path)] ?? []) }
    guard !change.tables.isEmpty else { return pages }
    for table in change.tables {
      pages.formUnion(pagesOfTable[names.number(of: table)] ?? [])
      for id in change.rows[table] ?? [] {
        pages.formUnion(pagesOfID[names.number(of: id)] ?? [])
      }
    }
    for (kind, common) in common where digest(kind.read("", "")) != common.digest {
      pages.formUnion(common.pages)
    }
    return pages
  }

  /// A query that may give other rows, with the pages that asked it and what it gave them.
  struct Doubt {
    var sql: String
    /// The columns among those that it reads in which something is another.
    var columns: [String]
    var digests: [Int: UInt64]
  }

  /// Returns the queries that read a column in which something is another.
  func doubts(_ change: CatalogChange, names: [String]) -> [Doubt] {
    guard !change.columns.isEmpty else { return [] }
    return answers.compactMap { query, digests in
      let columns = query.columns.map { names[$0] }.filter(change.columns.contains)
      guard !columns.isEmpty, !digests.isEmpty else { return nil }
      return Doubt(sql: names[query.sql], columns: columns, digests: digests)
    }
  }
}
