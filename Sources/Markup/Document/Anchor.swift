/// Names for places in a page.
package enum Anchor {
  /// Returns the anchor that a heading or caption of this text gets when no other has it.
  package static func slug(of text: String) -> String { AnchorNames.slug(of: text) }

  /// Whether a text can be an anchor: letters, digits and hyphens.
  package static func isValid(_ id: String) -> Bool { AnchorNames.isValid(id) }
}
