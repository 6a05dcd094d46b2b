package import Diagnostics
package import Markup

/// What a block form of the text became.
package enum RenderedBlock: Sendable {
  /// The table with this index in the page's tables.
  case table(Int)
  case pages([PageGroup])
}

/// A page's text after its values and tables have been filled in.
package struct RenderedProse: Sendable {
  package var html: String = ""
  package var tables: [RenderedTable] = []
  package var values: [BoundValue] = []
  package var headings: [Heading] = []
  /// What each block form became, by the form's place in the source, for outputs other than HTML.
  package var blocks: [SourceSpan: RenderedBlock] = [:]
  package var diagnostics: [Diagnostic] = []
}
