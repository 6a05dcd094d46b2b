internal import GRDB
internal import GRDBSQLite
import Synchronization

/// What one query does while SQLite runs it: counts instructions, takes notes for the log, and keeps
/// the faults of functions, which SQLite would turn into bare text.
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
    var log: ReadLog?
    var fault: Fault?
    var ticks = 0
    var overrun: Overrun?
  }

  /// How many instructions pass between two looks at the limits.
  static let stepsPerTick = 1000

  let limits: QueryLimits
  /// Kept here because SQLite keeps this object, in its functions, until a connection is closed.
  private let image: DatabaseImage
  private let state = Mutex(State())

  init(limits: QueryLimits, image: DatabaseImage) {
    self.limits = limits
    self.image = image
  }

  func begin(log: ReadLog?) { state.withLock { $0 = State(log: log) } }

  func end() { state.withLock { $0.log = nil } }

  /// The fault that a function reported in this query.
  var fault: Fault? { state.withLock { $0.fault } }

  /// The limit that this query met.
  var overrun: Overrun? { state.withLock { $0.overrun } }

  /// Counts a tick and tells whether the query must end.
  /// The corresponding C function is `sqlite3_memory_used`.
  func mustStop() -> Bool {
    let memory = Int(sqlite3_memory_used())
    return state.withLock { state in
      state.ticks += 1
      if state.ticks > limits.steps / Self.stepsPerTick { state.overrun = .steps(limits.steps) }
      if memory > limits.memoryBytes { state.overrun = .memory(limits.memoryBytes) }
      return state.overrun != nil
    }
  }

  /// Returns `function` as SQLite takes it.
  func function(_ function: SQLFunction, argumentCount: Int) -> DatabaseFunction {
    DatabaseFunction(function.name, argumentCount: argumentCount, pure: true) { values in
      let arguments = values.map { CellStorage.cell(of: $0, kind: nil) ?? .notStated }
      let log = self.state.withLock { $0.log }
      do throws(QueryError) {
        return CellStorage.value(of: try function.body(arguments, log))
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

  /// Keeps the first fault: later ones follow from it.
  private func note(_ error: QueryError, of function: String) {
    state.withLock { $0.fault = $0.fault ?? Fault(error: error, function: function) }
  }
}
