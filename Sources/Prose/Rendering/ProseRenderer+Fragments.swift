import Catalog
import Markup

extension ProseRenderer {
  /// Makes the table of a block, or takes that of an earlier page where all that it was made of is
  /// the same.
  func table(
    of result: QueryResult, _ block: QueryBlock, _ form: Form, _ sorting: TableSorting?,
    id: String, workings: String?, into rendered: inout RenderedProse
  ) -> (table: RenderedTable, fragment: TableFragment?) {
    let key =
      sorting == nil && rendered.workings.asked.isEmpty
      ? result.shared.map {
        FragmentMemo.Key(answer: $0, form: form.span, id: id, workings: workings)
      } : nil
    if let key, let known = fragments[key], known.links.stand(findDerivation, log: log) {
      rendered.workings.adopt(known.answers)
      fragments.note(known, in: rendered.workings)
      return (known.table, known)
    }
    let faults = ResultCheck(result: result, catalog: database.catalog)
      .faults(at: block.sqlText.span)
    rendered.diagnostics += faults
    let recorder = LinkRecorder()
    let inner = recording(recorder)
    let builder = TableBuilder(
      result: result, catalog: database.catalog, recordPage: inner.recordPage,
      staleFact: { row, column in
        block.isHistory
          ? nil : database.staleFact(in: result, row: row, column: column, log: inner.log)
      })
    var table = builder.build(block, id: id, workings: workings) { origin in
      inner.link(to: origin, workings: workings, into: &rendered.workings)
    }
    sorting?.apply(to: &table)
    take(inner.log, noting: recorder)
    guard let key, faults.isEmpty, !recorder.isOfOnePage else { return (table, nil) }
    let fragment = TableFragment(
      table: table, answers: rendered.workings.asked, links: recorder.asked)
    fragments[key] = fragment
    fragments.note(fragment, in: rendered.workings)
    return (table, fragment)
  }

  /// Returns the HTML of a table, which is written once for each fragment.
  func html(of table: RenderedTable, _ fragment: TableFragment?) -> String {
    if let html = fragment?.html { return html }
    let html = TableHTML.html(of: table)
    fragment?.html = html
    return html
  }

  /// Returns the list of what the engine answered on a page.
  func answersHTML(of workings: Workings) -> String {
    guard !workings.answers.isEmpty else { return "" }
    let fragment = fragments.fragment(of: workings)
    if let (html, links) = fragment?.answersHTML, links.stand(findDerivation, log: log) {
      return html
    }
    let recorder = LinkRecorder()
    let inner = recording(recorder)
    let html = AnswersHTML(
      workings: workings, words: WorkingsWords(database, log: inner.log),
      derivation: inner.derivationPage
    ).html
    take(inner.log, noting: recorder)
    fragment?.answersHTML = (html, recorder.asked)
    return html
  }

  /// Returns the list of the functions that the queries of a page call, which many pages have in common.
  func functionsHTML(of workings: Workings) -> String {
    fragments.list(ofFunctions: workings.functions) {
      WorkingsHTML.list(of: WorkingsWords(database).functions(of: workings))
    }
  }

  /// Takes note of what was read for a fragment. It becomes a group when another page reads the same.
  private func take(_ inner: ReadLog, noting recorder: LinkRecorder) {
    let reads = inner.unordered
    recorder.asked.reads = ReadGroup(reads)
    log.note(reads)
  }

  /// Returns a renderer that tells `recorder` what it asks for, with a log of its own for what it
  /// reads besides.
  private func recording(_ recorder: LinkRecorder) -> ProseRenderer {
    var inner = self
    inner.log = ReadLog()
    inner.recorder = recorder
    inner.recordPage = { record in
      recorder.isOfOnePage = true
      return recordPage(record)
    }
    return inner
  }
}
