import Catalog
import Diagnostics
import Markup

extension ProseRenderer {
  /// Writes records side by side, a row for each column of their table.
  func comparison(
    _ block: CompareBlock, _ form: Form, into rendered: inout RenderedProse
  ) -> String {
    guard let table = database.catalog.table(block.table.value) else {
      let names = database.catalog.tables.map(\.schema.name)
      rendered.diagnostics.append(
        Diagnostic(
          "unknown-table", "there is no table '\(block.table.value)'", at: block.table.span,
          help: NearestName.help(for: block.table.value, among: names)))
      return ""
    }
    let faults = faults(of: block, in: table)
    guard faults.isEmpty else {
      rendered.diagnostics += faults
      return ""
    }
    let records = block.records.map { RecordName(table: block.table.value, id: $0.value) }
    var rows: [[RenderedTable.Entry]] = []
    for column in columns(of: block, in: table.schema) {
      let entries = records.map { entry(column, of: $0, into: &rendered.workings) }
      let isEmpty = entries.allSatisfy { $0.cell == .notStated || $0.cell == .notApplicable }
      let differs = Set(entries.map(\.cell)).count > 1
      if isEmpty && block.columns == nil || block.showsDifferencesOnly && !differs { continue }
      rows.append(row(column, entries, differs: differs, block))
    }
    let id = block.id ?? anchor(for: block.caption.value, of: form.name, among: rendered.tables)
    checkAnchor(id, isOwn: block.id != nil, of: form, into: &rendered)
    let shown = RenderedTable(
      id: id, caption: block.caption.value, note: block.note, compared: block.table.value,
      columns: headings(of: records), rows: rows, empty: "They do not differ.")
    reportOverdue(in: shown, at: block.span, into: &rendered)
    rendered.blocks[form.span] = .table(rendered.tables.count)
    rendered.tables.append(shown)
    return TableHTML.html(of: shown)
  }

  private func faults(of block: CompareBlock, in table: Table) -> [Diagnostic] {
    let schema = table.schema
    let names = schema.columns.map(\.name)
    var faults = block.records.compactMap { unknownRecord($0, in: table) }
    for id in QueryResult.repeated(block.records.map(\.value)) {
      faults.append(
        Diagnostic("repeated-id", "'\(id)' is compared with itself", at: block.records[0].span))
    }
    let columns = (block.columns ?? []) + block.labels.map { Located($0.name, at: $0.text.span) }
    for column in columns where !names.contains(column.value) {
      faults.append(
        Diagnostic(
          "unknown-column", "table '\(schema.name)' has no column '\(column.value)'",
          at: column.span, help: NearestName.help(for: column.value, among: names)))
    }
    return faults
  }

  /// Those that the block names, or else all that hold figures, words of a closed set or dates.
  private func columns(of block: CompareBlock, in schema: TableSchema) -> [ColumnSchema] {
    if let columns = block.columns {
      return columns.compactMap { name in schema.columns.first { $0.name == name.value } }
    }
    return schema.columns.filter { column in
      switch column.kind {
      case .integer, .decimal, .flag, .date: true
      case .choice: column.name != "confidence"
      case .identifier, .text, .reference: false
      }
    }
  }

  private func headings(of records: [RecordName]) -> [RenderedTable.Column] {
    var columns = [
      RenderedTable.Column(name: "property", label: "Property", unit: nil, isNumeric: false)
    ]
    for record in records {
      columns.append(
        RenderedTable.Column(
          name: record.id, label: name(of: record), unit: nil, isNumeric: false,
          href: recordPage(record)))
    }
    columns.append(
      RenderedTable.Column(name: "difference", label: "Difference", unit: nil, isNumeric: false))
    return columns
  }

  private func row(
    _ column: ColumnSchema, _ entries: [RenderedTable.Entry], differs: Bool,
    _ block: CompareBlock
  ) -> [RenderedTable.Entry] {
    let label = block.labels.first { $0.name == column.name }?.text.value ?? column.label
    let words = column.unit.map { "\(label), \($0.symbol)" } ?? label
    let marked = entries.map { entry in
      var entry = entry
      entry.differs = differs
      return entry
    }
    let difference = RenderedTable.Entry(cell: .text(difference(entries, differs: differs)))
    return [RenderedTable.Entry(cell: .text(words))] + marked + [difference]
  }

  /// Of two numbers the second against the first, in percent.
  private func difference(_ entries: [RenderedTable.Entry], differs: Bool) -> String {
    guard differs else { return "same" }
    guard entries.count == 2, let first = entries[0].cell.number,
      let second = entries[1].cell.number, first > 0, second >= 0
    else { return "differs" }
    let percent = (second / first - 1) * 100
    let text = ValueFormat.text(.decimal(percent), unit: .percent, style: .prose)
    return percent > 0 ? "+" + text : text
  }

  private func entry(
    _ column: ColumnSchema, of record: RecordName, into workings: inout Workings
  ) -> RenderedTable.Entry {
    var cell = read(column.name, of: record)
    // Words of a closed set are read as words.
    if case .choice = column.kind, let word = cell.text {
      cell = .text(word.split(separator: "_").joined(separator: " "))
    }
    let origin = database.origin(of: column.name, in: record)
    return RenderedTable.Entry(
      cell: cell, derivation: origin.flatMap { link(to: $0, workings: nil, into: &workings) },
      stale: database.staleFact(column.name, of: record, log: log), unit: column.unit)
  }
}
