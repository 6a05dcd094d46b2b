import Sizing

/// A bar that shows how the parts of a ledger share a card.
struct MemoryBar: Sendable {
  private struct Part {
    var bytes: Int64
    var mark: Character
    var style: TextStyle
  }

  private static let width = 56

  private let parts: [Part]
  private let usable: Int64
  private let need: Int64

  init(_ ledger: CardLedger) {
    parts = [
      Part(bytes: ledger.weights + ledger.added.weights, mark: "█", style: .blue),
      Part(bytes: ledger.cache + ledger.added.draftCache, mark: "▓", style: .cyan),
      Part(bytes: ledger.compute + ledger.added.draftCompute, mark: "▒", style: .magenta),
      Part(bytes: ledger.overhead.mid, mark: "░", style: .caution),
    ]
    usable = ledger.card.usableBytes
    need = ledger.need
  }

  /// Returns the bar: filled up to the need, free space as dots, and the card's end as `┃` where
  /// the need goes beyond it.
  func render(colors: Bool) -> String {
    let scale = Double(Self.width) / Double(max(usable, need))
    let end = Int((Double(usable) * scale).rounded())
    var text = ""
    var column = 0
    var sum: Int64 = 0
    for part in parts {
      sum += part.bytes
      let until = Int((Double(sum) * scale).rounded())
      text += segment(column, until, part.mark, part.style, end: end, colors)
      column = max(column, until)
    }
    text += segment(column, Self.width, "·", .dim, end: end, colors)
    return text
  }

  /// The share of the card that is used, in percent, rounded up so that 100 is never too good.
  var percent: Int64 { (need * 100 + usable - 1) / usable }

  /// What the marks mean.
  static func legend(colors: Bool) -> String {
    let items: [(String, TextStyle, String)] = [
      ("█", .blue, "weights"), ("▓", .cyan, "KV cache"), ("▒", .magenta, "compute"),
      ("░", .caution, "runtime"), ("·", .dim, "free"),
    ]
    return items.map { $1.paint($0, colors) + " " + $2 }.joined(separator: "  ")
  }

  private func segment(
    _ start: Int, _ until: Int, _ mark: Character, _ style: TextStyle, end: Int, _ colors: Bool
  ) -> String {
    guard start < until else { return "" }
    guard need > usable, (start..<until).contains(end) else {
      return style.paint(String(repeating: mark, count: until - start), colors)
    }
    return style.paint(String(repeating: mark, count: end - start), colors)
      + TextStyle.bad.paint("┃", colors)
      + style.paint(String(repeating: mark, count: until - end - 1), colors)
  }
}
