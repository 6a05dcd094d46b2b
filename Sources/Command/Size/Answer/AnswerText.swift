import Catalog
import Sizing

/// What writes an answer for a terminal: the phrases that all answers are made of.
protocol AnswerText {
  var colors: Bool { get }
}

extension AnswerText {
  func prose(_ value: Double, _ unit: Unit) -> String {
    ValueFormat.text(.decimal(value), unit: unit, style: .prose)
  }

  func prose(_ value: Int64, _ unit: Unit) -> String {
    ValueFormat.text(.integer(value), unit: unit, style: .prose)
  }

  func line(_ parts: [String]) -> String {
    parts.joined(separator: TextStyle.dim.paint(" · ", colors)) + "\n"
  }

  /// The types of keys and values, once where they are the same.
  func cacheTypes(_ keys: CacheType, _ values: CacheType) -> String {
    keys == values ? "\(keys.name)" : "\(keys.name), \(values.name)"
  }

  /// A line for each run of equal cards, with the memory of one.
  func lines(of cards: [SizedCard]) -> String {
    SizedCard.runs(of: cards).map { card, count in
      let basis = card.isMeasured ? "measured" : "assumed"
      let each = count == 1 ? "" : " each"
      let memory = MemoryText.gibibytes(card.card.usableBytes)
      return line([card.name(times: count), "\(memory) addressable\(each) (\(basis))"])
    }.joined()
  }
}
