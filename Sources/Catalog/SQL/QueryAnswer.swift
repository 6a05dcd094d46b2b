/// What a query gave, with where its figures came from.
struct QueryAnswer {
  let rows: [[Cell]]
  let digestOfRows: StableDigest
  let origins: [[FigureOrigin?]]
  /// The records that functions looked up, sorted; `*` as an id stands for a whole table.
  let records: [RecordName]
  /// One digest of the rows and of where their figures came from.
  let digest: StableDigest
  /// The same, as it was found for other parameters.
  var shared: SharedAnswer?

  /// Makes an answer that nothing else has given.
  init(
    rows: [[Cell]], digestOfRows: StableDigest, origins: [[FigureOrigin?]], records: [RecordName]
  ) {
    self.rows = rows
    self.digestOfRows = digestOfRows
    self.origins = origins
    self.records = records
    digest = Self.digest(digestOfRows, origins)
  }

  /// Takes what was found for other parameters.
  init(_ shared: SharedAnswer, digestOfRows: StableDigest) {
    self.digestOfRows = digestOfRows
    rows = shared.rows
    origins = shared.origins
    records = shared.records
    digest = shared.digest
    self.shared = shared
  }

  private static func digest(
    _ digestOfRows: StableDigest, _ origins: [[FigureOrigin?]]
  ) -> StableDigest {
    guard !origins.isEmpty else { return digestOfRows }
    var digest = StableDigest()
    digest.add(digestOfRows.hexadecimal)
    for case let origin? in origins.joined() { origin.add(to: &digest) }
    return digest
  }
}

/// What a query has given for records that are the same in all that it reads of them.
struct RecordAnswers {
  struct Key: Hashable {
    /// Tells a zero from one below zero, which are equal as cells.
    let digest: StableDigest
    let cells: [Cell]

    init(_ cells: [Cell]) {
      self.cells = cells
      digest = cells.reduce(into: StableDigest()) { $0.add($1) }
    }

    func hash(into hasher: inout Hasher) { hasher.combine(digest.folded) }
  }

  private struct Known {
    var answer: QueryAnswer
    /// The texts that the query gave to functions.
    let arguments: Set<Cell>
  }

  /// How many cells are kept: those of some thousand sheets.
  private static let limit = 64_000
  private var known: [Key: Known] = [:]
  private var cellCount = 0

  /// Returns the answer for a record with the id `id`. A call that has the id as an argument, by
  /// another way than the parameter, would be matched to figures in another way.
  ///
  /// From the second record on, what is made of an answer is worth keeping.
  mutating func answer(_ key: Key, for id: Cell) -> QueryAnswer? {
    guard let known = known[key], !known.arguments.contains(id) else { return nil }
    guard known.answer.shared == nil else { return known.answer }
    var answer = known.answer
    answer.shared = SharedAnswer(answer)
    self.known[key]?.answer = answer
    return answer
  }

  /// Keeps the answer for a record with the id `id`, of a query that made `calls`.
  mutating func keep(_ answer: QueryAnswer, _ calls: [EngineCall], for key: Key, _ id: Cell) {
    let arguments = Set(calls.lazy.flatMap(\.arguments).filter { $0.text != nil })
    guard !arguments.contains(id) else { return }
    if cellCount >= Self.limit {
      known.removeAll()
      cellCount = 0
    }
    known[key] = Known(answer: answer, arguments: arguments)
    cellCount += answer.rows.reduce(1) { $0 + $1.count }
  }
}
