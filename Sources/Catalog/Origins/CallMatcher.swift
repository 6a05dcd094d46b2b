/// Finds which call of the engine a figure of a result came from, by its value.
///
/// A number that equals what a call gave bit by bit came from it, whatever tables expressions,
/// subqueries and unions lie between. Where several calls gave the same number, the one whose
/// record the row names counts, then the one that the column's name suggests, then the one whose
/// other arguments stand in the row; what is still equal is settled by the order of the text, so
/// that the answer depends on nothing but the query.
struct CallMatcher {
  private let groupsByNumber: [UInt64: [CallGroup]]
  /// Calls that gave whole numbers and words, by what they gave.
  private let groupsByWord: [Cell: [CallGroup]]
  private let arguments: [Cell]
  /// The words in the names of columns and functions; a query has few of both.
  private var wordsOfName: [String: Set<Substring>] = [:]

  /// - Parameters:
  ///   - calls: What the query asked of the engine, in any order and as often as it did.
  ///   - names: Looks up how records are called.
  ///   - arguments: The values of the query's parameters: a page's record stands in every row.
  init(_ calls: [EngineCall], names: CatalogNames, arguments: [Cell]) {
    var numbers: [UInt64: [CallGroup]] = [:]
    var words: [Cell: [CallGroup]] = [:]
    for call in calls {
      switch call.result {
      case .decimal(let number):
        Self.add(call, to: &numbers[number.bitPattern, default: []], names)
      case .integer, .text: Self.add(call, to: &words[call.result, default: []], names)
      default: break
      }
    }
    groupsByNumber = numbers
    groupsByWord = words
    self.arguments = arguments
  }

  private static func add(_ call: EngineCall, to groups: inout [CallGroup], _ names: CatalogNames) {
    let known = groups.first { $0.function == call.function && $0.width == call.arguments.count }
    let group = known ?? CallGroup(like: call, names: names)
    if known == nil { groups.append(group) }
    group.add(call)
  }

  /// Returns the call that gave the cell of a row in the column called `column`.
  ///
  /// Whole numbers and words are too common to tell by their value alone: the row must name every
  /// record of the call, and for a number the column's name must suggest the function.
  mutating func call(giving cell: Cell, in column: String, of row: [Cell]) -> EngineCall? {
    let groups: [CallGroup]?
    let isStrict: Bool
    if case .decimal(let number) = cell {
      (groups, isStrict) = (groupsByNumber[number.bitPattern], false)
    } else {
      (groups, isStrict) = (groupsByWord[cell], true)
    }
    // Where only one call gave the number, nothing else can have.
    if !isStrict, groups?.count == 1, let only = groups?.first?.only { return only }
    var best: CallGroup.Match?
    for group in groups ?? [] {
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
