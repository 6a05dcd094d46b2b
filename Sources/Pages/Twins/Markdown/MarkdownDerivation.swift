import Catalog
import Prose

/// Derivations of a record as Markdown: a list item for each figure.
struct MarkdownDerivation {
  let derivation: RecordDerivation

  /// The lines, without line breaks.
  var lines: [String] {
    var lines: [String] = []
    if let worked = derivation.worked {
      lines += ["Worked out for \(MarkdownEscape.text(worked.words)).", ""]
    }
    for figure in derivation.figures { lines += item(figure) }
    return lines
  }

  private func item(_ figure: FigureDerivation) -> [String] {
    let symbol = figure.symbol.isEmpty ? "" : figure.symbol + " = "
    let formula = figure.formula.map { ": " + MarkdownEscape.text(symbol + $0) } ?? ""
    let title = MarkdownEscape.text("\(figure.title) \(figure.text)")
    let inputs = figure.inputs.map { "  - " + MarkdownEscape.text($0.words) }
    return ["- **\(title)**\(formula)"] + inputs + ["  - `\(figure.command)`"]
  }
}
