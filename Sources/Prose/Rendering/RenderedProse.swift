package import Catalog
package import Diagnostics
package import Markup

/// What a block form of the text became.
package enum RenderedBlock: Sendable {
  /// The table with this index in the page's tables.
  case table(Int)
  case pages([PageGroup])
  /// A sentence without links.
  case words(String)
  /// The derivations with this index in the page's.
  case derivation(Int)
}

/// A page's text after its values and tables have been filled in.
package struct RenderedProse: Sendable {
  package var html: String = ""
  package var tables: [RenderedTable] = []
  package var values: [BoundValue] = []
  /// The sentences that were held against the catalog.
  package var claims: [RenderedClaim] = []
  /// How the figures of the page's record come about.
  package var derivations: [RecordDerivation] = []
  /// How the page's other figures were made.
  package var workings = Workings()
  package var headings: [Heading] = []
  /// What each block form became, by the form's place in the source, for outputs other than HTML.
  package var blocks: [SourceSpan: RenderedBlock] = [:]
  package var diagnostics: [Diagnostic] = []
}
