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
  /// Where `sql` begins, to place its faults.
  let sqlText: FormText
}

extension QueryBlock {
  static func read(_ form: Form, in page: SourceFile) -> (block: QueryBlock?, faults: [Diagnostic])
  {
    let (block, _, faults) = read(form, in: page) { _ in () }
    return (block, faults)
  }

  /// Reads a block whose header has fields of its own, which `own` reads, beside the common ones.
  ///
  /// Returns the block, what `own` gave, and the faults; both are `nil` without a usable header.
  static func read<Own>(
    _ form: Form, in page: SourceFile, own: (inout Fields) -> Own
  ) -> (block: QueryBlock?, own: Own?, faults: [Diagnostic]) {
    let (header, body) = FormText(form, in: page).splitAtRule()
    guard let header else {
      let fault = Diagnostic(
        "missing-caption", "the \(form.name) has no caption", at: form.span,
        help: ["begin the block with 'caption: …', then a line '---', then the query"])
      return (nil, nil, [fault])
    }
    let (value, yamlFaults) = YAMLReader.read(header.source.file, range: header.source.range)
    guard yamlFaults.isEmpty else { return (nil, nil, yamlFaults) }
    var fields = Fields(value, of: "the \(form.name)'s header", at: form.span)
    let caption = fields.requiredText("caption")
    let id = fields.anchor("id")
    let labels = fields.texts("labels") ?? []
    let empty = fields.text("empty")?.value
    let isOptional = fields.flag("optional") ?? false
    let isHistory = fields.flag("history") ?? false
    let note = fields.text("note")?.value
    let ownFields = own(&fields)
    let faults = fields.finish()
    guard let caption else { return (nil, nil, faults) }
    let block = QueryBlock(
      caption: caption, id: id, labels: labels, empty: empty, isOptional: isOptional,
      isHistory: isHistory, note: note,
      sql: body.text, sqlText: body)
    return (block, ownFields, faults)
  }
}
