/// Finds which call of the engine a figure of a result came from, by its value.
///
/// A number that equals what a call gave bit by bit came from it, whatever tables expressions,
/// subqueries and unions lie between. Where several calls gave the same number, the one whose
/// record the row names counts, then the one that the column's name suggests, then the one whose
/// other arguments stand in the row; what is still equal is settled by the order of the text, so
/// that the answer depends on nothing but the query.
struct CallMatcher {
  /// What was asked, by what it gave: most is only looked at to see that it is one call.
  private let callsByResult: [Cell: [EngineCall]]
  /// The calls that gave a result, as soon as a row must choose among them.
  private var groupsByResult: [Cell: [CallGroup]] = [:]
  private let names: CatalogNames
  private let arguments: [Cell]
  /// The words in the names of columns and functions; a query has few of both.
  private var wordsOfName: [String: Set<Substring>] = [:]

  /// - Parameters:
  ///   - calls: What the query asked of the engine, in any order and as often as it did.
  ///   - names: Looks up how records are called.
  ///   - arguments: The values of the query's parameters: a page's record stands in every row.
  init(_ calls: [EngineCall], names: CatalogNames, arguments: [Cell]) {
    callsByResult = Dictionary(grouping: calls, by: \.result)
    self.names = names
    self.arguments = arguments
  }

  /// Returns the calls that gave the same, those of one function together.
  private mutating func groups(giving result: Cell, of calls: [EngineCall]) -> [CallGroup] {
    if let known = groupsByResult[result] { return known }
    var groups: [CallGroup] = []
    for call in calls {
      let known = groups.first { $0.function == call.function && $0.width == call.arguments.count }
      let group = known ?? CallGroup(like: call, names: names)
      if known == nil { groups.append(group) }
      group.add(call)
    }
    groupsByResult[result] = groups
    return groups
  }

  /// Returns the call that gave the cell of a row in the column called `column`.
  ///
  /// Whole numbers and words are too common to tell by their value alone: the row must name every
  /// record of the call, and for a number the column's name must suggest the function.
  mutating func call(giving cell: Cell, in column: String, of row: [Cell]) -> EngineCall? {
    var isStrict = true
    if case .decimal = cell { isStrict = false }
    guard let calls = callsByResult[cell] else { return nil }
    // Where only one call gave the number, nothing else can have.
    if !isStrict, let first = calls.first, calls.allSatisfy({ $0 == first }) { return first }
    var best: CallGroup.Match?
    for group in groups(giving: cell, of: calls) {
      let suggestion = suggestion(of: group.function, by: column)
      if isStrict, suggestion == 0 { continue }
      guard var found = group.match(row, arguments, isStrict: isStrict) else { continue }
      found.rank += 100 * suggestion
      if best.map(found.beats) ?? true { best = found }
    }
    return best?.call
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
}
