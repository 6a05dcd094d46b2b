import Catalog
import Diagnostics
import Markup

/// What a `=table` and a `=chart` have in common: a caption, words around the rows, and a query.
package struct QueryBlock: Sendable {
  package var caption: Located<String>
  /// The anchor, or `nil` to derive it from the caption.
  package var id: String?
  /// Headings that replace the ones the columns' names give.
  package var labels: [(name: String, text: Located<String>)]
  /// What to say when the query gives no row. Without it, an empty result is a fault.
  package var empty: String?
  /// Whether the block is left out of the page when the query gives no row.
  package var isOptional: Bool
  /// Whether the rows say what was: their facts do not grow stale.
  package var isHistory: Bool
  /// A line below the rows.
  package var note: String?
  package var sql: String
  /// Where the words around the rows stand that the block states itself.
  let printed: [PrintedWords]
  /// Where `sql` begins, to place its faults.
  let sqlText: FormText

  init(_ header: QueryHeader, caption: Located<String>, sqlText: FormText) {
    self.caption = caption
    id = header.id
    labels = header.labels ?? []
    empty = header.empty
    isOptional = header.isOptional ?? false
    isHistory = header.isHistory ?? false
    note = header.note
    printed = header.printed
    sql = sqlText.text
    self.sqlText = sqlText
  }

  /// Reports headings for columns that the query does not give.
  func labelFaults(in columns: [String]) -> [Diagnostic] {
    labels.filter { !columns.contains($0.name) }.map { label in
      Diagnostic(
        "unknown-column", "the query gives no column '\(label.name)' to label",
        at: label.text.span, help: NearestName.help(for: label.name, among: columns))
    }
  }

  /// Returns the block with what a page says otherwise.
  func saying(_ header: QueryHeader) -> QueryBlock {
    var block = self
    block.caption = header.caption ?? caption
    block.id = header.id ?? id
    for label in header.labels ?? [] {
      block.labels.removeAll { $0.name == label.name }
      block.labels.append(label)
    }
    block.empty = header.empty ?? empty
    block.isOptional = header.isOptional ?? isOptional
    block.isHistory = header.isHistory ?? isHistory
    block.note = header.note ?? note
    return block
  }
}

/// Where a block has its query from.
package enum QuerySource: Sendable {
  /// The block holds it.
  case own(QueryBlock)
  /// A file of `Content/Tables`, by name, with what the block says otherwise.
  case named(Located<String>, QueryHeader)
}

extension QuerySource {
  /// Reads the content of a block whose header has fields of its own, which `own` reads, beside the
  /// common ones.
  ///
  /// Returns the source, what `own` gave, and the faults; both are `nil` without a usable header.
  static func read<Own>(
    _ form: Form, in page: SourceFile, own: (inout Fields) -> Own
  ) -> (source: QuerySource?, own: Own?, faults: [Diagnostic]) {
    let name = form.argument.trimmingSpaces()
    let (header, body) = FormText(form, in: page).splitAtRule()
    guard name.isEmpty else {
      guard header == nil else { return (nil, nil, [ownQuery(of: form, named: name)]) }
      let (fields, faults) = read(body, of: form, needsCaption: false, own: own)
      return (fields.map { .named(Located(name, at: form.span), $0.header) }, fields?.own, faults)
    }
    guard let header else {
      let fault = Diagnostic(
        "missing-caption", "the \(form.name) has no caption", at: form.span,
        help: [
          "begin the block with 'caption: …', then a line '---', then the query",
          "or name a query of Content/Tables: '=\(form.name) NAME'",
        ])
      return (nil, nil, [fault])
    }
    let (fields, faults) = read(header, of: form, needsCaption: true, own: own)
    guard let fields, let caption = fields.header.caption else { return (nil, nil, faults) }
    return (
      .own(QueryBlock(fields.header, caption: caption, sqlText: body)), fields.own, faults
    )
  }

  private static func read<Own>(
    _ text: FormText, of form: Form, needsCaption: Bool, own: (inout Fields) -> Own
  ) -> (fields: (header: QueryHeader, own: Own)?, faults: [Diagnostic]) {
    let (value, yamlFaults) = YAMLReader.read(text.source.file, range: text.source.range)
    guard yamlFaults.isEmpty else { return (nil, yamlFaults) }
    var fields = Fields(value, of: "the \(form.name)'s header", at: form.span)
    var header = QueryHeader(&fields, needsCaption: needsCaption)
    header.printed = text.printed(header.texts)
    let ownFields = own(&fields)
    return ((header, ownFields), fields.finish())
  }

  private static func ownQuery(of form: Form, named name: String) -> Diagnostic {
    Diagnostic(
      "unexpected-content",
      "the \(form.name) takes its query from Content/Tables/\(name).sql and has one of its own",
      at: form.span,
      help: ["leave out the line '---' and the query below it, or the name behind '=\(form.name)'"])
  }
}
