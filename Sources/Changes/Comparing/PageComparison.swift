import Catalog

/// Compares a page in two builds.
struct PageComparison {
  /// A change with what tells its cause.
  struct Finding {
    var change: Change
    var reads: ReadColumns
    /// The ids of the records that it is about.
    var records: Set<String> = []
    /// Whether nothing but these records can be its cause.
    var isOfRecords = false
  }

  let before: PageSnapshot
  let after: PageSnapshot

  var findings: [Finding] {
    var findings = claims + values + figures
    findings += tables
    findings += headings.map { Finding(change: $0, reads: ReadColumns()) }
    findings += titles
    return unique(findings).map { finding in
      var finding = finding
      if let record = after.record { finding.records.insert(record.id) }
      return finding
    }
  }

  /// A figure that is printed again as a step of the page is told once.
  private func unique(_ findings: [Finding]) -> [Finding] {
    var seen: Set<[String]> = []
    return findings.filter { finding in
      let change = finding.change
      guard change.kind == .value else { return true }
      return seen.insert([change.what, change.before ?? "", change.after ?? ""]).inserted
    }
  }

  // MARK: Claims

  private var claims: [Finding] {
    let old = numbered(before.claims ?? []) { $0.sentence }
    let new = numbered(after.claims ?? []) { $0.sentence }
    let oldByKey = Dictionary(uniqueKeysWithValues: old)
    let newKeys = Set(new.map(\.0))
    var removed = old.filter { !newKeys.contains($0.0) }.map(\.1)
    let found = new.compactMap { key, claim -> Finding? in
      var known = oldByKey[key]
      // A sentence with a figure reads otherwise when that moves.
      if known == nil, let index = removed.firstIndex(where: { Self.isSame($0, claim) }) {
        known = removed.remove(at: index)
      }
      return known?.holds == claim.holds ? nil : self.claim(known, claim)
    }
    return removed.map { claim($0, nil) } + found
  }

  /// Whether two claims are one, of which the figures moved: of one question, by the words between their
  /// figures or by the query that decides.
  private static func isSame(_ one: PageSnapshot.Claim, _ other: PageSnapshot.Claim) -> Bool {
    guard one.heading == other.heading else { return false }
    return one.query != nil && one.query == other.query
      || withoutFigures(one.sentence) == withoutFigures(other.sentence)
  }

  private static func withoutFigures(_ sentence: String) -> [Substring] {
    sentence.split { $0.isNumber || ".,\u{A0}".contains($0) }
  }

  private func claim(_ old: PageSnapshot.Claim?, _ new: PageSnapshot.Claim?) -> Finding {
    let change = Change(
      .claim, page: after.path, anchor: (new ?? old)?.heading,
      what: (new ?? old)?.sentence ?? "",
      before: old.map { words($0, besides: new?.sentence) }, after: new.map { words($0) })
    return Finding(change: change, reads: reads(ofQuery: (new ?? old)?.query))
  }

  /// Whether a claim holds, with its sentence where that is another than the one that is told.
  private func words(_ claim: PageSnapshot.Claim, besides told: String? = nil) -> String {
    let sentence = told.map { $0 == claim.sentence } ?? true ? "" : " (“\(claim.sentence)”)"
    if claim.holds { return "holds" + sentence }
    return (claim.found.map { "does not hold: \($0)" } ?? "does not hold") + sentence
  }

  // MARK: Figures

  private var values: [Finding] {
    let old = Dictionary(uniqueKeysWithValues: numbered(before.values) { $0.expression })
    return numbered(after.values) { $0.expression }.compactMap { key, value in
      guard let known = old[key], known.text != value.text else { return nil }
      let isVerdict = Self.verdicts.contains(known.text) && Self.verdicts.contains(value.text)
      let source = ValueSource(value.expression, record: after.record)
      let change = Change(
        isVerdict ? .verdict : .value, page: after.path,
        what: source.label, before: known.text, after: value.text)
      // A cell is known by its own name.
      let origin = source.records.isEmpty ? origin(of: value) : nil
      return Finding(
        change: change, reads: origin?.reads ?? source.reads,
        records: origin?.records ?? source.records)
    }
  }

