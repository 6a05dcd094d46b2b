import Diagnostics
import Foundation
import Preview

/// The wording of what can keep a folder from being served.
enum ServeFaults {
  /// Returns the fault of a folder that holds no site.
  static func missingSite(in folder: String) -> [Diagnostic] {
    guard ServedFolder.onDisk(folder).kind("index.html") != .file else { return [] }
    return [
      Diagnostic(
        "nothing-to-serve", "'\(folder)' holds no index.html", at: nil,
        help: ["build the site first: rigbook build"])
    ]
  }

  /// Returns the warning about an address that others can reach.
  static func openToOthers(_ address: PreviewAddress) -> Diagnostic {
    Diagnostic(
      "open-to-others", .warning,
      "everyone who can reach this machine at '\(address.text)' can read the site", at: nil)
  }

  /// Returns the remark that changes are found by looking for them.
  static func polling(_ fault: WatchFault) -> Diagnostic {
    Diagnostic(
      "polling", .information,
      "the system does not tell of changes (\(fault.reason)); all files are looked at instead",
      at: nil)
  }

  /// Returns the warning that there is nothing to compare pages with.
  static func noBaseline(_ error: any Error) -> Diagnostic {
    Diagnostic(
      "no-baseline", .warning,
      "the pages of the last release cannot be kept for a review: \(error.localizedDescription)",
      at: nil, help: ["name a folder that holds them with --against"])
  }

  /// Returns the fault of what keeps a server from running.
  static func diagnostic(_ error: PreviewError) -> Diagnostic {
    switch error {
    case .portInUse(let ports) where ports.count == 1:
      Diagnostic(
        "port-in-use", "port \(ports.lowerBound) is in use", at: nil,
        help: ["name another with --port, or leave it out to take the next free one"])
    case .portInUse(let ports):
      Diagnostic(
        "port-in-use", "every port from \(ports.lowerBound) to \(ports.upperBound) is in use",
        at: nil, help: ["name another with --port"])
    case .unusableAddress(let text):
      Diagnostic("unusable-address", "this machine has no address '\(text)'", at: nil)
    case .refused(let message):
      Diagnostic("cannot-serve", "the system refuses to serve: \(message)", at: nil)
    }
  }
}
