import Catalog
import Diagnostics
import Markup

/// A claim whose query was run, before its sentence is looked for.
struct PendingClaim {
  let block: ClaimBlock
  let holds: Bool
  let evidence: String
  let question: QueryResult.Question
}

extension ProseRenderer {
  /// Asks whether a claim holds, and keeps it until the text around it is filled in.
  func ask(_ block: ClaimBlock, into rendered: inout RenderedProse, _ claims: inout [PendingClaim])
  {
    guard
      let result = rows(of: block.sql, at: { block.place(ofByte: $0) }, into: &rendered)
    else { return }
    guard result.rows.count == 1, let answer = Self.answer(result.rows[0][0]) else {
      let found =
        result.rows.count == 1
        ? "its first column is '\(ValueFormat.plain(result.rows[0][0]))'"
        : "it gives \(result.rows.count) rows"
      rendered.diagnostics.append(
        Diagnostic(
          "claim-result", "the query of a claim says yes or no in its first column, but \(found)",
          at: block.place(ofByte: nil),
          help: ["give one row, its first column a comparison: select max(a) < min(b) from …"]))
      return
    }
    guard !result.question.reads.isEmpty || !result.question.functions.isEmpty else {
      rendered.diagnostics.append(
        Diagnostic(
          "vacuous-claim", "the claim asks nothing of the catalog, so nothing could make it false",
          at: block.place(ofByte: nil), help: ["ask for the records that it is about"]))
      return
    }
    let evidence = zip(result.columns, result.rows[0]).dropFirst().map { column, cell in
      Self.words(for: column.label) + " "
        + ValueFormat.text(cell, unit: column.unit, style: .prose)
    }
    claims.append(
      PendingClaim(
        block: block, holds: answer, evidence: evidence.joined(separator: ", "),
        question: result.question))
  }

  /// The label inside a sentence: small, unless it begins with a name such as NVIDIA.
  private static func words(for label: String) -> String {
    let rest = label.dropFirst()
    return rest.first?.isUppercase == true ? label : label.prefix(1).lowercased() + rest
  }

  /// What a cell says: 1 and 0, true and false. What is not stated bears nothing out.
  private static func answer(_ cell: Cell) -> Bool? {
    switch cell {
    case .flag(let value): value
    case .integer(1): true
    case .integer(0), .notStated: false
    default: nil
    }
  }

  /// Finds the sentences of claims in the text, and marks the parts of the page in which one is false.
  func settle(_ claims: [PendingClaim], in rendered: inout RenderedProse) {
    guard !claims.isEmpty else { return }
    var answers = AnswerHTML(rendered.html, headings: rendered.headings)
    for claim in claims {
      let isInFrontMatter = claim.block.sqlText == nil
      let section =
        isInFrontMatter
        ? nil : rendered.headings.last { $0.span.start < claim.block.span.start }
      guard let sentence = sentence(of: claim.block, in: &answers, section, isInFrontMatter) else {
        rendered.diagnostics.append(unsaid(claim.block))
        continue
      }
      let workings = rendered.workings.add(claim.question, value: sentence)
      rendered.claims.append(
        RenderedClaim(
          sentence: sentence, holds: claim.holds, evidence: claim.evidence, section: section,
          workings: workings, span: claim.block.span))
    }
    insertNotices(into: &rendered, answers)
  }

  private func sentence(
    of block: ClaimBlock, in answers: inout AnswerHTML, _ section: Heading?, _ isOfPage: Bool
  ) -> String? {
    switch block.sentence {
    case .verdict: answers.verdict(below: section)
    case .words(let words):
      PlainWords.match(
        words.value, in: isOfPage ? answers.allWords : answers.words(below: section))
    }
  }

  private func unsaid(_ block: ClaimBlock) -> Diagnostic {
    switch block.sentence {
    case .verdict:
      Diagnostic(
        "claim-not-said", "the part of the page opens with no sentence in bold to claim",
        at: block.span, help: ["open it with '**…**' in a paragraph of its own, or write 'says: …'"]
      )
    case .words(let words):
      Diagnostic(
        "claim-not-said", "no sentence of this part of the page reads so", at: words.span,
        help: ["repeat it as it is printed; '…' stands for what the site fills in"])
    }
  }

  /// Puts a notice below the heading of each part in which a claim is false. What stands above the
  /// first heading has none: the page's template says it.
  private func insertNotices(into rendered: inout RenderedProse, _ answers: AnswerHTML) {
    let doubted = rendered.claims.filter { !$0.holds }
    var sections: [Heading] = []
    for case let section? in doubted.map(\.section) where !sections.contains(section) {
      sections.append(section)
    }
    guard !sections.isEmpty else { return }
    rendered.html = answers.inserting(
      sections.map { section in
        let claims = doubted.filter { $0.section == section }
        return (answers.start(below: section), ReviewNotice.html(for: claims))
      })
  }
}
