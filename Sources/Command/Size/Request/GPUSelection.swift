/// The value of `--gpu`: a card's id and how many of them, as `ID` or `ID:COUNT`.
struct GPUSelection: Hashable, Sendable {
  /// The most cards that one machine is sized for.
  static let mostCards = 64

  var id: String
  var count: Int

  init(id: String, count: Int) {
    self.id = id
    self.count = count
  }

  init?(argument: String) {
    let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let id = parts.first, !id.isEmpty else { return nil }
    self.id = String(id)
    guard parts.count == 2 else {
      count = 1
      return
    }
    guard let count = Int(parts[1]), (1...Self.mostCards).contains(count) else { return nil }
    self.count = count
  }
}
