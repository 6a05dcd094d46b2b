import Catalog
import Diagnostics
import Markup

extension ProseRenderer {
  /// Writes whether a model fits, with its need and margin.
  func fit(_ block: FitBlock, _ form: Form, into rendered: inout RenderedProse) -> String {
    let unknown = [("model", block.model), ("gpu", block.gpu)].compactMap { name, id in
      database.catalog.table(name).flatMap { unknownRecord(id, in: $0) }
    }
    guard unknown.isEmpty else {
      rendered.diagnostics += unknown
      return ""
    }
    let model = RecordName(table: "model", id: block.model.value)
    let gpu = RecordName(table: "gpu", id: block.gpu.value)
    let usual = read("default_quantization", of: model).text ?? ""
    let quantization = block.quantization?.value ?? usual
    let sql = Self.question(block, quantization: quantization)
    guard let result = rows(of: sql, at: { _ in block.span }, into: &rendered),
      let row = result.rows.first, row.count == 3
    else { return "" }
    let query = rendered.workings.add(
      result.question, value: "\(name(of: model)) on \(name(of: gpu))")
    var sentence = FitSentence()
    sentence.verdict(row[0])
    sentence.link(name(of: model), recordPage(model))
    let users = block.users == 1 ? "one user" : "\(block.users) users"
    let each = block.users == 1 ? "" : " each"
    let context = ValueFormat.text(.integer(Int64(block.context)), unit: .tokens, style: .prose)
    sentence.words(" in \(quantization) with \(context)\(each) for \(users)")
    // The need of several cards together is no sum of theirs.
    if block.count == 1, row[1].number != nil {
      sentence.words(" needs ")
      let need = figure(1, of: result, query, block, into: &rendered)
      sentence.figure(need)
    }
    sentence.words(" on \(block.count == 1 ? "one" : String(block.count)) ")
    sentence.link(name(of: gpu), recordPage(gpu))
    guard row[2].number != nil else {
      sentence.words(": the engine does not cover this.")
      return finish(sentence, form, into: &rendered)
    }
    sentence.words(block.count == 1 ? "; the margin is " : "; the margin on the fullest card is ")
    let margin = figure(2, of: result, query, block, into: &rendered)
    sentence.figure(margin)
    sentence.words(".")
    return finish(sentence, form, into: &rendered)
  }

  private func finish(
    _ sentence: FitSentence, _ form: Form, into rendered: inout RenderedProse
  ) -> String {
    rendered.blocks[form.span] = .words(sentence.text)
    return "<p class=\"fit\">\(sentence.html)</p>\n"
  }

  private static func question(_ block: FitBlock, quantization: String) -> String {
    func quoted(_ text: String) -> String { SQLText.literal(.text(text)) }
    let model = quoted(block.model.value)
    let run = "\(model), \(quoted(quantization)), \(block.context), \(block.users)"
    let one = "\(run), \(quoted(block.gpu.value))"
    let place = one + (block.count == 1 ? "" : ", \(block.count)")
    return "select verdict(\(place)) as verdict, need_gib(\(one)) as need_gib, "
      + "margin_gib(\(place)) as margin_gib"
  }

  /// Enters a figure into the page's values, with the link to how it was computed.
  private func figure(
    _ column: Int, of result: QueryResult, _ query: String, _ block: FitBlock,
    into rendered: inout RenderedProse
  ) -> BoundValue {
    let cell = result.rows[0][column]
    let unit = result.columns[column].unit
    let href = result.origin(row: 0, column: column).flatMap {
      link(to: $0, workings: query, into: &rendered.workings)
    }
    let value = BoundValue(
      expression: result.columns[column].name, cell: cell, unit: unit,
      text: ValueFormat.text(cell, unit: unit, style: .prose), span: block.span,
      derivation: href)
    rendered.values.append(value)
    return value
  }
}

/// One sentence as HTML and as plain text.
private struct FitSentence {
  private(set) var html = ""
  private(set) var text = ""

  mutating func verdict(_ cell: Cell) {
    let words = ValueFormat.text(cell, unit: nil, style: .prose)
    html += (VerdictBadge(cell, column: "verdict")?.html ?? HTMLEscape.text(words)) + " "
    text += "\(words): "
  }

  mutating func words(_ words: String) {
    html += HTMLEscape.text(words)
    text += words
  }

  mutating func link(_ words: String, _ href: String?) {
    let escaped = HTMLEscape.text(words)
    html += href.map { "<a href=\"\(HTMLEscape.href($0))\">\(escaped)</a>" } ?? escaped
    text += words
  }

  mutating func figure(_ value: BoundValue) {
    let data = value.html
    html += value.derivation.map { "<a href=\"\(HTMLEscape.href($0))\">\(data)</a>" } ?? data
    text += value.text
  }
}
