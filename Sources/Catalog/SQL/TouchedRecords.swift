internal import GRDB

/// Which records a query about one record at a time gives other rows for, after cells of a table that
/// it joins are others.
///
/// `select u.price_usd from part c join price u on u.part_id = c.part_id where c.machine_id = :id` gives
/// other rows only where one of the combinations that it goes through holds a changed record, as it was
/// or as it is. Asked of the changed records alone and without `:id`, it tells all of these at once.
struct TouchedRecords {
  /// The words of the query that find the combinations, without the condition on `:id`.
  private let question: String
  /// The column that `:id` is compared with, as `alias.column`.
  private let asked: String
  /// Columns that have the values of columns of the table, with these.
  private let equals: [(column: String, of: String)]

  /// Reads a query; `nil` where its text does not show plainly that this holds for a table.
  init?(_ sql: String, _ tokens: [SQLToken], table: String, views: [CatalogView]) {
    let words = QueryWords(tokens)
    guard let from = words.only("from"), let conditions = words.only("where"), from < conditions,
      let asked = words.askedColumn(after: conditions), let alias = words.alias(of: table),
      words.isPlain, words.all.count(where: { $0 == table }) == 1,
      !views.contains(where: { $0.tables.contains(table) && words.all.contains($0.name) })
    else { return nil }
    let bytes = Array(sql.utf8)
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    let end = words.endOfConditions(after: conditions)
    let last = end < tokens.count ? tokens[end].range.lowerBound : bytes.count
    let condition = tokens[asked - 4].range.lowerBound..<tokens[asked].range.upperBound
    self.asked = text(tokens[asked - 4].range) + "." + text(tokens[asked - 2].range)
    question =
      text(tokens[from].range.lowerBound..<condition.lowerBound) + "1"
      + text(condition.upperBound..<last)
    equals = words.equalColumns(from: from, to: end, alias: alias)
  }

  /// Returns the ids for which rows can be others, or `nil` where that cannot be told. `changed` are the
  /// records of the table that are others, as they were and as they are.
  func ids(
    in database: Database, changed: [Row], of schema: TableSchema
  ) throws -> Set<String>? {
    let name = schema.name
    try database.execute(
      sql: "create temp table \"\(name)\" as select * from main.\"\(name)\" limit 0")
    let places = schema.columns.map { _ in "?" }.joined(separator: ", ")
    let rows = RowWriter(
      try database.makeStatement(sql: "insert into temp.\"\(name)\" values (\(places))"),
      columns: schema.columns)
    for row in changed { try rows.write(row.cells) }
    // What the join says already, said so that SQLite's indexes find it.
    let narrowing = equals.compactMap { equal -> String? in
      guard let place = schema.columnIndex(equal.of), case .reference = schema.columns[place].kind
      else { return nil }
      let values = Set(changed.compactMap { $0.cells[place].text }).sorted()
      let texts = values.map { SQLText.literal(.text($0)) }
      return " and \(equal.column) in (\(texts.joined(separator: ", ")))"
    }
    let statement = "select distinct \(asked) \(question)" + narrowing.joined()
    var ids: Set<String> = []
    for value in try DatabaseValue.fetchAll(database, sql: statement) {
      guard case .string(let id) = value.storage else { return nil }
      ids.insert(id)
    }
    return ids
  }
}

/// The words of a query as SQLite compares them, with the brackets around each.
private struct QueryWords {
  let all: [String]
  private let depths: [Int]
  private let tokens: [SQLToken]

  /// Words with which rows depend on more than the combinations that all conditions allow.
  private static let refused: Set<String> = [
    "left", "right", "full", "outer", "natural", "using", "union", "intersect", "except", "with",
    "exists", "values", "rowid", "oid", "_rowid_", "indexed",
  ]
  /// Words among the conditions with which one of them may not hold for all rows.
  private static let loosening: Set<String> = ["or", "between", "case", "not"]
  private static let following: Set<String> = ["group", "having", "order", "limit", "window", ";"]

  init(_ tokens: [SQLToken]) {
    self.tokens = tokens
    let all = tokens.map { token in
      switch token.kind {
      case .name, .other: token.text.lowercased()
      case .string: "'"
      case .parameter: ":"
      }
    }
    self.all = all
    var depth = 0
    depths = all.map { word in
      if word == ")" { depth -= 1 }
      defer { if word == "(" { depth += 1 } }
      return depth
    }
  }

  /// Returns the place of a word that stands once outside all brackets.
  func only(_ word: String) -> Int? {
    let places = all.indices.filter { all[$0] == word && depths[$0] == 0 }
    return places.count == 1 ? places.first : nil
  }

  /// Whether it is one `select` over inner joins, whose conditions must all hold.
  var isPlain: Bool {
    all.first == "select" && all.count { $0 == "select" } == 1
      && Self.refused.isDisjoint(with: all)
      // In quotes a name may be one of these words.
      && tokens.allSatisfy { $0.kind != .name || $0.range.count == $0.text.utf8.count }
      && !all.indices.contains { depths[$0] == 0 && Self.loosening.contains(all[$0]) }
  }

  /// Returns the place of the only parameter, where it stands as `alias.column = :id` between `and`.
  func askedColumn(after conditions: Int) -> Int? {
    let parameters = tokens.indices.filter { tokens[$0].kind == .parameter }
    guard parameters.count == 1, let place = parameters.first, depths[place] == 0,
      place - 5 >= conditions, ["where", "and"].contains(all[place - 5]),
      isColumn(place - 4), all[place - 1] == "=", isEnd(place + 1)
    else { return nil }
    return place
  }

  /// Returns what a table is called, where it stands once among those that are joined.
  func alias(of table: String) -> String? {
    guard let place = all.firstIndex(of: table), place > 0, depths[place] == 0,
      ["from", "join", ","].contains(all[place - 1]), place + 1 < all.count
    else { return nil }
    let next = all[place + 1] == "as" ? place + 2 : place + 1
    guard next < all.count, tokens[next].kind == .name else { return nil }
    return ["on", "join", "where", "cross", "inner"].contains(all[next]) ? table : all[next]
  }

  /// Returns the place behind the last condition.
  func endOfConditions(after conditions: Int) -> Int {
    all.indices.first { $0 > conditions && depths[$0] == 0 && Self.following.contains(all[$0]) }
      ?? all.count
  }

  /// Returns the columns that conditions say to be equal to columns of a table.
  func equalColumns(from: Int, to end: Int, alias: String) -> [(column: String, of: String)] {
    (from..<end).compactMap { place in
      guard depths[place] == 0, all[place] == "=", place >= 4, place + 3 < all.count,
        isColumn(place - 3), isColumn(place + 1), isEnd(place + 4),
        ["on", "and", "where"].contains(all[place - 4])
      else { return nil }
      let (left, right) = (all[place - 3], all[place + 1])
      if left == alias, right != alias { return ("\(right).\(all[place + 3])", all[place - 1]) }
      if right == alias, left != alias { return ("\(left).\(all[place - 1])", all[place + 3]) }
      return nil
    }
  }

  /// Whether `alias.column` stands at a place.
  private func isColumn(_ place: Int) -> Bool {
    tokens[place].kind == .name && all[place + 1] == "." && tokens[place + 2].kind == .name
  }

  /// Whether a condition has ended before a place.
  private func isEnd(_ place: Int) -> Bool {
    place >= all.count || ["and", "where", "join", "cross", "inner", ","].contains(all[place])
      || Self.following.contains(all[place])
  }
}
