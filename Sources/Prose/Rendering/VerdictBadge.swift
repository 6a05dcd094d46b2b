import Catalog
import Markup

/// The mark of a verdict: a word with a class for its colour and sign.
struct VerdictBadge {
  let html: String

  /// Makes a badge when the column holds verdicts and the cell is one.
  init?(_ cell: Cell, column: String) {
    guard case .text(let word) = cell, let kind = Self.kind(word), Self.isVerdict(column) else {
      return nil
    }
    html = "<span class=\"verdict verdict-\(kind)\">\(HTMLEscape.text(word))</span>"
  }

  /// Whether a column of this name holds verdicts.
  static func isVerdict(_ column: String) -> Bool {
    // Bytes are compared, as this is asked for every column of every query.
    column == "verdict" || column.utf8.suffix(8).elementsEqual("_verdict".utf8)
  }

  /// Returns the class of a verdict, or `nil` for other words.
  static func kind(_ word: String) -> String? {
    switch word {
    case "fits": "fits"
    case "tight": "tight"
    case "does not fit": "no"
    default: nil
    }
  }
}
