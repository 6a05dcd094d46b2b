import Catalog
import Diagnostics

/// What was found for a request, by the runtime it names.
enum SizeOutcome: Sendable {
  /// Under llama.cpp.
  case planned(SizeAnswer)
  /// Under another runtime.
  case served(RuntimeAnswer)
}

extension SizeFinder {
  /// Sizes the model of a request under its runtime.
  func outcome(of request: SizeRequest) throws(DiagnosticError) -> SizeOutcome {
    guard request.runtime == .llamaCpp else {
      return .served(try RuntimeFinder(engine: engine, warnings: warnings).answer(request))
    }
    return .planned(try answer(request))
  }
}
