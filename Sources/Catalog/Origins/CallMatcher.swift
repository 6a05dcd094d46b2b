/// Finds which call of the engine a figure of a result came from, by its value.
///
/// A number that equals what a call gave bit by bit came from it, whatever tables expressions,
/// subqueries and unions lie between. Where several calls gave the same number, the one whose
/// record the row names counts, then the one that the column's name suggests, then the one whose
/// other arguments stand in the row; what is still equal is settled by the order of the text, so
/// that the answer depends on nothing but the query.
struct CallMatcher {
  private let callsByNumber: [UInt64: [EngineCall]]
  /// Calls that gave whole numbers and words, by what they gave and the first record they name.
  private let callsByWord: [Cell: [String: [EngineCall]]]
  private let names: CatalogNames
  private let arguments: [Cell]
  /// The words in the names of columns and functions; a query has few of both.
  private var wordsOfName: [String: Set<Substring>] = [:]

  /// - Parameters:
  ///   - calls: What the query asked of the engine, in any order and as often as it did.
  ///   - names: Looks up how records are called.
  ///   - arguments: The values of the query's parameters: a page's record stands in every row.
  init(_ calls: [EngineCall], names: CatalogNames, arguments: [Cell]) {
    var numbers: [UInt64: [EngineCall]] = [:]
    var words: [Cell: [String: [EngineCall]]] = [:]
    for call in calls {
      switch call.result {
      case .decimal(let number): numbers[number.bitPattern, default: []].append(call)
      case .integer, .text:
        words[call.result, default: [:]][call.records.first?.id ?? "", default: []].append(call)
      default: break
      }
    }
    callsByNumber = numbers
    callsByWord = words
    self.names = names
    self.arguments = arguments
  }

  /// Returns the call that gave the cell of a row in the column called `column`.
  ///
  /// Whole numbers and words are too common to tell by their value alone: the row must name every
  /// record of the call, and for a number the column's name must suggest the function.
  mutating func call(giving cell: Cell, in column: String, of row: [Cell]) -> EngineCall? {
    if case .decimal(let number) = cell {
      return best(callsByNumber[number.bitPattern] ?? [], in: column, of: row)
    }
    guard let known = callsByWord[cell] else { return nil }
    let ids = (row + arguments).compactMap(\.text)
    // A row that names its record by id is the rule; one that names it otherwise is searched for.
    var calls = Set(ids).flatMap { known[$0] ?? [] }
    if calls.isEmpty { calls = known.values.flatMap(\.self) }
    calls = calls.filter { call in
      suggestion(of: call.function, by: column) > 0
        && call.records.allSatisfy { isNamed($0, in: row) }
    }
    return best(calls, in: column, of: row)
  }

  private mutating func best(
    _ calls: [EngineCall], in column: String, of row: [Cell]
  ) -> EngineCall? {
    guard var best = calls.first else { return nil }
    var rankOfBest: Int?
    for call in calls.dropFirst() where call != best {
      let known = rankOfBest ?? rank(of: best, in: column, of: row)
      let rank = rank(of: call, in: column, of: row)
      rankOfBest = max(known, rank)
      if rank > known || rank == known && call.text < best.text { best = call }
    }
    return best
  }

  private mutating func rank(of call: EngineCall, in column: String, of row: [Cell]) -> Int {
    let records = call.records.count { isNamed($0, in: row) }
    let others = call.arguments.count { row.contains($0) }
    return 1000 * records + 100 * suggestion(of: call.function, by: column) + others
  }

  /// How many words a column's name and a function's name share, units aside.
  private mutating func suggestion(of function: String, by column: String) -> Int {
    words(of: function).intersection(words(of: column)).count
  }

  private mutating func words(of name: String) -> Set<Substring> {
    if let known = wordsOfName[name] { return known }
    let bare = Unit(columnName: name).map { name.dropLast($0.rawValue.utf8.count + 1) } ?? name[...]
    var words = Set(bare.split(separator: "_"))
    // What content calls these: a longest context, devices needed.
    if words.contains("largest") || words.contains("longest") { words.insert("context") }
    if words.contains("needed") { words.insert("gpus") }
    if words.contains("cache") { words.insert("kv") }
    wordsOfName[name] = words
    return words
  }

  /// Whether a row or the query's parameters hold the id or the name of a record.
  private func isNamed(_ record: (table: String, id: String), in row: [Cell]) -> Bool {
    let id = Cell.text(record.id)
    if arguments.contains(id) || row.contains(id) { return true }
    guard let name = names.name(ofRecord: record.id, in: record.table) else { return false }
    return row.contains(name)
  }
}
