import Catalog
import Markup

/// Writes derivations as a list of parts that open, each with an anchor inside it: a browser opens
/// the part that a link leads to.
struct DerivationHTML {
  let derivation: RecordDerivation
  /// Returns the link to a record's page, if it has one.
  let page: (RecordName) -> String?

  var html: String {
    var html = "<div class=\"derivations\">\n"
    if derivation.figures.isEmpty {
      html += "<p>No figure of this record is computed.</p>\n"
    }
    if let worked = derivation.worked {
      html += "<p>Worked out for \(escaped(worked.words)).</p>\n"
    }
    for figure in derivation.figures { write(figure, into: &html) }
    if let worked = derivation.worked {
      html += "<p>\(escaped(worked.others)) <code>\(escaped(worked.command))</code></p>\n"
    }
    writeOrigins(into: &html)
    return html + "</div>"
  }

  private func write(_ figure: FigureDerivation, into html: inout String) {
    html +=
      "<details>\n<summary>\(escaped(figure.title)) <b>\(escaped(figure.text))</b></summary>\n"
    html += "<div id=\"\(escaped(DerivationBlock.anchor(figure.figure)))\">\n"
    if let formula = figure.formula {
      let symbol = figure.symbol.isEmpty ? "" : "<i>\(escaped(figure.symbol))</i> = "
      html += "<p class=\"formula\">\(symbol)\(escaped(formula))</p>\n"
    }
    if !figure.inputs.isEmpty {
      html += "<dl>\n"
      for input in figure.inputs { write(input, into: &html) }
      html += "</dl>\n"
    }
    html += "<p>\(escaped(Self.remarks(on: figure)))</p>\n"
    html += "<p><code>\(escaped(figure.command))</code></p>\n</div>\n</details>\n"
  }

  private func write(_ input: FigureDerivation.Input, into html: inout String) {
    html += "<div><dt>"
    if !input.symbol.isEmpty { html += "<i>\(escaped(input.symbol))</i> " }
    html += escaped(input.label)
    if !input.recordName.isEmpty {
      let name = escaped(input.recordName)
      let href = input.record.flatMap(page)
      html += href.map { ", <a href=\"\(HTMLEscape.href($0))\">\(name)</a>" } ?? ", \(name)"
    }
    html += "</dt><dd>"
    if let figure = input.figure {
      html += "<a href=\"#\(escaped(DerivationBlock.anchor(figure)))\">\(escaped(input.text))</a>"
    } else {
      html += escaped(input.text)
    }
    if let formula = input.formula { html += " <small>= \(escaped(formula))</small>" }
    if let basis = input.basis { html += " <small>\(escaped(basis))</small>" }
    html += "</dd></div>\n"
  }

  /// The value with all digits, how it is rounded, and where the formula comes from, in sentences.
  static func remarks(on figure: FigureDerivation) -> String {
    var text = figure.exact.map { "Exactly \($0), \(figure.rounding)." }
    if text == nil { text = "The value is \(figure.rounding)." }
    let basis = figure.basis.map { " From: \($0)." } ?? ""
    return (text ?? "") + basis
  }

  private func writeOrigins(into html: inout String) {
    guard !derivation.origins.isEmpty else { return }
    html += "<p class=\"derivation-sources\">Inputs come from: "
    html += derivation.origins.map { origin in
      let sources = origin.sources.map(Self.words).joined(separator: "; ")
      return "<b>\(escaped(origin.name))</b>: \(escaped(sources))"
    }.joined(separator: ". ")
    html += ".</p>\n"
  }

  /// A source with the day on which it was read.
  static func words(_ source: RecordDerivation.Source) -> String {
    guard let date = source.accessed else { return source.title }
    return source.title + ", read " + ValueFormat.text(.date(date), unit: nil, style: .prose)
  }

  private func escaped(_ text: String) -> String { HTMLEscape.text(text) }
}
