package import Catalog
package import Diagnostics
import Markup

/// A value of the catalog or engine that stands in a sentence.
package struct BoundValue: Sendable {
  /// The expression as the author wrote it.
  package var expression: String
  package var cell: Cell
  package var unit: Unit?
  /// The words as printed.
  package var text: String
  package var span: SourceSpan
  /// The link to how it was computed, relative to this page; `nil` for a fact.
  package var derivation: String?
  /// The fact, if it is too old.
  package var stale: DatedFact?

  /// The words, with the value for programs.
  var html: String {
    let machine = HTMLEscape.text(ValueFormat.plain(cell))
    return "<data class=\"value\" value=\"\(machine)\">\(HTMLEscape.text(text))</data>"
  }
}
