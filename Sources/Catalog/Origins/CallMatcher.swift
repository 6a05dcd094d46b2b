/// Finds which call of the engine a figure of a result came from, by its value.
///
/// A number that equals what a call gave bit by bit came from it, whatever tables expressions,
/// subqueries and unions lie between. Where several calls gave the same number, the one whose
/// record the row names counts, then the one that the column's name suggests, then the one whose
/// other arguments stand in the row; what is still equal is settled by the order of the text, so
/// that the answer depends on nothing but the query.
struct CallMatcher {
  private let callsByNumber: [UInt64: [EngineCall]]
  private let callsByWord: [Cell: [EngineCall]]
  private let names: CatalogNames
  private let arguments: [Cell]

  /// - Parameters:
  ///   - calls: What the query asked of the engine, in any order and as often as it did.
  ///   - names: Looks up how records are called.
  ///   - arguments: The values of the query's parameters: a page's record stands in every row.
  init(_ calls: [EngineCall], names: CatalogNames, arguments: [Cell]) {
    var numbers: [UInt64: [EngineCall]] = [:]
    var words: [Cell: [EngineCall]] = [:]
    for call in calls {
      switch call.result {
      case .decimal(let number): numbers[number.bitPattern, default: []].append(call)
      case .integer, .text: words[call.result, default: []].append(call)
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
  func call(giving cell: Cell, in column: String, of row: [Cell]) -> EngineCall? {
    if case .decimal(let number) = cell {
      return best(callsByNumber[number.bitPattern] ?? [], in: column, of: row)
    }
    let calls = (callsByWord[cell] ?? []).filter { call in
      call.records.allSatisfy { isNamed($0, in: row) } && (suggestion(of: call, by: column) > 0)
    }
    return best(calls, in: column, of: row)
  }

  private func best(_ calls: [EngineCall], in column: String, of row: [Cell]) -> EngineCall? {
    guard calls.count > 1 else { return calls.first }
    return Set(calls).map { (rank: rank(of: $0, in: column, of: row), text: $0.text, call: $0) }
      .max { ($0.rank, $1.text) < ($1.rank, $0.text) }?.call
  }

  private func rank(of call: EngineCall, in column: String, of row: [Cell]) -> Int {
    let records = call.records.count { isNamed($0, in: row) }
    let others = call.arguments.count { row.contains($0) }
    return 1000 * records + 100 * suggestion(of: call, by: column) + others
  }

  /// How many words a column's name and a function's name share, units aside.
  private func suggestion(of call: EngineCall, by column: String) -> Int {
    Self.words(of: call.function).intersection(Self.words(of: column)).count
  }

  private static func words(of name: String) -> Set<Substring> {
    let bare = Unit(columnName: name).map { name.dropLast($0.rawValue.utf8.count + 1) } ?? name[...]
    var words = Set(bare.split(separator: "_"))
    // What content calls these: a longest context, devices needed.
    if words.contains("largest") || words.contains("longest") { words.insert("context") }
    if words.contains("needed") { words.insert("gpus") }
    if words.contains("cache") { words.insert("kv") }
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
