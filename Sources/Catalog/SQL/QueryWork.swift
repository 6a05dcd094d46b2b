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
  }

  /// What a function of the query reported.
  struct Fault: Sendable {
    var error: QueryError
    var function: String
  }

  private struct State {
    /// What functions look up, once one is called.
    var lookups: ReadLog?
    var fault: Fault?
    var calls: [EngineCall] = []
    var steps = 0
    var overrun: Overrun?
  }

  /// How many instructions pass between two looks at the limits.
  static let stepsPerTick = 1000
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

  func begin() { state.withLock { $0 = State() } }

  func end() {
    state.withLock { state in
      state.lookups = nil
      state.calls = []
    }
  }

  /// What functions gave in this query.
  var calls: [EngineCall] { state.withLock { $0.calls } }

  /// The records that functions looked up in this query, sorted; `*` stands for a whole table.
  var records: [RecordName] {
    guard let lookups = state.withLock({ $0.lookups }) else { return [] }
    return lookups.unordered.compactMap { read in
      switch read {
      case .record(let table, let id): RecordName(table: table, id: id)
      case .table(let table): RecordName(table: table, id: "*")
      default: nil
      }
    }.sorted { ($0.table, $0.id) < ($1.table, $1.id) }
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
      return state.overrun != nil
    }
  }

  private func charge(_ steps: Int, to state: inout State) {
    state.steps += steps
    if state.steps > limits.steps { state.overrun = .steps(limits.steps) }
  }

  /// Returns `function` as SQLite takes it.
  func function(_ function: SQLFunction, argumentCount: Int) -> DatabaseFunction {
    DatabaseFunction(function.name, argumentCount: argumentCount, pure: true) { values in
      let arguments = try values.map { value throws in
        do throws(CellStorage.Unprintable) {
          return try CellStorage.cell(of: value)
        } catch {
          let fault = QueryError("the function '\(function.name)' is given \(error.words)")
          self.note(fault, of: function.name)
          throw fault
        }
      }
      let (log, isOver) = self.state.withLock { state in
        self.charge(Self.stepsPerCall, to: &state)
        let log = state.lookups ?? ReadLog()
        state.lookups = log
        return (log, state.overrun != nil)
      }
      // What the query did too much of is told by `overrun`.
      guard !isOver else { throw QueryError("the query does too much") }
      do throws(QueryError) {
        let result = try function.body(arguments, log)
        self.note(result, of: function, arguments)
        return CellStorage.value(of: result)
      } catch {
        self.note(error, of: function.name)
        throw error
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

  /// Keeps what a call gave, so that figures of the result can be led back to it.
  private func note(_ result: Cell, of function: SQLFunction, _ arguments: [Cell]) {
    guard result != .notStated, result != .notApplicable else { return }
    let call = EngineCall(
      function: function.name, parameters: function.parameters, arguments: arguments,
      result: result)
    state.withLock { $0.calls.append(call) }
  }

  /// Keeps the first fault: later ones follow from it.
  private func note(_ error: QueryError, of function: String) {
    state.withLock { $0.fault = $0.fault ?? Fault(error: error, function: function) }
  }
}
