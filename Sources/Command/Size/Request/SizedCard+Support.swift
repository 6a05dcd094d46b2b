import Catalog
import Diagnostics
import Sizing

extension [SizedCard] {
  /// Refuses cards of several makers where one process must use all of them: PyTorch is built for one
  /// toolkit.
  func checkToolkits(for runtime: Runtime) throws(DiagnosticError) {
    guard let one = first, let other = first(where: { $0.toolkit != one.toolkit }) else { return }
    throw DiagnosticError(
      "unsupported-option",
      "\(one.name) needs \(one.toolkit.name) and \(other.name) needs \(other.toolkit.name), but a "
        + "build of \(runtime.rawValue) has one of them",
      help: ["name cards of one maker, or leave --runtime out for llama.cpp"])
  }

  /// Refuses what vLLM's documentation has as not supported: generations of cards, and formats on a maker's
  /// cards.
  func checkSupport(
    of formats: [CheckpointFormat], by runtime: Runtime
  ) throws(DiagnosticError) {
    guard runtime == .vllm, let toolkit = first?.toolkit else { return }
    if let card = first(where: { !$0.isListedByVLLM }) {
      throw DiagnosticError(
        "unsupported-option",
        "\(card.name) is of \(card.architecture), which vLLM's documentation does not list",
        help: [
          "it lists AMD's CDNA 2, 3 and 4, RDNA 3 on Navi 31 and 32, RDNA 3.5 and 4, and NVIDIA's from "
            + "compute capability 7.5",
          "name another card, or leave --runtime out for llama.cpp",
        ])
    }
    guard let format = formats.first(where: { !$0.isSupported(byVLLMWith: toolkit) }) else {
      return
    }
    let names = CheckpointFormat.allCases.filter { $0.isSupported(byVLLMWith: toolkit) }
      .map { "\($0.name)" }
    throw DiagnosticError(
      "unsupported-option",
      "vLLM's documentation has \(format.name) as not supported on cards of \(toolkit.maker)",
      help: ["formats that it does not rule out there are " + names.joined(separator: ", ")])
  }
}

extension SizedCard {
  /// What its kernels are built with.
  fileprivate var toolkit: Toolkit { card.backend.toolkit }
}
