import Catalog
import Diagnostics
import Markup

/// A `=table` block: a caption and a query.
package struct TableBlock: Sendable {
  package var caption: Located<String>
  /// The anchor, or `nil` to derive it from the caption.
  package var id: String?
  /// Headings that replace the ones the columns' names give.
  package var labels: [(name: String, text: Located<String>)]
  /// What to say when the query gives no row. Without it, an empty table is a fault.
  package var empty: String?
  /// A line below the table.
  package var note: String?
  package var sql: String
  /// Where `sql` begins, to place its faults.
  let sqlText: FormText
}

extension TableBlock {
  static func read(_ form: Form, in page: SourceFile) -> (block: TableBlock?, faults: [Diagnostic])
  {
    let (header, body) = FormText(form, in: page).splitAtRule()
    guard let header else {
      let fault = Diagnostic(
        "missing-caption", "the table has no caption", at: form.span,
        help: ["begin the block with 'caption: …', then a line '---', then the query"])
      return (nil, [fault])
    }
    let (value, yamlFaults) = YAMLReader.read(header.source.file, range: header.source.range)
    guard yamlFaults.isEmpty else { return (nil, yamlFaults) }
    var fields = Fields(value, of: "the table's header", at: form.span)
    let caption = fields.requiredText("caption")
    let id = fields.anchor("id")
    let labels = fields.texts("labels") ?? []
    let empty = fields.text("empty")?.value
    let note = fields.text("note")?.value
    let faults = fields.finish()
    guard let caption else { return (nil, faults) }
    let block = TableBlock(
      caption: caption, id: id, labels: labels, empty: empty, note: note, sql: body.text,
      sqlText: body)
    return (block, faults)
  }
}
