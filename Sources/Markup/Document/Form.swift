package import Diagnostics

/// A place in a text that the site fills: a fence with an info string that begins with `=`, or a
/// code span that begins with `=`.
package struct Form: Hashable, Sendable {
  /// Whether the form stands as a block or inside a line.
  package enum Shape: Hashable, Sendable {
    case block
    case inline
  }

  package var shape: Shape
  /// The word after `=` in the info string, such as `table`. Empty for an inline form.
  package var name: String
  /// Block: the rest of the info string. Inline: the text after `=`, without outer spaces.
  package var argument: String
  /// Block: the lines inside the fence. Inline: the text after `=`, as written.
  package var content: String
  /// The place of the whole form, fences and backticks included.
  package var span: SourceSpan
  /// Where each byte of `content` stands in the source file.
  package var map: ContentMap
  /// Whether its HTML may hold a link: not inside a link or a heading.
  package var mayHoldLink: Bool

  package init(
    shape: Shape, name: String, argument: String, content: String, span: SourceSpan,
    map: ContentMap, mayHoldLink: Bool = true
  ) {
    self.shape = shape
    self.name = name
    self.argument = argument
    self.content = content
    self.span = span
    self.map = map
    self.mayHoldLink = mayHoldLink
  }

  /// The offset in the source file at which `content` begins.
  package var contentOffset: Int { map.source(0) }
}
