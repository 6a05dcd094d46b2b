/// A processor of the catalog, and how many sockets hold one.
struct CPUSelection: Hashable, Sendable {
  /// The most sockets of one machine.
  static let mostSockets = 8

  let id: String
  var sockets = 1

  /// Reads `ID` or `ID:SOCKETS`; `nil` for anything else.
  init?(argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
    guard let id = parts.first, !id.isEmpty, parts.count <= 2 else { return nil }
    self.id = String(id)
    guard parts.count == 2 else { return }
    guard let number = Int(parts[1]), (1...Self.mostSockets).contains(number) else { return nil }
    sockets = number
  }
}
