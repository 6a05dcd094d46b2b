/// The one record that a query asks for, where only the cells that it reads tell it from others.
///
/// `select u.name from configuration c join cpu u on u.id = c.cpu_id where c.id = :id` gives all
/// machines with the same processor the same rows. That is so where the table is named once, one
/// record of it is picked out by its id, and the id is used for nothing else.
struct AskedRecord {
  /// The parameter that holds the id.
  let parameter: String
  let table: String
  /// The columns of the record that the query reads, but its id, as places in the schema.
  let columns: [Int]

  /// Finds the record in the tokens of a query that reads `readColumns`, as `table.column`; `nil`
  /// where the rows may depend on more, or where the text does not show plainly that they do not.
  init?(_ tokens: [SQLToken], reading readColumns: [String], names: CatalogNames) {
    let text = QueryOutline(tokens)
    guard let condition = text.condition, let table = text.table(called: condition.alias),
      let schema = names.tables.first(where: { $0.name == table }),
      text.usesIDOnlyIn(condition), text.count(of: table) == 1,
      !names.views.contains(where: { $0.tables.contains(table) && text.count(of: $0.name) > 0 })
    else { return nil }
    parameter = condition.parameter
    self.table = table
    columns = schema.columns.indices.filter { index in
      let name = schema.columns[index].name
      return name != "id" && readColumns.contains("\(table).\(name)")
    }
  }
}

/// What the words of a query show of its form.
private struct QueryOutline {
  /// `alias.id = :parameter`, one of the conditions that all rows meet.
  struct Condition {
    let alias: String
    let parameter: String
    /// The place of `id`.
    let id: Int
  }

  private let tokens: [SQLToken]
  /// The tokens as SQLite compares names.
  private let words: [String]
  /// How many brackets are open at each token.
  private let depths: [Int]
  /// The places of the outermost `from` and `where`.
  private let sources: Int?
  private let conditions: Int?

  init(_ tokens: [SQLToken]) {
    self.tokens = tokens
    let words = tokens.map { token in
      switch token.kind {
      case .name, .other: token.text.lowercased()
      case .string: "'"
      case .parameter: ":"
      }
    }
    self.words = words
    var depth = 0
    let depths = words.map { word in
      if word == ")" { depth -= 1 }
      defer { if word == "(" { depth += 1 } }
      return depth
    }
    self.depths = depths
    func only(_ word: String) -> Int? {
      let places = words.indices.filter { words[$0] == word && depths[$0] == 0 }
      return places.count == 1 ? places.first : nil
    }
    sources = only("from")
    conditions = only("where")
  }

  /// Words among the outermost conditions with which one of them may not hold for all rows.
  private static let loosening: Set<String> = [
    "or", "between", "case", "union", "intersect", "except",
  ]
  /// Words with which an id is compared or printed without being named.
  private static let hidden: Set<String> = ["natural", "using", "rowid", "oid", "_rowid_"]
  private static let following: Set<String> = ["and", "group", "having", "order", "limit", ";"]

  /// The condition with the only parameter, where it stands alone or between `and`.
  var condition: Condition? {
    let parameters = tokens.indices.filter { tokens[$0].kind == .parameter }
    guard words.first == "select", let conditions, let place = parameters.first,
      parameters.count == 1, depths[place] == 0, place - 5 >= conditions,
      ["where", "and"].contains(words[place - 5]), tokens[place - 4].kind == .name,
      words[(place - 3)..<place].elementsEqual([".", "id", "="]),
      place + 1 == words.count || Self.following.contains(words[place + 1]),
      !words[conditions...].indices.contains(where: {
        depths[$0] == 0 && Self.loosening.contains(words[$0])
      }),
      Self.hidden.isDisjoint(with: words),
      // In quotes a name may be one of the words above.
      tokens.allSatisfy({ $0.kind != .name || $0.range.count == $0.text.utf8.count })
    else { return nil }
    return Condition(alias: words[place - 4], parameter: tokens[place].text, id: place - 2)
  }

  /// Returns the table that the outermost query calls by another name.
  func table(called alias: String) -> String? {
    guard let sources, let conditions, sources < conditions else { return nil }
    let places = ((sources + 1)..<conditions).filter { place in
      place + 2 <= conditions && depths[place] == 0
        && ["from", "join", ","].contains(words[place - 1])
        && (words[place + 1] == alias || words[place + 1] == "as" && words[place + 2] == alias)
    }
    return places.count == 1 ? words[places[0]] : nil
  }

  /// Whether the query neither names the id of its record anywhere else nor prints all columns.
  func usesIDOnlyIn(_ condition: Condition) -> Bool {
    words.indices.dropFirst().allSatisfy { place in
      let before = words[place - 1]
      switch words[place] {
      case "id" where place != condition.id:
        return before == "." && place >= 2 && words[place - 2] != condition.alias
      case "*": return !["select", "distinct", "all", ",", "."].contains(before)
      case "'": return before != "."
      default: return true
      }
    }
  }

  func count(of word: String) -> Int { words.count { $0 == word } }
}
