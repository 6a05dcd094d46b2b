/// Calls of one function with the same number of arguments that gave the same.
///
/// A row is held against them by looking up what it says, not by going through them: a table whose
/// every row makes a call of its own takes time in proportion to its rows.
final class CallGroup {
  /// How well a call agrees with a row.
  struct Match {
    var call: EngineCall
    var rank: Int

    /// Whether this call is to be taken rather than another.
    func beats(_ other: Match) -> Bool {
      rank > other.rank || rank == other.rank && call.text < other.call.text
    }
  }

  /// What the row says of one argument.
  private typealias Said = [(value: Cell, weight: Int)]

  /// A record that the row names weighs more than any number of other words.
  static let weightOfRecord = 1000
  /// A row of more words that could all be the same argument says too little to look further.
  private static let mostWords = 8

  let function: String
  /// How many arguments the calls have.
  var width: Int { tables.count }
  private var calls: Set<EngineCall> = []
  private let tables: [String?]
  /// The values of each argument.
  private lazy var values = tables.indices.map { place in Set(calls.map { $0.arguments[place] }) }
  /// The ids of the records of each argument, by their names.
  private lazy var idsByName: [[Cell: [Cell]]] = tables.indices.map { place in
    guard let table = tables[place] else { return [:] }
    return Dictionary(grouping: values[place].sorted { ($0.text ?? "") < ($1.text ?? "") }) { id in
      id.text.flatMap { names.name(ofRecord: $0, in: table) } ?? .notStated
    }
  }
  /// For each choice of arguments the first call, by its text, with certain values of them.
  private var indexes: [Int: [[Cell]: EngineCall]] = [:]
  private let names: CatalogNames

  /// Makes a group without calls for those like `call`.
  init(like call: EngineCall, names: CatalogNames) {
    function = call.function
    tables = call.parameters.prefix(call.arguments.count).map(EngineCall.table(ofParameter:))
    self.names = names
  }

  func add(_ call: EngineCall) { calls.insert(call) }

  /// The call, where there is no other: nearly every number was given by one call alone.
  var only: EngineCall? { calls.count == 1 ? calls.first : nil }

  /// Returns the call that agrees best with a row.
  ///
  /// - Parameters:
  ///   - row: The cells of the row.
  ///   - arguments: The values of the query's parameters, which stand in every row.
  ///   - isStrict: Whether the row must name every record of the call.
  /// - Returns: The call and how well it agrees, or `nil` where none does.
  func match(_ row: [Cell], _ arguments: [Cell], isStrict: Bool) -> Match? {
    if let only { return match(only, row, arguments, isStrict: isStrict) }
    let said = tables.indices.map { words(of: $0, row, arguments) }
    let places = said.indices.filter { !said[$0].isEmpty }
    if isStrict, tables.indices.contains(where: { tables[$0] != nil && said[$0].isEmpty }) {
      return nil
    }
    var best: Match?
    for choice in choices(of: places, said) {
      if let best, choice.highest < best.rank { break }
      if isStrict,
        tables.indices.contains(where: { tables[$0] != nil && choice.mask & 1 << $0 == 0 })
      {
        continue
      }
      guard let found = first(choice.mask, said) else { continue }
      if best.map(found.beats) ?? true { best = found }
    }
    return best
  }

  /// Returns how well a call agrees with a row, without an index.
  private func match(
    _ call: EngineCall, _ row: [Cell], _ arguments: [Cell], isStrict: Bool
  ) -> Match? {
    var rank = 0
    for (table, value) in zip(tables, call.arguments) {
      let stands = row.contains(value)
      if stands || table.map({ names(value, in: $0, row, arguments) }) ?? false {
        rank += (table == nil ? 0 : Self.weightOfRecord) + (stands ? 1 : 0)
      } else if isStrict, table != nil {
        return nil
      }
    }
    return Match(call: call, rank: rank)
  }

  /// Whether a parameter is the id of a record, or the row has its name.
  private func names(
    _ id: Cell, in table: String, _ row: [Cell], _ arguments: [Cell]
  ) -> Bool {
    guard !arguments.contains(id) else { return true }
    guard let name = id.text.flatMap({ names.name(ofRecord: $0, in: table) }) else { return false }
    return name != .notStated && row.contains(name)
  }

  /// Returns which values of an argument the row names, with what each weighs.
  private func words(of place: Int, _ row: [Cell], _ arguments: [Cell]) -> Said {
    var said: Said = []
    func add(_ value: Cell) {
      guard said.count < Self.mostWords, !said.contains(where: { $0.value == value }) else {
        return
      }
      let record = tables[place] == nil ? 0 : Self.weightOfRecord
      said.append((value, record + (row.contains(value) ? 1 : 0)))
    }
    for cell in row where values[place].contains(cell) { add(cell) }
    guard tables[place] != nil else { return said }
    for cell in arguments where values[place].contains(cell) { add(cell) }
    for cell in row where cell != .notStated {
      for id in idsByName[place][cell] ?? [] { add(id) }
    }
    return said
  }

  /// Returns the choices of arguments, as bits, with the highest rank that each can give, best first.
  private func choices(of places: [Int], _ said: [Said]) -> [(mask: Int, highest: Int)] {
    var choices = [(mask: 0, highest: 0)]
    for place in places {
      let weight = said[place].map(\.weight).max() ?? 0
      choices += choices.map { ($0.mask | 1 << place, $0.highest + weight) }
    }
    return choices.sorted { ($1.highest, $0.mask) < ($0.highest, $1.mask) }
  }

  /// Returns the best call whose chosen arguments all stand in the row.
  private func first(_ mask: Int, _ said: [Said]) -> Match? {
    let index = index(mask)
    var keys: [(values: [Cell], rank: Int)] = [([], 0)]
    for place in tables.indices where mask & 1 << place != 0 {
      keys = keys.flatMap { key in
        said[place].map { (key.values + [$0.value], key.rank + $0.weight) }
      }
    }
    var best: Match?
    for key in keys {
      guard let call = index[key.values] else { continue }
      let found = Match(call: call, rank: key.rank)
      if best.map(found.beats) ?? true { best = found }
    }
    return best
  }

  private func index(_ mask: Int) -> [[Cell]: EngineCall] {
    if let known = indexes[mask] { return known }
    var index: [[Cell]: EngineCall] = [:]
    for call in calls {
      let key = tables.indices.filter { mask & 1 << $0 != 0 }.map { call.arguments[$0] }
      if let other = index[key], other.text <= call.text { continue }
      index[key] = call
    }
    indexes[mask] = index
    return index
  }
}
