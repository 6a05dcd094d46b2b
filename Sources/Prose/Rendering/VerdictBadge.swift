import Catalog
import Markup

/// The mark of a verdict: a word with a class for its colour and sign.
struct VerdictBadge {
  let html: String

  /// Makes a badge when the column holds verdicts and the cell is one.
  init?(_ cell: Cell, column: String) {
    guard column == "verdict" || column.hasSuffix("_verdict"), let word = cell.text else {
      return nil
    }
    let kind: String
    switch word {
    case "fits": kind = "fits"
    case "tight": kind = "tight"
    case "does not fit": kind = "no"
    default: return nil
    }
    html = "<span class=\"verdict verdict-\(kind)\">\(HTMLEscape.text(word))</span>"
  }
}
