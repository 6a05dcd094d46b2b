import ArgumentParser
import Sizing

/// What an option takes, and with it the cell of a file of cases that means the same.
struct AcceptedValue<Value: Sendable>: Sendable {
  /// What is taken, in words that stand behind `expected`: `a whole number from 1 to 256`.
  let words: String
  /// Reads a text; `nil` for what is not taken.
  let read: @Sendable (String) -> Value?

  /// Reads the text of an option, or says what the option takes.
  @Sendable func argument(_ text: String) throws -> Value {
    guard let value = read(text) else { throw ValidationError("expected \(words)") }
    return value
  }
}

/// What options and cells take, each with its bounds.
enum Accepted {
  static let context = whole(1...LoadSettings.contextBound)
  static let batch = whole(1...LoadSettings.microBatchBound)

  /// Requests at a time that a program takes.
  static func slots(_ runtime: Runtime) -> AcceptedValue<Int64> {
    whole(1...(runtime == .llamaCpp ? LoadSettings.slotBound : RuntimeSettings.sequenceBound))
  }

  /// Tokens that a program computes at once.
  static func microBatch(_ runtime: Runtime) -> AcceptedValue<Int64> {
    whole(1...(runtime == .llamaCpp ? LoadSettings.microBatchBound : VLLMSettings.batchBound))
  }

  static let draftTokens = whole(0...DraftModel.tokenBound)
  static let cardCount = whole(1...Int64(GPUSelection.mostCards))
  /// MT/s.
  static let memorySpeed = whole(SizeRequest.memorySpeeds)
  /// GiB.
  static let memorySize = AcceptedValue(
    words: "a number from \(Int(SizeRequest.memorySizes.lowerBound)) to "
      + "\(Int(SizeRequest.memorySizes.upperBound))"
  ) { text in Double(text).flatMap { SizeRequest.memorySizes.contains($0) ? $0 : nil } }
  /// Tokens per second.
  static let userRate = AcceptedValue(words: "a number above 0 and up to 100000") { text in
    Double(text).flatMap { $0 > 0 && $0 <= 100_000 ? $0 : nil }
  }
  static let layers = AcceptedValue(words: "all or a whole number from 0 to \(LayerCount.most)") {
    LayerCount(argument: $0)
  }
  static let split = AcceptedValue(
    words: "default, best, or a share for each card, such as 3,1: from 0 to below 1000000000, "
      + "not all of them 0"
  ) { Split(argument: $0) }
  static let cards = AcceptedValue(
    words: "a card's id, with ':COUNT' for several, up to \(GPUSelection.mostCards)"
  ) { GPUSelection(argument: $0) }
  static let cardNumbers = AcceptedValue(
    words: "numbers of cards from 1 to \(GPUSelection.mostCards), each at most once, such as 1,2"
  ) { CardNumbers(argument: $0) }
  static let processor = AcceptedValue(
    words: "a processor's id, with ':COUNT' for several sockets, up to \(CPUSelection.mostSockets)"
  ) { CPUSelection(argument: $0) }
  static let disk = AcceptedValue(
    words: "a drive's id, or a rate from \(DiskSelection.rates.lowerBound) to "
      + "\(Int(DiskSelection.rates.upperBound)) GB/s"
  ) { DiskSelection(argument: $0) }
  static let draft = AcceptedValue(words: "a model's id, or ID:MIX") {
    DraftSelection(argument: $0)
  }
  static let cacheTypes = AcceptedValue(
    words: "one type for keys and values or KEYS,VALUES, each of "
      + CacheTypes.known.joined(separator: ", ") + "; or fp8"
  ) { CacheTypes(argument: $0) }

  private static func whole(_ range: ClosedRange<Int64>) -> AcceptedValue<Int64> {
    AcceptedValue(words: "a whole number from \(range.lowerBound) to \(range.upperBound)") { text in
      Int64(text).flatMap { range.contains($0) ? $0 : nil }
    }
  }
}
