package import Catalog
package import Diagnostics
import Markup

/// A `=derivation` block: how the computed figures of the page's record come about.
package struct DerivationBlock: Sendable {
  /// The figures to show, in order; `nil` for all that the record's table has.
  package var figures: [String]?
  package var span: SourceSpan
}

extension DerivationBlock {
  static func read(
    _ form: Form, in page: SourceFile
  ) -> (block: DerivationBlock?, faults: [Diagnostic]) {
    let content = FormText(form, in: page)
    guard content.text.trimmingSpaces().isEmpty else {
      let fault = Diagnostic(
        "unexpected-content", "the derivation has content, expected none", at: form.span,
        help: ["name figures after '=derivation', or nothing for all of them"])
      return (nil, [fault])
    }
    let names = form.argument.split(whereSeparator: \.isWhitespace).map(String.init)
    return (DerivationBlock(figures: names.isEmpty ? nil : names, span: form.span), [])
  }

  /// The names of the figures that the block shows for records of a table.
  package func figures(of table: TableSchema) -> [String] {
    figures ?? CatalogDatabase.figures(of: table)
  }

  /// The anchor of a figure's derivation.
  package static func anchor(_ figure: String) -> String { "derivation-" + figure }
}

extension PreparedProse {
  /// The figures of a table whose derivations the text shows, those in its notes too.
  package func derivedFigures(of table: TableSchema) -> Set<String> {
    forms.reduce(into: []) { figures, form in
      switch form {
      case .derivation(let block): figures.formUnion(block.figures(of: table))
      case .note(let note): figures.formUnion(note.body.derivedFigures(of: table))
      default: break
      }
    }
  }
}
