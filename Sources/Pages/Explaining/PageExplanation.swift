import Catalog
import Diagnostics
import Markup
import Prose

/// How what stands at an anchor of a page came about, as text.
package struct PageExplanation {
  private let prose: RenderedProse
  private let words: WorkingsWords
  /// The page's address below the site's root, with a slash at its start.
  private let path: String

  /// Returns the address below the site's root of a link of the page.
  private let address: (String) -> String

  /// Takes a page whose text has been filled in.
  package init(_ draft: PageDraft, of site: Site) {
    prose = draft.prose
    words = WorkingsWords(site.database)
    address = { href in
      let url = PageAddress.absolute(href, from: draft.page.path, settings: site.settings)
      return "/" + url.dropFirst(site.settings.baseURL.count)
    }
    path = "/" + draft.page.path.path
  }

  /// The anchors that have an explanation, in the order of the page.
  package var anchors: [String] {
    prose.headings.map(\.id) + prose.tables.map(\.id)
      + prose.derivations.flatMap { $0.figures.map { DerivationBlock.anchor($0.figure) } }
      + prose.workings.queries.map(\.id) + prose.workings.answers.map(\.id)
  }

  /// Returns the explanation of an anchor, or `nil` where the page has no such anchor.
  package func text(of anchor: String) -> String? {
    for derivation in prose.derivations {
      let figure = derivation.figures.first {
        DerivationBlock.anchor($0.figure) == anchor || $0.figure == anchor
      }
      if let figure { return text(of: figure, in: derivation) }
    }
    if let query = prose.workings.queries.first(where: { $0.id == anchor }) {
      return text(of: query)
    }
    if let answer = prose.workings.answers.first(where: { $0.id == anchor }) {
      return text(of: answer)
    }
    if let table = prose.tables.first(where: { $0.id == anchor }) { return text(of: table) }
    for table in prose.tables {
      if let row = table.rowAnchors.firstIndex(of: anchor) { return text(ofRow: row, in: table) }
    }
    return prose.headings.first { $0.id == anchor }.map(text(of:))
  }

  // MARK: Figures of a record

  private func text(of figure: FigureDerivation, in derivation: RecordDerivation) -> String {
    var text = "\(derivation.name): \(figure.title) \(figure.text)\n"
    if let exact = figure.exact { text += "  exactly \(exact)\n" }
    if let worked = derivation.worked, EngineFigure(rawValue: figure.figure) != nil {
      text += "  worked out for \(worked.words)\n"
    }
    if let formula = figure.formula {
      text += "  \(figure.symbol.isEmpty ? "" : figure.symbol + " = ")\(formula)\n"
    }
    if let basis = figure.basis { text += "  from \(basis)\n" }
    for input in figure.inputs { text += "    \(input.words)\n" }
    if !figure.rounding.isEmpty { text += "  \(figure.rounding)\n" }
    let records = [derivation.record] + figure.inputs.compactMap(\.record)
    for origin in derivation.origins where records.contains(origin.record) {
      for source in origin.sources {
        let read = source.accessed.map { ", read \($0.description)" } ?? ""
        text += "  source of \(origin.name): \(source.title) (\(source.id)\(read))\n"
      }
    }
    return text + "  again: \(figure.command)\n"
  }

  // MARK: Queries and answers

  private func text(of query: Workings.Query) -> String {
    var text = "\(query.title)\n"
    if let target = query.target { text += "  stands at \(path)#\(target)\n" }
    if !query.question.reads.isEmpty { text += "  reads \(query.question.reads)\n" }
    for name in query.question.functions {
      if let function = words.function(name) {
        text += "  \(function.signature): \(function.meaning)\n"
      }
    }
    return text + "  again: \(query.command)\n"
  }

  private func text(of answer: Workings.Answer) -> String {
    let name = words.name(of: answer.subject.model, in: "model")
    return "\(name), \(words.setting(of: answer)): \(words.results(of: answer))\n"
      + "  every step: \(words.command(for: answer))\n"
  }

  // MARK: Tables

  private func text(of table: RenderedTable) -> String {
    var text = "\(table.caption): \(table.rows.count) rows\n"
    if let note = table.note { text += "  \(note)\n" }
    if let query = prose.workings.queries.first(where: { $0.id == table.workings }) {
      text += self.text(of: query).split(separator: "\n").dropFirst().map { "\($0)\n" }.joined()
    }
    let rows = table.rowAnchors.compactMap(\.self)
    if let first = rows.first { text += "  its rows: \(path)#\(first) and so on\n" }
    return text
  }

  private func text(ofRow row: Int, in table: RenderedTable) -> String {
    var text = "\(table.caption)\n"
    for (column, entry) in zip(table.columns, table.rows[row]) {
      text += "  \(column.label): "
      text += table.text(entry, in: column, style: .prose)
      if let record = entry.record { text += " (\(record.table).\(record.id))" }
      if let derivation = entry.derivation { text += "  \(how(derivation))" }
      text += "\n"
    }
    return text
  }

  /// Where a figure was computed: the answer of the engine, or the way to it.
  private func how(_ link: String) -> String {
    guard link.hasPrefix("#") else { return "see \(address(link))" }
    let anchor = String(link.dropFirst())
    if let answer = prose.workings.answers.first(where: { $0.id == anchor }) {
      return "= \(words.command(for: answer))"
    }
    return "by the query, see \(path)#\(anchor)"
  }

  // MARK: Sections

  private func text(of heading: Heading) -> String {
    var text = "\(heading.text)\n"
    let claims = prose.claims.filter { $0.section?.id == heading.id }
    for claim in claims {
      text += "  \(claim.holds ? "holds" : "UNDER REVIEW"): “\(claim.sentence)”\n"
      if !claim.evidence.isEmpty { text += "    found: \(claim.evidence)\n" }
      text += "    asks: \(path)#\(claim.workings)\n"
    }
    let next = prose.headings.first {
      heading.span.start < $0.span.start && $0.level <= heading.level
    }
    for value in prose.values
    where heading.span.start < value.span.start
      && (next.map { value.span.start < $0.span.start } ?? true)
    {
      let isQuery = value.expression.contains(where: \.isWhitespace)
      let own = isQuery ? "  what the query gives" : "  a fact of the catalog"
      let how = value.derivation.map { "  \(self.how($0))" } ?? own
      text +=
        "  \(value.text) ← \(value.expression.split(whereSeparator: \.isWhitespace).joined(separator: " "))\n"
      text += "  \(how)\n"
    }
    return text
  }
}
