import Catalog
import Pages

/// Tells which pages of a site are as their record has them.
///
/// One for each worker: it remembers by the numbers of names what it has found out.
final class RecordedPages {
  private let record: BuildRecord
  private let site: Site
  private let state: SiteReads
  private let change: CatalogChange
  private let sameLinks: Bool
  private let sameTitles: Bool
  private let touched: TouchedQueries?
  private let renderer: PageRenderer
  private var groups: [Int: Group] = [:]
  private var touchedIDs: [AskedQuery: [Set<String>]] = [:]
  private var columns: AnswersByNumber
  private var tables: AnswersByNumber
  private var records: [RecordedRead.RecordedName: Bool] = [:]
  private var others: [OtherRead: UInt64] = [:]

  private struct OtherRead: Hashable {
    var kind: RecordedRead.Kind
    var first: Int
    var second: Int
  }

  /// What has been found out about a group of reads that pages share.
  private struct Group {
    /// Whether something is another, whatever page it is for.
    var isChanged = false
    /// The queries that may give other rows on some pages.
    var doubts: [RecordedRead] = []
    var showsOthers = false
  }

  /// Whether something is another, by the number of its name: most reads of a page ask this.
  private struct AnswersByNumber {
    private var known: [Bool?]

    init(count: Int) { known = [Bool?](repeating: nil, count: count) }

    mutating func answer(_ number: Int, _ find: () -> Bool) -> Bool {
      if let answer = known[number] { return answer }
      let answer = find()
      known[number] = answer
      return answer
    }
  }

  private struct AskedQuery: Hashable {
    var sql: Int
    var columns: [Int]
  }

  /// `touched` tells where queries need not be asked again, if anything does.
  init(
    _ record: BuildRecord, site: Site, state: SiteReads, change: CatalogChange,
    shared: BuildRecord.Shared, touched: TouchedQueries? = nil, renderer: PageRenderer
  ) {
    self.record = record
    self.site = site
    self.state = state
    self.change = change
    self.touched = touched
    self.renderer = renderer
    columns = AnswersByNumber(count: record.names.count)
    tables = AnswersByNumber(count: record.names.count)
    sameLinks = shared.links == record.shared.links
    sameTitles = shared.titles == record.shared.titles
  }

  /// Returns what is recorded of a page that is as it was, or `nil` for one that must be rendered.
  /// What other pages name is not looked at.
  func page(_ page: PageEntry) throws(DamagedRecord) -> PageRecord? {
    guard var recorded = try record.page(page.path), recorded.identity == site.identity(of: page)
    else { return nil }
    let reads = try record.reads(in: recorded.reads)
    guard !reads.contains(where: { isChanged($0, of: page) }) else { return nil }
    var showsOthers = reads.contains(where: \.isOfOthers)
    for number in recorded.groups {
      let group = try group(number, of: page)
      if group.isChanged || group.doubts.contains(where: { isChanged($0, of: page) }) { return nil }
      showsOthers = showsOthers || group.showsOthers
    }
    recorded.showsOthers = showsOthers
    return recorded
  }

  /// Returns what is known of a group after a look at it; `page` is any page that has it.
  private func group(_ number: Int, of page: PageEntry) throws(DamagedRecord) -> Group {
    if let known = groups[number] { return known }
    var group = Group()
    for read in try record.reads(ofGroup: number) {
      if case .query(_, let columns, let records, _) = read {
        if isDoubtful(columns, records) { group.doubts.append(read) }
      } else if isChanged(read, of: page) {
        group.isChanged = true
      }
      group.showsOthers = group.showsOthers || read.isOfOthers
    }
    groups[number] = group
    return group
  }

  /// Returns what a page read that is not as it was, in words.
  func changes(of page: PageEntry) throws(DamagedRecord) -> [String] {
    guard let recorded = try record.page(page.path) else { return [] }
    var changes: Set<String> = []
    if recorded.identity != site.identity(of: page) { changes.insert("its title or place") }
    for read in try record.reads(of: recorded) where isChanged(read, of: page) {
      changes.insert(words(read))
    }
    return changes.sorted()
  }

