import Foundation

/// Asks for many addresses: several hosts at once, those of one host one after the other.
struct LinkRound: Sendable {
  let probe: LinkProbe
  /// How many hosts are asked at once.
  var width = 8
  /// The seconds between two requests to one host.
  var pause = 1.0

  /// Asks for the addresses; `progress` is told after each.
  func answers(
    to addresses: [String], progress: @escaping @Sendable (_ done: Int) -> Void = { _ in }
  ) async -> [String: LinkAnswer] {
    let hosts = Dictionary(grouping: addresses, by: Self.host).sorted { $0.key < $1.key }
      .map(\.value)
    return await withTaskGroup(of: [(String, LinkAnswer)].self) { group in
      var answers: [String: LinkAnswer] = [:]
      var next = hosts.makeIterator()
      func start() {
        guard let addresses = next.next() else { return }
        group.addTask { await ask(addresses) }
      }
      for _ in 0..<max(1, width) { start() }
      for await found in group {
        for (address, answer) in found { answers[address] = answer }
        progress(answers.count)
        start()
      }
      return answers
    }
  }

  private func ask(_ addresses: [String]) async -> [(String, LinkAnswer)] {
    var answers: [(String, LinkAnswer)] = []
    for address in addresses.sorted() {
      // A round that is cancelled gives what it has.
      if !answers.isEmpty, pause > 0 { try? await Task.sleep(for: .seconds(pause)) }
      guard !Task.isCancelled else { break }
      answers.append((address, await probe.ask(address)))
    }
    return answers
  }

  /// The host and port of an address.
  static func host(of address: String) -> String {
    let rest = address.drop { $0 != ":" }.dropFirst(3)
    return rest.prefix { $0 != "/" && $0 != "?" }.lowercased()
  }
}
