import Synchronization

/// A value that nobody makes unless a template asks for it, and that is made once.
package final class DeferredValue: Sendable {
  private enum State {
    case asked(@Sendable () -> TemplateValue)
    case made(TemplateValue)
  }

  private let state: Mutex<State>

  init(_ make: @escaping @Sendable () -> TemplateValue) { state = Mutex(.asked(make)) }

  /// The value. `make` must not ask for this same value.
  var value: TemplateValue {
    state.withLock { state in
      switch state {
      case .made(let value): return value
      case .asked(let make):
        let value = make()
        state = .made(value)
        return value
      }
    }
  }
}
