import Synchronization

/// Numbers texts, each text once, so that a record holds it once.
final class NameTable: Sendable {
  private struct State {
    var numbers: [String: Int] = [:]
    var names: [String] = []
  }

  private let state: Mutex<State>

  /// Begins with texts that have their numbers already.
  init(_ names: [String] = []) {
    state = Mutex(
      State(
        numbers: Dictionary(
          names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first }),
        names: names))
  }

  /// Returns the number of a text.
  func number(of name: String) -> Int {
    state.withLock { state in
      if let number = state.numbers[name] { return number }
      let number = state.names.count
      state.numbers[name] = number
      state.names.append(name)
      return number
    }
  }

  /// All texts, in the order of their numbers.
  var names: [String] { state.withLock { $0.names } }
}
