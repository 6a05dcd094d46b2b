import Catalog

/// The rows of a table in two builds, matched by what they are about and not by their place.
struct RowMatch {
  /// A row in both.
  struct Pair {
    var key: String
    var before: Int
    var after: Int
  }

  private(set) var pairs: [Pair] = []
  /// Rows in one build only, with their keys.
  private(set) var removed: [(key: String, row: Int)] = []
  private(set) var added: [(key: String, row: Int)] = []

  /// Matches by that of these which tells all rows of both builds apart and matches the most, the first
  /// of several: the record that the first column names; its words or whole number; the record that a
  /// later column names; what the first two columns say together; all records and words of the row.
  /// Where none does, rows that read alike are told apart by their order among themselves.
  init(_ before: PageSnapshot.Table, _ after: PageSnapshot.Table) {
    let columns = before.columns.map(\.name).filter { name in
      after.columns.contains { $0.name == name }
    }
    let keys = Self.distinctKeys(before.rows, after.rows, columns)
    var places: [String: Int] = [:]
    for (index, key) in keys.after.enumerated() { places[key] = index }
    for (index, key) in keys.before.enumerated() {
      if let place = places[key] {
        pairs.append(Pair(key: key, before: index, after: place))
      } else {
        removed.append((key, index))
      }
    }
    let known = Set(keys.before)
    added = keys.after.enumerated().filter { !known.contains($1) }.map { ($1, $0) }
  }

  private typealias Row = [String: Scalar]

  private static func distinctKeys(
    _ before: [Row], _ after: [Row], _ columns: [String]
  ) -> (before: [String], after: [String]) {
    var best: (before: [String], after: [String])?
    var most = -1
    for key in candidates(columns) {
      guard let old = distinct(before.map(key)), let new = distinct(after.map(key)) else {
        continue
      }
      let count = Set(old).intersection(new).count
      if count > most { (best, most) = ((old, new), count) }
    }
    if let best { return best }
    return (numbered(before.map { whole($0, columns) }), numbered(after.map { whole($0, columns) }))
  }

  private static func candidates(_ columns: [String]) -> [(Row) -> String?] {
    guard let first = columns.first else { return [] }
    var candidates: [(Row) -> String?] = [{ record($0, first) }, { name($0, first) }]
    for column in columns.dropFirst() { candidates.append { record($0, column) } }
    if columns.count > 1 {
      candidates.append { row in
        guard let one = name(row, first), let two = name(row, columns[1]) else { return nil }
        return one + " " + two
      }
    }
    candidates.append { whole($0, columns) }
    return candidates
  }

  private static func record(_ row: Row, _ column: String) -> String? {
    row[column + "_ref"]?.words
  }

  /// The record, or the words or whole number, which are no figures that move.
  private static func name(_ row: Row, _ column: String) -> String? {
    if let record = record(row, column) { return record }
    guard let cell = row[column]?.cell else { return nil }
    return cell.integer.map(String.init) ?? cell.text
  }

  private static func whole(_ row: Row, _ columns: [String]) -> String {
    columns.compactMap { record(row, $0) ?? row[$0]?.words }.joined(separator: " ")
  }

  private static func distinct(_ keys: [String?]) -> [String]? {
    let known = keys.compactMap(\.self)
    return known.count == keys.count && Set(known).count == known.count ? known : nil
  }

  private static func numbered(_ keys: [String]) -> [String] {
    var counts: [String: Int] = [:]
    return keys.map { key in
      let count = counts[key, default: 0] + 1
      counts[key] = count
      return count == 1 ? key : "\(key) (\(count))"
    }
  }
}
