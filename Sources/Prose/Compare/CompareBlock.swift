import Catalog
import Diagnostics
import Markup

/// A `=compare` block: records of one table side by side.
package struct CompareBlock: Sendable {
  package var table: Located<String>
  package var records: [Located<String>]
  /// The columns to show, or `nil` for all that a record states.
  var columns: [Located<String>]?
  /// Headings in place of those that the columns have.
  var labels: [(name: String, text: Located<String>)]
  /// Whether rows in which all records agree are left out.
  var showsDifferencesOnly: Bool
  var caption: Located<String>
  package var id: String?
  var note: String?
  /// Where the words around the rows stand.
  var printed: [PrintedWords]
  var span: SourceSpan
}

extension CompareBlock {
  static func read(
    _ form: Form, in page: SourceFile
  ) -> (block: CompareBlock?, faults: [Diagnostic]) {
    let table = Located(form.argument.trimmingSpaces(), at: form.span)
    guard !table.value.isEmpty else {
      let fault = Diagnostic(
        "missing-field", "the comparison does not say of which table its records are",
        at: form.span, help: ["write '=compare gpu'"])
      return (nil, [fault])
    }
    let content = FormText(form, in: page)
    let (value, yamlFaults) = YAMLReader.read(content.source.file, range: content.source.range)
    guard yamlFaults.isEmpty else { return (nil, yamlFaults) }
    var fields = Fields(value, of: "the comparison", at: form.span)
    let caption = fields.requiredText("caption")
    let records = fields.list("records") ?? []
    let columns = fields.list("columns")
    let labels = fields.texts("labels") ?? []
    let showsDifferencesOnly = fields.flag("differences_only") ?? false
    let id = fields.anchor("id")
    let note = fields.text("note")
    var faults = fields.finish()
    if records.count < 2 {
      faults.append(
        Diagnostic(
          "missing-field", "a comparison has two records or more, this one has \(records.count)",
          at: form.span, help: ["list their ids: 'records: [one, other]'"]))
    }
    guard let caption, records.count >= 2 else { return (nil, faults) }
    return (
      CompareBlock(
        table: table, records: records, columns: columns, labels: labels,
        showsDifferencesOnly: showsDifferencesOnly, caption: caption, id: id,
        note: note?.value,
        printed: content.printed([caption, note].compactMap(\.self) + labels.map { $0.text }),
        span: form.span), faults
    )
  }
}