  /// What a value was made from by the place that it leads back to: a query, an answer of the engine, or
  /// the figure of a record on its page; `nil` where it leads nowhere.
  private func origin(
    of value: PageSnapshot.Value
  ) -> (reads: ReadColumns, records: Set<String>)? {
    let parts = value.derivation?.split(separator: "#").map(String.init) ?? []
    guard parts.count == 2, let page = parts.first, let place = parts.last else { return nil }
    let reads = reads(ofQuery: place)
    if !reads.isEmpty { return (reads, []) }
    if let answer = after.answers?.first(where: { $0.id == place }) {
      return (.engine, Set([answer.model, answer.gpu].compactMap(\.self)))
    }
    guard place.hasPrefix("derivation-"), let record = page.split(separator: "/").last else {
      return nil
    }
    return (.engine, [String(record)])
  }

  /// The words of the engine's verdicts.
  private static let verdicts: Set<String> = ["fits", "tight", "does not fit"]

  /// The figures whose steps the page shows.
  private var figures: [Finding] {
    guard let record = after.record else { return [] }
    let old = Dictionary(
      (before.derivations ?? []).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return (after.derivations ?? []).compactMap { figure in
      guard let known = old[figure.id], known.text != figure.text else { return nil }
      let column = figure.id.replacing("derivation-", with: "", maxReplacements: 1)
      let isColumn = WholeSchema.table(record.table)?.columnIndex(column) != nil
      return Finding(
        change: Change(
          .value, page: after.path, anchor: figure.id, what: figure.title, before: known.text,
          after: figure.text),
        // What is no column is an answer of the engine.
        reads: isColumn ? ReadColumns([record.table: [column]]) : .engine,
        records: Set((known.inputs + figure.inputs).compactMap(\.recordID)))
    }
  }

  // MARK: Tables and headings

  private var tables: [Finding] {
    let old = Dictionary(
      before.tables.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let kept = Set(after.tables.map(\.id))
    let removed = before.tables.filter { !kept.contains($0.id) }.map { table in
      Finding(
        change: Change(
          .table, page: after.path, anchor: table.id, what: "table", before: table.caption),
        reads: ReadColumns())
    }
    return removed
      + after.tables.flatMap { table -> [Finding] in
        guard let known = old[table.id] else {
          let change = Change(
            .table, page: after.path, anchor: table.id, what: "table", after: table.caption)
          return [Finding(change: change, reads: ReadColumns())]
        }
        let reads = table.compares.map(ReadColumns.init(all:)) ?? reads(ofQuery: table.query)
        // Records side by side are the columns, others are named by the rows.
        let columns = table.compares.map { _ in Set(table.columns.map(\.name)) }
        return TableComparison(page: after.path, before: known, after: table).changes.map {
          Finding(
            change: $0, reads: reads, records: columns ?? $1, isOfRecords: columns != nil)
        }
      }
  }

  private var headings: [Change] {
    let old = Dictionary(
      before.headings.map { ($0.id, $0.text) }, uniquingKeysWith: { first, _ in first })
    let new = Dictionary(
      after.headings.map { ($0.id, $0.text) }, uniquingKeysWith: { first, _ in first })
    let ids = (before.headings + after.headings).map(\.id)
    var seen: Set<String> = []
    return ids.filter { seen.insert($0).inserted && old[$0] != new[$0] }.map { id in
      Change(
        .heading, page: after.path, anchor: id, what: "heading", before: old[id], after: new[id])
    }
  }

  /// Title and description, which on the page of a record may hold its cells.
  private var titles: [Finding] {
    let texts = [
      ("title", before.title, after.title), ("description", before.description, after.description),
    ]
    return texts.filter { $0.1 != $0.2 }.map { what, old, new in
      Finding(
        change: Change(.text, page: after.path, what: what, before: old, after: new),
        reads: after.record.map { ReadColumns(all: $0.table) } ?? ReadColumns(), isOfRecords: true)
    }
  }

  private func reads(ofQuery id: String?) -> ReadColumns {
    guard let id, let query = after.queries?.first(where: { $0.id == id }) else {
      return ReadColumns()
    }
    return ReadColumns(query)
  }

  /// Returns the elements with a key that tells equal ones apart by their order.
  private func numbered<Element>(
    _ elements: [Element], key: (Element) -> String
  ) -> [(String, Element)] {
    var counts: [String: Int] = [:]
    return elements.map { element in
      let name = key(element)
      counts[name, default: 0] += 1
      return ("\(name)\u{0}\(counts[name, default: 0])", element)
    }
  }
}