  private func words(_ read: RecordedRead) -> String {
    func name(_ number: Int) -> String { record.names[number] }
    switch read {
    case .cell(let column, let id, _): return "\(name(column)) of \(name(id))"
    case .record(let record): return "\(name(record.table)).\(name(record.id))"
    case .table(let table): return "the table \(name(table))"
    case .query(let sql, _, _, _):
      return "the rows of: "
        + name(sql).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    case .other(let kind, let first, let second, _):
      return ["\(kind)", name(first), name(second)].filter { !$0.isEmpty }.joined(separator: " ")
    }
  }

  private func isChanged(_ read: RecordedRead, of page: PageEntry) -> Bool {
    switch read {
    case .cell(let column, let id, let digest):
      guard isChanged(column: column) else { return false }
      let parts = record.names[column].split(separator: ".", maxSplits: 1)
      guard parts.count == 2 else { return true }
      let cell = Read.cell(
        table: String(parts[0]), id: record.names[id], column: String(parts[1]))
      return state.digest(of: cell) != digest
    case .record(let name): return isChanged(name)
    case .table(let name): return change.tables.contains(record.names[name])
    case .query(let sql, let columns, let records, let digest):
      guard isDoubtful(columns, records), canDiffer(sql, columns, records, on: page) else {
        return false
      }
      // Rows that are as they were end the matter here.
      return renderer.digest(ofQuery: record.names[sql], on: page) != digest
    case .other(let kind, let first, let second, let digest):
      return isChanged(OtherRead(kind: kind, first: first, second: second), digest)
    }
  }

  /// Whether anything that a query reads is another.
  private func isDoubtful(_ columns: [Int], _ records: [RecordedRead.RecordedName]) -> Bool {
    columns.contains(where: isChanged(column:)) || records.contains(where: isChanged)
  }

  /// Whether a query can give other rows on a page, as far as that follows from which records are others.
  private func canDiffer(
    _ sql: Int, _ columns: [Int], _ records: [RecordedRead.RecordedName], on page: PageEntry
  ) -> Bool {
    guard let touched, let id = page.record?.id, !records.contains(where: isChanged) else {
      return true
    }
    let query = AskedQuery(sql: sql, columns: columns)
    let sets: [Set<String>]
    if let known = touchedIDs[query] {
      sets = known
    } else {
      let text = record.names[sql]
      let changed = columns.filter(isChanged(column:)).map { record.names[$0] }
      sets = [
        touched.ids(text, columns: changed),
        touched.ids(text, columns: changed, askedBy: renderer),
      ].compactMap(\.self)
      touchedIDs[query] = sets
    }
    return sets.allSatisfy { $0.contains(id) }
  }

  private func isChanged(column: Int) -> Bool {
    columns.answer(column) { change.columns.contains(record.names[column]) }
  }

  private func isChanged(_ name: RecordedRead.RecordedName) -> Bool {
    // Most records are of tables in which nothing is another.
    let table = record.names[name.table]
    guard tables.answer(name.table, { change.tables.contains(table) }) else { return false }
    if let known = records[name] { return known }
    let id = record.names[name.id]
    let isChanged = id == "*" || change.rows[table]?.contains(id) == true
    records[name] = isChanged
    return isChanged
  }

  private func isChanged(_ read: OtherRead, _ digest: UInt64) -> Bool {
    switch read.kind {
    case .related, .neighbours: return false
    case .link, .address, .figure: if sameLinks { return false }
    case .navigation, .topNavigation, .wholeNavigation, .place, .pages, .breadcrumbs:
      if sameTitles { return false }
    case .template, .asset, .dataDate, .asOf, .names: break
    }
    if let known = others[read] { return known != digest }
    let now = state.digest(
      of: read.kind.read(record.names[read.first], record.names[read.second]))
    others[read] = now
    return now != digest
  }
}
