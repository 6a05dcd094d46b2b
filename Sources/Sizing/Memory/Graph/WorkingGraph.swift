/// The operators of a forward pass in the order they run, with the sizes of their results.
///
/// Enough of a graph to find how much memory its results take: which operator reads which result,
/// which results are views of others, which operators may write over their operand, and which weights
/// and caches they read, by which operators are assigned to devices.
struct WorkingGraph {
  /// A result of the graph, by its place in the order; below `none`, something stored.
  typealias ResultID = Int

  /// No result.
  static let none: ResultID = -1

  /// One operator and its result.
  struct Operator {
    /// Bytes of the result.
    let size: Int64
    /// The result that this one is a view of, or the result itself.
    let root: ResultID
    /// The first of the operands in `edges`.
    let firstEdge: Int
    /// What is read, as a number of operands from `firstEdge` on.
    var edgeCount: Int
    /// Rows of the result, or of the matrix product, by which llama.cpp decides whether weights in
    /// host memory are worth a trip to a card.
    let rows: Int64
    /// The device whose memory holds the result, for results outside the buffers; else -1.
    let home: Int
    /// What sets the operator apart.
    var traits: Traits
  }

  /// What sets an operator apart.
  struct Traits: OptionSet {
    let rawValue: UInt8
    /// The result may take the place of an operand of the same size that dies here.
    static let reusesOperand = Traits(rawValue: 1)
    /// The result lives outside the buffers, as the cache does.
    static let isOutside = Traits(rawValue: 2)
    /// The result is never freed.
    static let isKept = Traits(rawValue: 4)
    /// No operator, but something that is there from the start.
    static let isInput = Traits(rawValue: 8)
    /// The operator runs where its neighbours do, wherever its weights are.
    static let ignoresWeights = Traits(rawValue: 16)
    /// The operator changes its last operand, whose place its result keeps.
    static let writesOperand = Traits(rawValue: 32)
    /// Something that is there from the start on the device of the operator that reads it.
    static let isScratch = Traits(rawValue: 64)
  }

  /// A weight, or a part of the cache.
  struct Stored {
    /// Bytes that a copy of it takes.
    let size: Int64
    /// The device whose memory holds it.
    let home: Int
    /// Whether it is a weight, which draws the operators that read it to its device.
    let isWeight: Bool
  }

  private(set) var operators: [Operator] = []
  /// The operands of all operators, one operator after the other.
  private(set) var edges: [ResultID] = []
  /// The weights and caches that are read.
  private(set) var stored: [Stored] = []
  /// The first operator behind the blocks: the last norm, which the logits are made from.
  private(set) var headStart: ResultID?
  /// Layers that repeat, some of which were left out.
  struct Repeats {
    /// For each repeat that was added: how many operators there were behind it.
    var ends: [Int] = []
    /// What lives on behind each: the residual stream, and what was fetched ahead, if anything.
    var survivors: [(ResultID, ResultID)] = []
    /// How many repeats were left out.
    var leftOut = 0
  }

  /// The layers that repeat, run by run.
  private(set) var repeats: [Repeats] = []
  private var openRepeats = Repeats()

  init() {
    operators.reserveCapacity(1024)
    edges.reserveCapacity(2048)
    stored.reserveCapacity(256)
  }

  /// Adds something that is in host memory from the start.
  mutating func input(_ size: Int64) -> ResultID { append(size, traits: .isInput) }

  /// Names a weight or a part of the cache, to be used as an operand.
  mutating func store(_ size: Int64, home: Int, isWeight: Bool) -> ResultID {
    stored.append(Stored(size: size, home: home, isWeight: isWeight))
    return Self.none - stored.count
  }

  /// The place in `stored` of an operand, or `nil` when it is a result.
  static func storedIndex(_ operand: ResultID) -> Int? { operand < none ? none - operand - 1 : nil }

