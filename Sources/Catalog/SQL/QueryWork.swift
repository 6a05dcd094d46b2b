internal import GRDB
internal import GRDBSQLite
import Synchronization

/// What one query does while SQLite runs it: counts instructions, takes notes for the log, and keeps
/// what functions gave and their faults, which SQLite would turn into bare text.
final class QueryWork: Sendable {
  /// Which limit stopped the query.
  enum Overrun: Hashable, Sendable {
    case steps(Int)
    case memory(Int)
    case seconds(Double)
  }

  /// What a function of the query reported.
  struct Fault: Sendable {
    var error: QueryError
    var function: String
  }

  private struct State {
    /// What functions gave, as far as it is kept for other queries.
    var answers: [FunctionAnswer] = []
    /// What they gave besides, and what they looked up for it.
    var calls: [EngineCall] = []
    var lookups: ReadLog?
    var fault: Fault?
    var steps = 0
    var overrun: Overrun?
    var start = WorkTime.now
    /// What the connection keeps from query to query.
    var memo = FunctionMemo()
    /// The call that is looked up.
    var call = CallKey()
    /// Whether its answer is to be kept.
    var isKept = false

    /// Forgets the query before.
    mutating func begin() {
      fault = nil
      steps = 0
      overrun = nil
      start = .now
      forgetCalls()
    }

    mutating func forgetCalls() {
      answers.removeAll(keepingCapacity: true)
      calls = []
      lookups = nil
    }
  }

  /// How many instructions pass between two looks at the limits.
  ///
  /// A single one can take a second, where it is a function that searches a long text for another.
  static let stepsPerTick = 200
  /// What a call of a function counts in instructions: laying out a plan takes some 50 µs, an
  /// instruction a tenth of one. It also bounds how many calls are kept.
  static let stepsPerCall = 500

  let limits: QueryLimits
  /// Kept here because SQLite keeps this object, in its functions, until a connection is closed.
  private let image: DatabaseImage
  private let state = Mutex(State())

  init(limits: QueryLimits, image: DatabaseImage) {
    self.limits = limits
    self.image = image
  }

  func begin() { state.withLock { $0.begin() } }

  func end() { state.withLock { $0.forgetCalls() } }

  /// What functions gave in this query, in any order.
  var calls: [EngineCall] {
    state.withLock { state in state.answers.compactMap(\.call) + state.calls }
  }

  /// The answers to all calls of this query, or `nil` where some are not kept.
  var answers: [FunctionAnswer]? {
    state.withLock { $0.lookups == nil ? $0.answers : nil }
  }

  /// The records that functions looked up in this query, sorted; `*` stands for a whole table.
  var records: [RecordName] {
    let (answers, lookups) = state.withLock { ($0.answers, $0.lookups) }
    guard !answers.isEmpty || lookups != nil else { return [] }
    var records = Set(lookups.map(Self.records) ?? [])
    for answer in Set(answers) { records.formUnion(answer.records) }
    return records.sorted { ($0.table, $0.id) < ($1.table, $1.id) }
  }

  /// The fault that a function reported in this query.
  var fault: Fault? { state.withLock { $0.fault } }

  /// The limit that this query met.
  var overrun: Overrun? { state.withLock { $0.overrun } }

  /// Counts a tick and tells whether the query must end.
  /// The corresponding C function is `sqlite3_memory_used`.
  func mustStop() -> Bool {
    let memory = Int(sqlite3_memory_used())
    return state.withLock { state in
      charge(Self.stepsPerTick, to: &state)
      if memory > limits.memoryBytes { state.overrun = .memory(limits.memoryBytes) }
      if state.start.computedMore(than: limits.seconds) {
        state.overrun = .seconds(limits.seconds)
      }
      return state.overrun != nil
    }
  }

  private func charge(_ steps: Int, to state: inout State) {
    state.steps += steps
    if state.steps > limits.steps { state.overrun = .steps(limits.steps) }
  }

  /// Counts a call of a function and returns what it gave before, or `nil` where that is not known.
  ///
  /// `write` writes the arguments down, and returns `false` where they are none.
  func known(
    callAt place: Int, _ write: (inout [UInt8]) -> Bool
  ) throws(QueryError) -> FunctionAnswer? {
    let (known, isOver) = state.withLock { state -> (FunctionAnswer?, Bool) in
      charge(Self.stepsPerCall, to: &state)
      guard state.overrun == nil else { return (nil, true) }
      state.call.replace { bytes in
        bytes.append(UInt8(truncatingIfNeeded: place))
        return write(&bytes)
      }
      guard !state.call.bytes.isEmpty, let known = state.memo[state.call] else {
        state.isKept = !state.call.bytes.isEmpty && state.memo.isMadeAgain(state.call)
        return (nil, false)
      }
      state.answers.append(known)
      return (known, false)
    }
    // What the query did too much of is told by `overrun`.
    guard !isOver else { throw QueryError("the query does too much") }
    return known
  }

  /// Makes the call that was looked up last, and keeps what it gives where others may ask for it.
  func answer(_ function: SQLFunction, _ arguments: [Cell]) throws(QueryError) -> Cell {
    let isKept = state.withLock(\.isKept)
    let log = isKept ? ReadLog() : lookups
    do throws(QueryError) {
      let result = try function.body(arguments, log)
      let isFigure = result != .notStated && result != .notApplicable
      let call =
        isFigure
        ? EngineCall(
          function: function.name, parameters: function.parameters, arguments: arguments,
          result: result) : nil
      guard isKept else {
        if let call { state.withLock { $0.calls.append(call) } }
        return result
      }
      let answer = FunctionAnswer(result: result, call: call, records: Self.records(in: log))
      state.withLock { state in
        state.memo.keep(answer, for: state.call)
        state.answers.append(answer)
      }
      return result
    } catch {
      throw noting(error, of: function.name)
    }
  }

  /// What takes notes of the calls of a query that are not kept.
  private var lookups: ReadLog {
    state.withLock { state in
      let log = state.lookups ?? ReadLog()
      state.lookups = log
      return log
    }
  }

  private static func records(in log: ReadLog) -> [RecordName] {
    log.unordered.compactMap { read in
      switch read {
      case .record(let table, let id): RecordName(table: table, id: id)
      case .table(let table): RecordName(table: table, id: "*")
      default: nil
      }
    }
  }

  /// Returns a function that only fails, to stand in the place of one of SQLite's own.
  func refusal(of name: String) -> DatabaseFunction {
    DatabaseFunction(name) { _ in
      let error = QueryError("the function '\(name)' is not allowed")
      self.note(error, of: name)
      throw error
    }
  }

  /// Keeps the first fault: later ones follow from it.
  private func note(_ error: QueryError, of function: String) {
    state.withLock { $0.fault = $0.fault ?? Fault(error: error, function: function) }
  }

  /// Keeps a fault and returns it, to be thrown.
  func noting(_ error: QueryError, of function: String) -> QueryError {
    note(error, of: function)
    return error
  }
}
