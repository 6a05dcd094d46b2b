import Catalog
import Diagnostics

/// What the header of a table, of a chart or of a named query says, as far as it says it.
package struct QueryHeader: Sendable {
  var caption: Located<String>?
  var id: String?
  var labels: [(name: String, text: Located<String>)]?
  var empty: String?
  var isOptional: Bool?
  var isHistory: Bool?
  var note: String?
  /// What readers see of it, with its places in the YAML.
  let texts: [Located<String>]
  /// Where these stand in their file.
  var printed: [PrintedWords] = []

  /// Reads the fields; whether a caption must be there depends on what the header is of.
  init(_ fields: inout Fields, needsCaption: Bool) {
    caption = needsCaption ? fields.requiredText("caption") : fields.text("caption")
    id = fields.anchor("id")
    labels = fields.texts("labels")
    let emptyText = fields.text("empty")
    empty = emptyText?.value
    isOptional = fields.flag("optional")
    isHistory = fields.flag("history")
    let noteText = fields.text("note")
    note = noteText?.value
    texts = [caption, emptyText, noteText].compactMap(\.self) + (labels ?? []).map { $0.text }
  }
}
