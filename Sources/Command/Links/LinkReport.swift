import Diagnostics
import Pages

/// Words for what is wrong with links to other sites.
struct LinkReport {
  private(set) var diagnostics: [Diagnostic] = []

  init(_ targets: [ExternalLinks.Target], _ answers: [String: LinkAnswer], isOffline: Bool) {
    let unasked = targets.filter { answers[$0.address] == nil }
    for target in targets {
      guard let answer = answers[target.address], let fault = Self.fault(target, answer) else {
        continue
      }
      diagnostics.append(fault)
    }
    if isOffline, !unasked.isEmpty {
      diagnostics.append(
        Diagnostic(
          "unchecked-link", .warning,
          "\(Counted.text(unasked.count, "link")) to other sites \(unasked.count == 1 ? "was" : "were") never asked for",
          at: unasked[0].places.first, help: ["run 'rigbook links' with a connection"]))
    }
  }

  private static func fault(_ target: ExternalLinks.Target, _ answer: LinkAnswer) -> Diagnostic? {
    let address = "'\(target.address)'"
    var fault: Diagnostic
    switch answer {
    case .found(nil): return nil
    case .found(let place?):
      fault = Diagnostic(
        "moved-link", .information, "\(address) has moved for good to '\(place)'", at: nil,
        help: ["name the new address"])
    case .gone(let status):
      fault = Diagnostic(
        "dead-link", "\(address) is gone: status \(status)", at: nil,
        help: ["name another source, or an archived copy"])
    case .refused(let status):
      fault = Diagnostic(
        "unclear-link", .information,
        "\(address) does not answer programs: status \(status)", at: nil,
        help: ["look at it in a browser"])
    case .failed(let words):
      fault = Diagnostic(
        "failing-link", .warning, "\(address) fails: \(words)", at: nil,
        help: ["ask again later; remove the link if it stays so"])
    case .unreachable(let words):
      fault = Diagnostic(
        "unreachable-link", .warning, "\(address) cannot be reached: \(words)", at: nil,
        help: ["ask again later; remove the link if it stays so"])
    }
    fault.span = target.places.first
    fault.notes = target.places.dropFirst().prefix(3).map { Diagnostic.Note("also here", at: $0) }
    if target.places.count > 4 {
      fault.notes.append(Diagnostic.Note("and at \(target.places.count - 4) more places"))
    }
    return fault
  }
}
