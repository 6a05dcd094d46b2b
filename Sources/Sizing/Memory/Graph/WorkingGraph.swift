/// The operators of a forward pass in the order they run, with the sizes of their results.
///
/// Enough of a graph to find how much memory its results take: which operator reads which result,
/// which results are views of others, and which operators may write over their operand.
struct WorkingGraph {
  /// A result of the graph, by its place in the order.
  typealias ResultID = Int

  /// No result.
  static let none: ResultID = -1

  /// One operator and its result.
  struct Operator {
    /// Bytes of the result.
    let size: Int64
    /// The result that this one is a view of, or the result itself.
    let root: ResultID
    /// Results that are read.
    let operands: (ResultID, ResultID)
    /// Whether the result may take the place of an operand of the same size that dies here.
    let reusesOperand: Bool
    /// Whether the result lives outside the buffer, as the cache does.
    let isOutside: Bool
    /// Whether the result is never freed.
    var isKept: Bool
  }

  private(set) var operators: [Operator] = []
  /// Bytes that are taken before all others and never freed.
  private(set) var reserved: Int64 = 0
  /// The first operator behind the blocks: the last norm, which the logits are made from.
  private(set) var headStart: ResultID?

  init() {
    operators.reserveCapacity(384)
  }

  /// Reserves bytes for the whole pass.
  mutating func reserve(_ bytes: Int64) { reserved += bytes }

  /// Adds something that is in the buffer from the start.
  mutating func input(_ size: Int64, isKept: Bool) -> ResultID {
    append(size, Self.none, Self.none, isKept: isKept)
  }

  /// Adds an operator and returns its result.
  ///
  /// - Parameters:
  ///   - size: Bytes of the result.
  ///   - first: The first result that is read.
  ///   - second: The second, or none.
  ///   - reuses: Whether the result may be written over an operand.
  /// - Returns: The result.
  @discardableResult
  mutating func add(
    _ size: Int64, _ first: ResultID, _ second: ResultID = none, reuses: Bool = false
  ) -> ResultID {
    append(size, first, second, reuses: reuses)
  }

  /// Adds a view of a result: other dimensions, or a part.
  mutating func view(_ source: ResultID, size: Int64? = nil) -> ResultID {
    let whole = operators[source]
    operators.append(
      Operator(
        size: size ?? whole.size, root: whole.root, operands: (source, Self.none),
        reusesOperand: false, isOutside: false, isKept: false))
    return operators.count - 1
  }

  /// Adds the writing of a result to the cache at places that a second one tells.
  mutating func store(_ source: ResultID, _ places: ResultID) {
    operators.append(
      Operator(
        size: 0, root: operators.count, operands: (source, places), reusesOperand: false,
        isOutside: true, isKept: false))
  }

  /// Keeps a result to the end of the pass.
  mutating func keep(_ result: ResultID) {
    operators[operators[result].root].isKept = true
  }

  /// Marks that what follows makes the logits.
  mutating func beginHead() { headStart = operators.count }

  private mutating func append(
    _ size: Int64, _ first: ResultID, _ second: ResultID, reuses: Bool = false,
    isKept: Bool = false
  ) -> ResultID {
    operators.append(
      Operator(
        size: size, root: operators.count, operands: (first, second), reusesOperand: reuses,
        isOutside: false, isKept: isKept))
    return operators.count - 1
  }
}
