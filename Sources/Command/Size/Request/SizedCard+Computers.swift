import Catalog
import Diagnostics
import Sizing

extension [SizedCard] {
  /// Refuses a chip that shares its computer's memory where the runtime could not use it so.
  ///
  /// Of those there is one in a computer. Only vLLM spreads a model over several computers, of the same
  /// kind; and its constants here are those of CUDA and ROCm.
  func checkComputers(for runtime: Runtime) throws(DiagnosticError) {
    guard let chip = first(where: \.standsAlone) else { return }
    if runtime == .vllm, contains(where: { $0.card.backend == .metal }) {
      throw DiagnosticError(
        "unsupported-option",
        "vLLM is not sized on chips of Apple: what it takes there is not known",
        help: ["leave --runtime out for llama.cpp, or name other cards"])
    }
    guard count > 1, runtime != .vllm || contains(where: { $0.id != chip.id }) else { return }
    throw DiagnosticError(
      "out-of-range",
      "\(chip.name) is a computer's own chip, which stands alone, but \(count) devices are named",
      help: ["name it once, without a count and without other cards"])
  }
}

extension Split {
  /// The same with the share of each card dealt out equally to the devices that the driver sees in it.
  func over(_ cards: [SizedCard]) -> Split {
    guard case .given(let shares) = self, shares.count == cards.cardCount else { return self }
    var spread: [Float] = []
    for share in shares {
      let devices = cards[spread.count].devices
      spread += Array(repeating: share / Float(devices), count: devices)
    }
    return .given(spread)
  }
}
