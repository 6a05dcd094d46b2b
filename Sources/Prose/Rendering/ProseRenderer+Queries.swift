import Catalog
import Diagnostics
import Markup

extension ProseRenderer {
  func table(
    _ query: QuerySource, _ form: Form, into rendered: inout RenderedProse
  ) -> String {
    guard let block = block(of: query, into: &rendered),
      let (table, fragment) = filled(block, form, sorting, into: &rendered)
    else { return "" }
    return html(of: table, fragment)
  }

  func chart(
    _ block: ChartBlock, _ form: Form, into rendered: inout RenderedProse
  ) -> String {
    // What a chart shows, and what it gives room first, does not depend on the order of the page.
    guard let query = self.block(of: block.query, into: &rendered),
      let (table, _) = filled(query, form, nil, into: &rendered)
    else { return "" }
    let (chart, faults) = ChartReader(block: block, query: query, table: table).chart()
    rendered.diagnostics += faults
    return ChartHTML.html(of: chart, table)
  }

  /// Returns the query of a block, from the block itself or from the file that it names.
  private func block(
    of query: QuerySource, into rendered: inout RenderedProse
  ) -> QueryBlock? {
    switch query {
    case .own(let block): return block
    case .named(let name, let header):
      log.note(.asset(NamedQueries.file(of: name.value)))
      if let block = queries[name.value] { return block.saying(header) }
      guard !queries.isFaulty(name.value) else { return nil }
      let near = NearestName.help(for: name.value, among: queries.names)
      rendered.diagnostics.append(
        Diagnostic(
          "unknown-query", "there is no query called '\(name.value)'", at: name.span,
          help: near.isEmpty ? ["named queries are files of \(NamedQueries.folder)"] : near))
      return nil
    }
  }

  /// Runs a block's query, checks its header against the columns, and enters the typed table into
  /// the page; `nil` when the page has none.
  private func filled(
    _ block: QueryBlock, _ form: Form, _ sorting: TableSorting?,
    into rendered: inout RenderedProse
  ) -> (table: RenderedTable, fragment: TableFragment?)? {
    guard let result = rows(of: block.sql, at: block.sqlText, into: &rendered) else { return nil }
    rendered.diagnostics += block.labelFaults(in: result.columns.map(\.name))
    if result.rows.isEmpty, block.isOptional { return nil }
    let id = block.id ?? anchor(for: block.caption.value, of: form.name, among: rendered.tables)
    checkAnchor(id, isOwn: block.id != nil, of: form, into: &rendered)
    if result.rows.isEmpty, block.empty == nil {
      rendered.diagnostics.append(
        Diagnostic(
          "empty-table", "the query gives no rows", at: block.sqlText.span,
          help: [
            "say what an empty \(form.name) means with 'empty: …' in the block's header",
            "or leave it out of the page then, with 'optional: true'",
          ]))
    }
    let workings =
      result.rows.isEmpty
      ? nil
      : rendered.workings.add(result.question, title: block.caption.value, target: id)
    let made = table(
      of: result, block, form, sorting, id: id, workings: workings, into: &rendered)
    reportOverdue(in: made.table, at: block.sqlText.span, into: &rendered)
    rendered.blocks[form.span] = .table(rendered.tables.count)
    rendered.tables.append(made.table)
    return made
  }

  /// Reports an anchor that another table or a heading has.
  func checkAnchor(
    _ id: String, isOwn: Bool, of form: Form, into rendered: inout RenderedProse
  ) {
    if rendered.tables.contains(where: { $0.id == id }) {
      rendered.diagnostics.append(
        Diagnostic(
          "duplicate-id", "another table or chart of the page has the id '\(id)'", at: form.span,
          help: ["give one of them another with 'id: …' in its header"]))
    } else if isOwn, let heading = rendered.headings.first(where: { $0.id == id }) {
      rendered.diagnostics.append(
        Diagnostic(
          "duplicate-id", "a heading of the page has the id '\(id)'", at: form.span,
          notes: [.init("the heading", at: heading.span)],
          help: ["give the \(form.name) another with 'id: …' in its header"]))
    }
  }

  /// Warns of facts of a table that are far too old.
  func reportOverdue(
    in table: RenderedTable, at span: SourceSpan, into rendered: inout RenderedProse
  ) {
    guard let overdue = table.overdue else { return }
    rendered.diagnostics.append(
      StaleFault.diagnostic(overdue.first, count: overdue.count, at: span))
  }

  func anchor(for caption: String, of form: String, among tables: [RenderedTable]) -> String {
    let slug = form + "-" + Anchor.slug(of: caption)
    let taken = Set(tables.map(\.id))
    guard taken.contains(slug) else { return slug }
    var number = 2
    while taken.contains("\(slug)-\(number)") { number += 1 }
    return "\(slug)-\(number)"
  }
}
