package import Diagnostics
package import Markup

/// A page's text after its values and tables have been filled in.
package struct RenderedProse: Sendable {
  package var html: String = ""
  package var tables: [RenderedTable] = []
  package var values: [BoundValue] = []
  package var headings: [Heading] = []
  package var diagnostics: [Diagnostic] = []
}
