/// Numbers of cards from 1, separated by commas or semicolons.
struct CardNumbers: Hashable, Sendable {
  let numbers: [Int]

  init?(argument: String) {
    let parts = argument.split(omittingEmptySubsequences: false) { $0 == "," || $0 == ";" }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count, Set(numbers).count == numbers.count,
      numbers.allSatisfy({ (1...GPUSelection.mostCards).contains($0) })
    else { return nil }
    self.numbers = numbers
  }

  /// Places of the cards in a list.
  var indices: [Int] { numbers.map { $0 - 1 } }
}