  /// Adds an operator and returns its result.
  ///
  /// - Parameters:
  ///   - size: Bytes of the result.
  ///   - first: The first operand.
  ///   - second: The second, or none.
  ///   - third: The third, or none.
  ///   - reuses: Whether the result may be written over an operand.
  ///   - rows: Rows that decide about a trip of weights from host memory to a card.
  /// - Returns: The result.
  @discardableResult
  mutating func add(
    _ size: Int64, _ first: ResultID, _ second: ResultID = none, _ third: ResultID = none,
    reuses: Bool = false, rows: Int64 = 0
  ) -> ResultID {
    let result = append(size, traits: reuses ? .reusesOperand : [], rows: rows)
    read(first)
    read(second)
    read(third)
    return result
  }

  /// Adds an operator that runs where its neighbours do, wherever its weights are.
  mutating func addFollower(
    _ size: Int64, _ first: ResultID, _ second: ResultID = none, _ third: ResultID = none,
    _ fourth: ResultID = none, reuses: Bool = false
  ) -> ResultID {
    let result = append(
      size, traits: reuses ? [.reusesOperand, .ignoresWeights] : .ignoresWeights)
    read(first)
    read(second)
    read(third)
    read(fourth)
    return result
  }

  /// Adds an operand to the operator that was added last.
  mutating func read(_ operand: ResultID) {
    guard operand != Self.none else { return }
    edges.append(operand)
    operators[operators.count - 1].edgeCount += 1
  }

  /// Adds a view of a result: other dimensions, or a part.
  mutating func view(_ source: ResultID, size: Int64? = nil) -> ResultID {
    guard source >= 0 else { return source }
    let whole = operators[source]
    operators.append(
      Operator(
        size: size ?? whole.size, root: whole.root, firstEdge: edges.count, edgeCount: 1, rows: 0,
        home: -1, traits: []))
    edges.append(source)
    return operators.count - 1
  }

  /// Adds room that is there from the start where it is read.
  mutating func scratch(_ size: Int64) -> ResultID { append(size, traits: [.isInput, .isScratch]) }

  /// Adds the writing of rows into a result, in place.
  ///
  /// - Parameters:
  ///   - target: What is written to.
  ///   - rows: The rows.
  ///   - places: Where they go.
  /// - Returns: The changed result.
  mutating func write(
    into target: ResultID, _ rows: ResultID, at places: ResultID
  ) -> ResultID {
    let whole = operators[target]
    operators.append(
      Operator(
        size: whole.size, root: whole.root, firstEdge: edges.count, edgeCount: 0, rows: 0, home: -1,
        traits: .writesOperand))
    read(rows)
    read(places)
    read(target)
    return operators.count - 1
  }

  /// Adds the writing of a result to a device's cache at places that a second one tells.
  mutating func write(_ source: ResultID, _ places: ResultID, home: Int) {
    append(0, traits: .isOutside, home: home)
    read(source)
    read(places)
  }

  /// Keeps a result to the end of the pass.
  mutating func keep(_ result: ResultID) {
    operators[operators[result].root].traits.insert(.isKept)
  }

  /// Marks the end of a layer, or of several, that repeats the one before.
  mutating func markRepeat(_ stream: ResultID, _ fetched: ResultID) {
    openRepeats.ends.append(operators.count)
    openRepeats.survivors.append((operators[stream].root, operators[fetched].root))
  }

  /// Ends a run of repeats.
  mutating func endRepeats(leftOut: Int) {
    openRepeats.leftOut = leftOut
    repeats.append(openRepeats)
    openRepeats = Repeats()
  }

  /// Marks that what follows makes the logits.
  mutating func beginHead() { headStart = operators.count }

  @discardableResult
  private mutating func append(
    _ size: Int64, traits: Traits, rows: Int64 = 0, home: Int = -1
  ) -> ResultID {
    operators.append(
      Operator(
        size: size, root: operators.count, firstEdge: edges.count, edgeCount: 0, rows: rows,
        home: home, traits: traits))
    return operators.count - 1
  }
}
