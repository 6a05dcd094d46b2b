import Markup
import Prose

extension Site {
  /// Returns the anchors that the text of a page says it has: of its headings, tables and charts. Those
  /// of rows and of what a query fills in are not among them.
  package func anchorNames(ofFile outputFile: String) -> [String] {
    guard let page = pages.first(where: { $0.path.outputFile == outputFile }) else { return [] }
    return anchorNames(of: markdown[page.markdown].text.prose)
  }

  private func anchorNames(of prose: PreparedProse) -> [String] {
    prose.document.headings.map(\.id)
      + prose.forms.flatMap { form -> [String] in
        switch form {
        case .table(let query): [queries.anchor(of: query)].compactMap(\.self)
        case .chart(let block): [queries.anchor(of: block.query)].compactMap(\.self)
        case .compare(let block): [block.id].compactMap(\.self)
        case .note(let note): anchorNames(of: note.body)
        default: []
        }
      }
  }
}
