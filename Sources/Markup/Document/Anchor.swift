/// Names for places in a page.
package enum Anchor {
  /// Returns the anchor that a heading or caption of this text gets when no other has it.
  package static func slug(of text: String) -> String { AnchorNames.slug(of: text) }
}
